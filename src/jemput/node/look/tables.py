"""List pages: columns over a queryset that searches, sorts, filters, pages and exports itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from jemput.node.look import taking
from jemput.node.look.cells import Align, Cell, align_of, shown
from jemput.node.look.columns import Choices, Column, Filter, Nothing, Row, follow, search
from jemput.node.look.parts import Text

__all__ = ["Choices", "Column", "Filter", "Nothing", "Table", "TableView"]


@dataclass(frozen=True)
class Table(Generic[Row]):
    """Columns over rows; `respond` answers the page, the part htmx asks for, or the sheet.

    `name` must differ where one page shows two tables: it prefixes their query parameters. `select` puts a
    check box before each row, named so, of the form with the id `<name>-chosen`.
    """

    columns: Sequence[Column[Row]]
    rows: QuerySet[Any] | Sequence[Row]
    search_fields: Sequence[str] = ()
    search_label: Text = ""
    filters: Sequence[Filter] = ()
    order: str = ""
    title: Text = ""
    name: str = ""
    per_page: int = 50
    nothing: Nothing | None = None
    reveal_niks: bool = False
    exportable: bool = True
    select: str = ""

    def respond(
        self, request: HttpRequest, template: str, context: Mapping[str, object] | None = None
    ) -> HttpResponse:
        """The whole page with `table` in its context, the rows alone for htmx, or the .xlsx."""
        bound = self.bind(request)
        if bound.wants_full_sheet:
            return taking.full_sheet(bound, request.POST.get("reason", ""))
        if bound.wants_sheet:
            return bound.sheet()
        if bound.wants_rows:
            response = render(request, "look/components/table_rows.html", {"table": bound})
        else:
            response = render(request, template, {**(context or {}), "table": bound})
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def bind(self, request: HttpRequest) -> TableView[Row]:
        """This table as one request asks for it; for pages with several tables."""
        return TableView(self, request)


@dataclass(frozen=True)
class Heading:
    """A column's heading as shown: with the address that sorts by it and how it is sorted now."""

    label: Text
    align: Align
    url: str = ""
    direction: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True)
class Line:
    """One row as shown."""

    key: str
    cells: list[Cell]


@dataclass(frozen=True)
class Choice:
    """A filter as shown: its parameter, its options, and which one is chosen."""

    name: str
    label: Text
    options: list[tuple[str, Text]]
    chosen: str


