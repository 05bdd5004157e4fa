"""The trained model as settings of Splink, for lists of millions on DuckDB or Spark; Splink itself is not
needed here.

Splink knows nothing of words, relatives and rivals: its verdicts are nearly, not exactly, those of `link`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from jemput.linkage.book import NameBook
from jemput.linkage.model import Model, shipped
from jemput.linkage.names import skeleton
from jemput.linkage.people import kecamatan_of, nik_digits
from jemput.linkage.records import Columns

Dialect = Literal["duckdb", "spark"]
Settings = dict[str, Any]
_ALIKE = {"duckdb": "jaro_winkler_similarity", "spark": "jaro_winkler"}
_EDITS = {"duckdb": "damerau_levenshtein", "spark": "levenshtein"}
_NAMES_BY_WORDS = (("very_alike", 0.45, 0.0004), ("contained", 0.25, 0.002), ("alike", 0.2, 0.01))
"""How names that agree in words only spread over Splink's levels, and what strangers show."""
BLOCKING = (
    "l.nik = r.nik",
    "substr(l.nik, 7, 10) = substr(r.nik, 7, 10)",
    "substr(l.nik, 1, 10) = substr(r.nik, 1, 10) and substr(l.nik, 13, 4) = substr(r.nik, 13, 4)",
    "l.birth_date = r.birth_date and l.first_sound = r.first_sound",
    "l.birth_date = r.birth_date and l.village = r.village",
    "l.birth_date = r.birth_date and l.mother_sound = r.mother_sound",
    "l.name_sound = r.name_sound and l.birth_year = r.birth_year",
    "l.name_sound = r.name_sound and l.village = r.village",
    "l.first_sound = r.first_sound and l.mother_sound = r.mother_sound",
)


def splink_table(columns: Columns) -> dict[str, list[str | None]]:
    """Records as the settings read them: names in one spelling, their sounds, NIKs of sixteen digits; None
    where empty."""
    names = NameBook()

    def spelled(column: object) -> list[list[str]]:
        found = names.numbers(column or [""] * len(columns))  # type: ignore[arg-type]
        return [sorted(names.words_of(int(number))) for number in found]

    own, mothers, places = spelled(columns.names), spelled(columns.mothers), spelled(columns.places)
    births = [str(birth or "")[:10] for birth in columns.births or [""] * len(columns)]
    villages = [code or "" for code in columns.villages or [""] * len(columns)]
    table = {
        "unique_id": list(columns.ids),
        "nik": [nik_digits(nik) for nik in columns.niks or [""] * len(columns)],
        "name": [" ".join(words) for words in own],
        "name_sound": [_sounds(words) for words in own],
        "first_sound": [skeleton(max(words, key=len)) if words else "" for words in own],
        "birth_date": births,
        "birth_year": [birth[:4] for birth in births],
        "sex": [str(sex or "") for sex in columns.sexes or [""] * len(columns)],
        "village": villages,
        "kecamatan": [code or "" for code in columns.kecamatans or map(kecamatan_of, villages)],
        "mother": [" ".join(words) for words in mothers],
        "mother_sound": [_sounds(words) for words in mothers],
        "birth_place": [" ".join(words) for words in places],
    }
    return {name: [value or None for value in column] for name, column in table.items()}


def _sounds(words: list[str]) -> str:
    return " ".join(sorted(map(skeleton, words)))


def splink_settings(
    register_size: int, model: Model | None = None, *, dialect: Dialect = "duckdb"
) -> Settings:
    """Settings for a `link_only` job of a list and a register of so many people, both from `splink_table`.

    The NIK is compared by region and serial below full equality, never next to the birth date.
    """
    model = model or shipped()
    size, match, chance = max(2, register_size), model.match, model.chance
    return {
        "link_type": "link_only",
        "sql_dialect": dialect,
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": min(0.5, model.listed / size),
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in BLOCKING],
        "comparisons": [
            _nik(match["nik"], chance["nik"], model.false_nik / size, dialect),
            _names("name", match["name"], dialect),
            _dates(match["birth_date"], chance["birth_date"], dialect),
            _sexes(match["sex"]),
            _homes(match["village"]),
            _names("mother", match["mother"], dialect),
            _places(match["birth_place"], dialect),
        ],
    }


def _level(condition: str, match: float, chance: float, rare: str = "") -> Settings:
    """One level; `rare` names the column whose rarity replaces `chance`."""
    level = {
        "sql_condition": condition,
        "label_for_charts": condition,
        "m_probability": max(match, 1e-9),
        "u_probability": min(1.0, max(chance, 1e-9)),
    }
    return level | ({"tf_adjustment_column": rare, "tf_adjustment_weight": 1.0} if rare else {})


