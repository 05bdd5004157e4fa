"""Lists: searched, filtered, sorted, paged and exported the same way everywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from jemput.node.look.parts import Badge
from jemput.node.look.tables import Column, Filter, Table, TableView


@dataclass(frozen=True)
class Resident:
    pk: int
    name: str
    nik: str
    village: str
    cards: int | None = None


SITI = Resident(1, "Siti Aminah", "6106155203620003", "Miau Merah", 2)
AHMAD = Resident(2, "Ahmad Fauzi", "6106151203620004", "Sentabai")
SITI_2 = Resident(3, "Siti Lusia", "6106154503900001", "Sentabai", 1)
TABLE: Table[Resident] = Table(
    title="Belum rekam",
    columns=[
        Column("name", "Nama", sortable=True, link=lambda row: f"/orang/{row.pk}"),
        Column("nik", "NIK", kind="nik"),
        Column("village", "Desa", sortable=True),
        Column("cards", "Kartu", kind="whole", sortable=True),
    ],
    rows=[SITI, AHMAD, SITI_2],
    search_fields=("name", "nik"),
    filters=[Filter("village", "Desa", [("Sentabai", "Sentabai"), ("Miau Merah", "Miau Merah")])],
    order="name",
    per_page=2,
)


def asks(query: str = "", **headers: str) -> HttpRequest:
    return RequestFactory().get(f"/people/?{query}", headers=headers)


def names(query: str, table: Table[Resident] = TABLE) -> list[str]:
    return [row.name for row in table.bind(asks(query)).rows()]


def test_rows_stand_in_the_tables_own_order_until_asked_otherwise() -> None:
    assert names("") == ["Ahmad Fauzi", "Siti Aminah", "Siti Lusia"]
    assert names("sort=-name") == ["Siti Lusia", "Siti Aminah", "Ahmad Fauzi"]
    assert names("sort=nik") == names("")


def test_what_is_unknown_sorts_last_both_ways() -> None:
    assert names("sort=cards") == ["Siti Lusia", "Siti Aminah", "Ahmad Fauzi"]
    assert names("sort=-cards") == ["Siti Aminah", "Siti Lusia", "Ahmad Fauzi"]


def test_every_word_searched_must_be_found_somewhere() -> None:
    assert names("q=siti") == ["Siti Aminah", "Siti Lusia"]
    assert names("q=siti+0003") == ["Siti Aminah"]
    assert names("q=siti+fauzi") == []


def test_a_filter_narrows_and_an_unknown_choice_does_not() -> None:
    assert names("village=Sentabai") == ["Ahmad Fauzi", "Siti Lusia"]
    assert names("village=Atlantis") == names("")


def test_a_page_that_does_not_exist_shows_the_nearest() -> None:
    assert TABLE.bind(asks("page=99")).page.number == 2
    assert TABLE.bind(asks("page=x")).page.number == 1


def test_links_keep_what_was_asked_and_start_again_at_the_first_page() -> None:
    view = TABLE.bind(asks("q=siti&page=2&other=1"))
    assert view.headings[2].url == "?q=siti&other=1&sort=village"
    assert view.bare_url == "?other=1"
    assert view.other_parameters == [("other", "1")]


def test_two_tables_on_a_page_do_not_hear_each_other() -> None:
    request = asks("left-q=siti&q=ahmad")
    left = replace(TABLE, name="left").bind(request)
    right = replace(TABLE, name="right").bind(request)
    assert (left.page.paginator.count, right.page.paginator.count) == (2, 3)
    assert left.id != right.id


def test_a_nik_is_masked_unless_the_table_says_otherwise() -> None:
    shown = TABLE.bind(asks("q=aminah")).lines[0].cells[1].text
    revealed = replace(TABLE, reveal_niks=True).bind(asks("q=aminah")).lines[0].cells[1].text
    assert (shown, revealed) == ("6106••••••••0003", SITI.nik)


def test_a_queryset_is_searched_filtered_and_sorted_in_the_database() -> None:
    table: Table[ContentType] = Table(
        columns=[Column("app_label", "App", sortable=True)],
        rows=ContentType.objects.all(),
        search_fields=("app_label", "model__startswith"),
        filters=[Filter("app", "App", [("auth", "auth")], path="app_label")],
    )
    sql = str(table.bind(asks("q=se&app=auth&sort=-app_label")).rows().query)
    assert '"app_label" = auth' in sql and "LIKE %se%" in sql and "LIKE se%" in sql
    assert sql.endswith('"app_label" DESC NULLS LAST, "django_content_type"."id" ASC')


def test_only_the_rows_answer_htmx_and_the_page_answers_everybody_else() -> None:
    part = TABLE.respond(asks(**{"HX-Request": "true", "HX-Target": "table-rows"}), "look/empty.html")
    back = asks(**{"HX-Target": "table-rows", "HX-History-Restore-Request": "true"})
    assert part.content.startswith(b'<div id="table-rows"') and "HX-Target" in part["Vary"]
    assert not TABLE.bind(back).wants_rows


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 9))
def test_the_pages_together_are_all_rows_once_and_in_order(cards: list[int], per_page: int) -> None:
    rows = [replace(SITI, pk=i, cards=n) for i, n in enumerate(cards)]
    table = replace(TABLE, rows=rows, order="cards", per_page=per_page)
    pages = table.bind(asks()).page.paginator.num_pages
    seen = [row for n in range(1, pages + 1) for row in table.bind(asks(f"page={n}")).page.object_list]
    assert seen == sorted(rows, key=lambda row: row.cards or 0)


def sheet(view: TableView[Any]) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(BytesIO(view.sheet().content))
    return list(book.worksheets[0].iter_rows())


def test_the_sheet_holds_every_row_that_fits_not_only_this_page() -> None:
    response = TABLE.respond(asks("export=xlsx&q=siti"), "look/empty.html")
    rows = sheet(TABLE.bind(asks("export=xlsx&q=siti")))
    assert response["Content-Disposition"].startswith('attachment; filename="belum-rekam-20')
    assert [[cell.value for cell in row] for row in rows] == [
        ["Nama", "NIK", "Desa", "Kartu"],
        ["Siti Aminah", "6106••••••••0003", "Miau Merah", 2],
        ["Siti Lusia", "6106••••••••0001", "Sentabai", 1],
    ]


def test_a_revealed_nik_is_text_in_the_sheet_never_a_number() -> None:
    cell = sheet(replace(TABLE, reveal_niks=True).bind(asks("q=aminah")))[1][1]
    assert (cell.value, cell.data_type, cell.number_format) == (SITI.nik, "s", "@")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "http://"])
def test_no_name_becomes_a_formula_or_a_link(start: str) -> None:
    table = replace(TABLE, rows=[replace(SITI, name=f"{start}cmd|' /C calc'!A1")])
    cell = sheet(table.bind(asks()))[1][0]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value == f"{start}cmd|' /C calc'!A1"


def test_a_badge_is_drawn_on_screen_and_a_word_in_the_sheet() -> None:
    column: Column[Resident] = Column("state", "Keadaan", value=lambda row: Badge("siap cetak", "good"))
    view = replace(TABLE, columns=[column], order="").bind(asks())
    assert view.lines[0].cells[0].badge == Badge("siap cetak", "good")
    assert sheet(view)[1][0].value == "siap cetak"


def test_no_cell_lets_text_become_markup() -> None:
    risky = "<script>alert(1)</script>"
    badge: Column[Resident] = Column("state", risky, value=lambda row: Badge(risky, "wait"))
    name: Column[Resident] = Column("name", "Nama", link=lambda row: f'/"{risky}')
    view = replace(TABLE, columns=[badge, name], rows=[replace(SITI, name=risky)], order="").bind(asks())
    html = "".join(cell.drawn for cell in view.lines[0].cells)
    assert risky not in html and html.count("&lt;script&gt;") == 4
