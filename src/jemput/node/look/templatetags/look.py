"""`{% load look %}`: every component as a tag; docs/how-to/look.md shows each with an example."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jemput.node.look import filters
from jemput.node.look.charts import Chart
from jemput.node.look.drawn import TONE_ICONS, drawn_badge, drawn_icon
from jemput.node.look.fields import Control, control
from jemput.node.look.national import badge_of
from jemput.node.look.parts import (
    Badge,
    Bar,
    Difference,
    Entry,
    Event,
    Figure,
    Layer,
    Sample,
    Standing,
    Step,
    Tab,
    Text,
    Tone,
)
from jemput.node.look.tables import Nothing, TableView

register = template.Library()
for _filter in (
    filters.whole, filters.percent_of, filters.long_date, filters.short_date, filters.moment, filters.masked,
    filters.worded, filters.may,
):  # fmt: skip
    register.filter(_filter.__name__, _filter)

Shown = dict[str, Any]
PARTS = "look/components/"


@register.simple_tag
def icon(name: str, label: Text = "", extra: str = "") -> SafeString:
    """One icon of the sprite; with a label it is read aloud, without it is decoration."""
    return drawn_icon(name, label, extra)


@register.simple_tag
def badge(text: Text | Badge, tone: Tone = "plain", icon: str = "") -> SafeString:
    """A short state; `text` may be a Badge."""
    return drawn_badge(text if isinstance(text, Badge) else Badge(text, tone, icon))


@register.simple_tag
def national_status(status: str) -> SafeString:
    """A status of the national center, verbatim, in its tone."""
    return drawn_badge(badge_of(status), extra="state-code")


@register.inclusion_tag(f"{PARTS}chain.html")
def chain(figures: Sequence[Figure]) -> Shown:
    """The strip of figures, in the order of the chain."""
    return {"figures": figures}


@register.inclusion_tag(f"{PARTS}rate.html")
def rate(
    part: int | None, total: int | None, *, denominator: Text, source: Text, on: date | None = None,
    label: Text = "", tone: Tone = "plain", url: str = "", stated: Text = "",
) -> Shown:  # fmt: skip
    """A percentage with its denominator, source and date; `stated` is one that others gave without counts."""
    names = ("part", "total", "denominator", "source", "on", "label", "tone", "url", "stated")
    return dict(zip(names, (part, total, denominator, source, on, label, tone, url, stated), strict=True))


@register.simple_block_tag
def card(
    content: SafeString, title: Text = "", *, subtitle: Text = "", link: Text = "",
    url: str = "", flush: bool = False, tone: Tone = "plain", extra: str = "",
) -> SafeString:  # fmt: skip
    """A white card around a block; `flush` lets a table reach its edges."""
    names = ("content", "title", "subtitle", "link", "url", "flush", "tone", "extra")
    values = (content, title, subtitle, link, url, flush, tone, extra)
    return render_to_string(f"{PARTS}card.html", dict(zip(names, values, strict=True)))


@register.simple_block_tag
def notice(content: SafeString, title: Text = "", *, tone: Tone = "plain") -> SafeString:
    """A sentence that stands out: what happened, what to do."""
    icon_name = TONE_ICONS.get(tone, "info-circle")
    return render_to_string(
        f"{PARTS}notice.html", {"content": content, "title": title, "tone": tone, "icon": icon_name}
    )


@register.inclusion_tag(f"{PARTS}data_table.html")
def data_table(table: TableView[Any]) -> Shown:
    """A list with search, filters, sorting, pages and export."""
    return {"table": table}


@register.inclusion_tag(f"{PARTS}pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], parameter: str = "page") -> Shown:
    """Pages of a list that is not a table."""
    kept = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    return {
        "page": page,
        "previous": _page_url(kept, parameter, page, -1),
        "next": _page_url(kept, parameter, page, 1),
    }


def _page_url(kept: QueryDict, parameter: str, page: Page[Any], by: int) -> str:
    query = kept.copy()
    query[parameter] = str(page.number + by)
    return f"?{query.urlencode()}"


@register.inclusion_tag(f"{PARTS}stepper.html")
def stepper(steps: Sequence[Step]) -> Shown:
    """Steps from left to right; on a phone from top to bottom."""
    return {"steps": steps}


@register.inclusion_tag(f"{PARTS}step_list.html")
def step_list(steps: Sequence[Step]) -> Shown:
    """The kit's steps from top to bottom."""
    return {"steps": steps}


