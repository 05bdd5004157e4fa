"""What the page on clerks and model shows: agreement by band as table and chart, and thresholds."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.wording import percent
from jemput.node.look.charts import Chart, Series
from jemput.node.look.parts import Badge, Entry, Event
from jemput.node.look.tables import Column, Nothing, Table
from jemput.office.roster.actions.policy import thresholds
from jemput.office.roster.calibration import FEWEST, Band, bands
from jemput.office.roster.link_models import LinkPolicy
from jemput.office.roster.link_pages import share
from jemput.office.roster.link_queue import standing_decisions


def calibration() -> list[Band]:
    """The standing decisions of clerks beside what the model stated."""
    rows = standing_decisions().filter(probability__isnull=False).order_by()
    told = rows.values_list("probability", "agreed")
    return bands((stated, agreed) for stated, agreed in told if stated is not None and agreed is not None)


def decided() -> int:
    """How many decisions there are to compare."""
    return sum(band.decided for band in calibration())


def band_words(band: Band) -> str:
    """From where to where: 90–99 %."""
    return f"{_number(band.low)}–{_number(band.high)} %"


def _number(part: float) -> str:
    return f"{100 * part:.0f}"


def _share_of(band: Band) -> str:
    return percent(band.agreed, band.decided, get_language() or "id") if band.decided else "–"


def verdict(band: Band) -> Badge:
    """Whether clerks and model agree, as far as chance lets one say."""
    if not band.decided:
        return Badge(_("belum ada"), "muted")
    if not band.says_something:
        return Badge(_("kurang dari %(n)d keputusan") % {"n": FEWEST}, "muted")
    if band.is_off:
        return Badge(_("berbeda dari model"), "wait")
    return Badge(_("sejalan"), "good")


def table() -> Table[Band]:
    """One line a band of probability."""
    return Table(
        columns=[
            Column("low", _("Kemungkinan menurut model"), value=band_words),
            Column("decided", _("Diputuskan"), kind="whole"),
            Column("agreed", _("Petugas setuju"), kind="whole"),
            Column("share", _("Bagian"), value=_share_of, align="end"),
            Column("stated", _("Rata-rata model"), value=_stated, align="end"),
            Column("verdict", _("Penilaian"), value=verdict),
        ],
        rows=calibration(),
        title=_("Petugas dan model"),
        nothing=Nothing(_("Belum ada keputusan.")),
    )


def _stated(band: Band) -> str:
    return share(band.stated) if band.decided else "–"


def chart() -> Chart:
    """The same as a picture: what the model stated beside what clerks chose."""
    found = [band for band in reversed(calibration()) if band.decided]
    return Chart(
        sentence=_("Seberapa sering petugas memilih orang yang paling mungkin, menurut kemungkinannya."),
        x=[band_words(band) for band in found],
        series=[
            Series(_("Petugas Dinas"), [round(100 * (band.share or 0), 1) for band in found]),
            Series(_("Model"), [round(100 * band.stated, 1) for band in found], tone="muted"),
        ],
        kind="bars",
        unit="%",
        x_label=_("Kemungkinan menurut model"),
    )


def threshold_entries() -> list[Entry]:
    """The thresholds that hold now, as probabilities."""
    now = thresholds()
    return [
        Entry(_("Pasti, ditautkan sendiri"), share(now.sure_probability), note=_("ke atas")),
        Entry(_("Kemungkinan besar"), share(now.likely_probability), note=_("ke atas")),
        Entry(
            _("Ditanyakan ke petugas"), share(now.ask_probability), note=_("ke atas; di bawahnya tidak ada")
        ),
    ]


def as_percent() -> dict[str, str]:
    """The thresholds as the form wants them."""
    now = thresholds()
    return {
        "sure": f"{100 * now.sure_probability:.6g}",
        "likely": f"{100 * now.likely_probability:.6g}",
        "ask": f"{100 * now.ask_probability:.6g}",
    }


def history() -> list[Event]:
    """Who changed the thresholds, when and why."""
    return [
        Event(
            timezone.localtime(policy.at),
            _("Pasti %(sure)s · mungkin %(likely)s · tanya %(ask)s")
            % {"sure": share(policy.sure), "likely": share(policy.likely), "ask": share(policy.ask)},
            policy.because,
            policy.by,
        )
        for policy in LinkPolicy.objects.all()[:20]
    ]