def _rest(match: float, chance: float) -> Settings:
    return _level("ELSE", match, chance)


def _comparison(column: str, levels: list[Settings]) -> Settings:
    missing = f"{column}_l is null or {column}_r is null"
    null = {"sql_condition": missing, "label_for_charts": "missing", "is_null_level": True}
    return {"output_column_name": column, "comparison_levels": [null, *levels]}


def _nik(match: Mapping[str, float], chance: Mapping[str, float], same: float, dialect: Dialect) -> Settings:
    left, right = (f"concat(substr(nik_{side}, 1, 6), substr(nik_{side}, 13, 4))" for side in "lr")
    return _comparison(
        "nik",
        [
            _level("nik_l = nik_r", match["same"], same),
            _level(f"{left} = {right}", match["region_and_serial_same"], chance["region_and_serial_same"]),
            _level(
                f"{_EDITS[dialect]}({left}, {right}) <= 1",
                match["region_and_serial_close"],
                chance["region_and_serial_close"],
            ),
            _level("substr(nik_l, 1, 6) = substr(nik_r, 1, 6)", match["region_same"], 0.1),
            _rest(match["region_and_serial_alike"] + match["different"], chance["different"]),
        ],
    )


def _names(column: str, match: Mapping[str, float], dialect: Dialect) -> Settings:
    alike, words = _ALIKE[dialect], match["by_words"]
    conditions = {
        "very_alike": f"{alike}({column}_l, {column}_r) >= 0.92",
        "contained": " or ".join(
            f"{column}_{a} like concat('%', {column}_{b}, '%')" for a, b in ("lr", "rl")
        ),
        "alike": f"{alike}({column}_l, {column}_r) >= 0.8",
    }
    by_words = [_level(conditions[kind], words * share, chance) for kind, share, chance in _NAMES_BY_WORDS]
    left = words * (1 - sum(share for _, share, _ in _NAMES_BY_WORDS))
    same = _level(f"{column}_l = {column}_r", match["same"] + match["spaced"], 1e-4, rare=column)
    sound = _level(f"{column}_sound_l = {column}_sound_r", match["same_sound"], 2e-4)
    return _comparison(column, [same, sound, *by_words, _rest(left, 0.98)])


def _dates(match: Mapping[str, float], chance: Mapping[str, float], dialect: Dialect) -> Settings:
    left, right, edits = "birth_date_l", "birth_date_r", _EDITS[dialect]
    year = f"substr({left}, 1, 4) = substr({right}, 1, 4)"
    swapped = f"substr({left}, 6, 2) = substr({right}, 9, 2) and substr({left}, 9, 2) = substr({right}, 6, 2)"
    default = " or ".join(f"substr({side}, 6, 5) in ('01-01', '12-31', '07-01')" for side in (left, right))
    other = match["year_near"] + match["different"] + match["two_parts_same"]
    return _comparison(
        "birth_date",
        [
            _level(f"{left} = {right}", match["same"], 1 / 25_000, rare="birth_date"),
            _level(f"{year} and {swapped}", match["day_and_month_swapped"], 1 / 25_000),
            _level(f"{edits}({left}, {right}) <= 1", match["one_digit_off"], chance["one_digit_off"]),
            _level(f"{year} and ({default})", match["placeholder_date"], chance["placeholder_date"]),
            _level(year, match["year_same"], chance["year_same"]),
            _rest(other, 0.98),
        ],
    )


def _sexes(match: Mapping[str, float]) -> Settings:
    return _comparison("sex", [_level("sex_l = sex_r", match["same"], 0.5), _rest(match["different"], 0.5)])


def _homes(match: Mapping[str, float]) -> Settings:
    return _comparison(
        "village",
        [
            _level("village_l = village_r", match["same"], 0.01, rare="village"),
            _level("kecamatan_l = kecamatan_r", match["kecamatan_same"], 0.12),
            _rest(match["different"], 0.87),
        ],
    )


def _places(match: Mapping[str, float], dialect: Dialect) -> Settings:
    left, right = "birth_place_l", "birth_place_r"
    same = _level(f"{left} = {right}", match["same"] + match["same_sound"], 0.02, rare="birth_place")
    alike = _level(f"{_ALIKE[dialect]}({left}, {right}) >= 0.88", match["alike"], 0.02)
    return _comparison("birth_place", [same, alike, _rest(match["different"], 0.9)])