@register.inclusion_tag(f"{PARTS}progress.html")
def progress(
    done: int, total: int, label: Text = "", *, url: str = "", every: int = 2, note: Text = ""
) -> Shown:
    """How far work is; with `url` it asks that address for itself anew every `every` seconds until done."""
    polled = url if done < total else ""
    return {"done": done, "total": total, "label": label, "url": polled, "every": every, "note": note}


@register.inclusion_tag(f"{PARTS}definitions.html")
def definitions(entries: Sequence[Entry]) -> Shown:
    """Names and their values."""
    return {"entries": entries}


@register.inclusion_tag(f"{PARTS}compare.html")
def compare(left: Text, right: Text, rows: Sequence[Difference]) -> Shown:
    """Two records side by side, where they differ marked."""
    return {"left": left, "right": right, "rows": rows, "differing": sum(not row.agrees for row in rows)}


@register.inclusion_tag(f"{PARTS}bar_list.html")
def bar_list(bars: Sequence[Bar]) -> Shown:
    """A ranking: each bar as long as its share of the greatest."""
    greatest = max((bar.value for bar in bars), default=0)
    return {"lines": [(bar, f"{100 * bar.value / greatest:.1f}" if greatest else "0") for bar in bars]}


@register.inclusion_tag(f"{PARTS}map_panel.html")
def map_panel(layer: Layer, name: str = "map") -> Shown:
    """A map of regions colored by a number, with the same regions as a list for the keyboard."""
    return {"layer": layer, "name": name, "steps": ",".join(str(step) for step in layer.steps)}


@register.inclusion_tag(f"{PARTS}chart.html")
def chart(chart: Chart, name: str) -> Shown:
    """A chart with its sentence above and its table behind; `name` is unique on the page."""
    return {"chart": chart, "name": name, "drawing": chart.drawing(), "drawing_id": f"{name}-drawing"}


@register.inclusion_tag(f"{PARTS}field.html")
def field(bound: BoundField, *, autofocus: bool = False) -> Shown:
    """One form field with label, help and errors."""
    return {"control": control(bound, autofocus=autofocus)}


@register.inclusion_tag(f"{PARTS}fields.html")
def fields(form: BaseForm) -> Shown:
    """Every visible field of a form, its hidden ones, and the errors of the whole."""
    controls: list[Control] = [control(bound) for bound in form.visible_fields()]
    return {"form": form, "controls": controls}


@register.inclusion_tag(f"{PARTS}confirm.html")
def confirm(
    button: Text, *, url: str, question: Text, does: Text = "", name: str,
    tone: Tone = "danger", icon: str = "", reason: Text = "",
) -> Shown:  # fmt: skip
    """A button that asks before it posts to `url`; with `reason` it also asks why (posted as `reason`)."""
    names = ("button", "url", "question", "does", "name", "tone", "icon", "reason")
    return dict(zip(names, (button, url, question, does, name, tone, icon, reason), strict=True))


@register.inclusion_tag("look/empty.html")
def empty(
    title: Text | Nothing, sentence: Text = "", *, icon: str = "inbox",
    button: Text = "", url: str = "",
) -> Shown:  # fmt: skip
    """What an empty place says: how to begin."""
    nothing = title if isinstance(title, Nothing) else Nothing(title, sentence, icon, button, url)
    return {"nothing": nothing}


@register.inclusion_tag(f"{PARTS}tabs.html")
def tabs(tabs: Sequence[Tab]) -> Shown:
    """The pages of one room."""
    return {"tabs": tabs}


@register.inclusion_tag(f"{PARTS}timeline.html")
def timeline(events: Sequence[Event]) -> Shown:
    """A dated history, newest first as handed in."""
    return {"events": events}


@register.inclusion_tag(f"{PARTS}samples.html")
def samples(samples: Sequence[Sample]) -> Shown:
    """Captured fingers, eyes or a face with their quality."""
    return {"samples": samples}


@register.inclusion_tag(f"{PARTS}kit_status.html")
def kit_status(standing: Standing, url: str = "", every: int = 10) -> Shown:
    """Network, unsent packets, battery, operator; with `url` it keeps itself fresh."""
    return {"standing": standing, "url": url, "every": every}