class TableView(Generic[Row]):
    """A table as one request asks for it: searched, filtered, sorted, on one page."""

    def __init__(self, table: Table[Row], request: HttpRequest) -> None:
        self.table = table
        self.request = request

    @property
    def id(self) -> str:
        """The element's id, also the target htmx names."""
        return f"{self.table.name or 'table'}-rows"

    def parameter(self, name: str) -> str:
        """A query parameter's name, prefixed where the table has a name."""
        return f"{self.table.name}-{name}" if self.table.name else name

    def asked(self, name: str) -> str:
        """The value the request gives for one parameter; empty where it gives none."""
        return self.request.GET.get(self.parameter(name), "").strip()

    @property
    def path(self) -> str:
        """Where the list lives."""
        return self.request.path

    @property
    def search_name(self) -> str:
        """The parameter that searches."""
        return self.parameter("q")

    @property
    def sort_name(self) -> str:
        """The parameter that sorts."""
        return self.parameter("sort")

    @property
    def export_name(self) -> str:
        """The parameter that asks for the sheet."""
        return self.parameter("export")

    @property
    def chosen_form(self) -> str:
        """The id of the form that the check boxes belong to."""
        return f"{self.table.name or 'table'}-chosen"

    @property
    def other_parameters(self) -> list[tuple[str, str]]:
        """What the address says beyond this table, kept when its form is sent."""
        own = {self.parameter(name) for name in ("q", "sort", "page", "export")}
        own |= {self.parameter(shape.key) for shape in self.table.filters}
        return [(name, self.request.GET[name]) for name in self.request.GET if name not in own]

    @property
    def wants_sheet(self) -> bool:
        """Whether the reader asked for the .xlsx."""
        return self.table.exportable and self.asked("export") == "xlsx"

    @property
    def wants_rows(self) -> bool:
        """Whether htmx asks for this table's rows alone."""
        headers = self.request.headers
        return headers.get("HX-Target") == self.id and "HX-History-Restore-Request" not in headers

    @property
    def query(self) -> str:
        """What was searched."""
        return self.asked("q")

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter hides rows."""
        return bool(self.query) or any(choice.chosen for choice in self.choices)

    @cached_property
    def choices(self) -> list[Choice]:
        """The filters, each with what is chosen."""
        return [self._choice(shape) for shape in self.table.filters]

    def _choice(self, shape: Filter) -> Choice:
        options = [(value, label) for value, label in shape.options() if value]
        asked = self.asked(shape.key)
        chosen = asked if asked in {value for value, _ in options} else ""
        return Choice(self.parameter(shape.key), shape.label, options, chosen)

    @property
    def sort(self) -> str:
        """The key sorted by, with "-" before it when descending; empty for the table's own order."""
        asked = self.asked("sort")
        known = {column.key for column in self.table.columns if column.sortable}
        return asked if asked.removeprefix("-") in known else ""

    def rows(self) -> Any:
        """All rows that fit, in order: what the pages show and the sheet holds."""
        rows: Any = self.table.rows
        for choice, shape in zip(self.choices, self.table.filters, strict=True):
            if choice.chosen:
                rows = shape.apply(rows, choice.chosen)
        if self.query and self.table.search_fields:
            rows = search(rows, self.query, self.table.search_fields)
        return self._sorted(rows)

    def _sorted(self, rows: Any) -> Any:
        wanted = self.sort or self.table.order
        if not wanted:
            return rows
        down, key = wanted.startswith("-"), wanted.removeprefix("-")
        column = next((c for c in self.table.columns if c.key == key), None)
        path = column.order if column else key
        if isinstance(rows, QuerySet):
            by = F(path.replace(".", "__"))
            return rows.order_by(by.desc(nulls_last=True) if down else by.asc(nulls_last=True), "pk")
        known = [row for row in rows if _value(column, path, row) is not None]
        unknown = [row for row in rows if _value(column, path, row) is None]
        return sorted(known, key=lambda row: _value(column, path, row), reverse=down) + unknown

    @cached_property
    def page(self) -> Page[Any]:
        """The page asked for; the nearest one where the number makes no sense."""
        return Paginator(self.rows(), self.table.per_page).get_page(self.asked("page") or 1)

    @property
    def columns(self) -> list[Column[Row]]:
        """The columns on screen."""
        return [column for column in self.table.columns if column.on_screen]

    @property
    def headings(self) -> list[Heading]:
        """The headings on screen."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column[Row]) -> Heading:
        align = align_of(column.kind, column.align)
        if not column.sortable:
            return Heading(column.label, align)
        wanted = self.sort or self.table.order
        up = wanted == column.key
        down = wanted == f"-{column.key}"
        url = self.url(sort=f"-{column.key}" if up else column.key, page="")
        return Heading(column.label, align, url, "ascending" if up else "descending" if down else "")

    @property
    def lines(self) -> list[Line]:
        """The rows of this page as cells."""
        return [self._line(row) for row in self.page.object_list]

    def _line(self, row: Row) -> Line:
        cells = [
            shown(
                column.of(row),
                kind=column.kind,
                align=column.align,
                label=column.label,
                url=column.link(row) if column.link else None,
                reveal=self.table.reveal_niks,
            )
            for column in self.columns
        ]
        return Line(str(getattr(row, "pk", "")), cells)

    def url(self, **changes: str) -> str:
        """This page's address with some of this table's parameters changed, or dropped where empty."""
        query = {key: self.request.GET[key] for key in self.request.GET}
        query |= {self.parameter(key): value for key, value in changes.items()}
        query.pop(self.parameter("export"), None)
        return "?" + urlencode({key: value for key, value in query.items() if value})

    @property
    def next_url(self) -> str:
        """The next page's address; empty on the last."""
        return self.url(page=str(self.page.next_page_number())) if self.page.has_next() else ""

    @property
    def previous_url(self) -> str:
        """The page before; empty on the first."""
        return self.url(page=str(self.page.previous_page_number())) if self.page.has_previous() else ""

    @property
    def bare_url(self) -> str:
        """The same list with nothing searched or filtered."""
        return self.url(q="", page="", **{shape.key: "" for shape in self.table.filters})

    @property
    def may_export_full(self) -> bool:
        """Whether this list has NIKs and the reader may take them away in full."""
        return taking.may_take_full(self)

    @property
    def wants_full_sheet(self) -> bool:
        """Whether the reader asked for the .xlsx with full NIKs."""
        return self.request.method == "POST" and self.request.POST.get("full-niks") == self.id

    def sheet(self) -> HttpResponse:
        """The rows that fit, all of them, as an .xlsx to keep; who took it is kept too."""
        return taking.sheet(self)


def _value(column: Column[Any] | None, path: str, row: Any) -> Any:
    return column.of(row) if column and column.order == column.key else follow(row, path)
