"""The exported settings: whole in themselves, and with Splink nearly the verdicts of link. Skipped without
Splink."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jemput.linkage import Register, link_columns, splink_settings, splink_table
from tests.unit.linkage.test_columns import invented


def test_settings_never_put_the_nik_s_date_beside_the_birth_date() -> None:
    settings = splink_settings(300_000)
    (nik,) = [one for one in settings["comparisons"] if one["output_column_name"] == "nik"]
    partial = [level["sql_condition"] for level in nik["comparison_levels"][2:]]
    assert not any("nik_l, 7" in condition or "nik_l = nik_r" in condition for condition in partial)
    for comparison in settings["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        assert sum(level["m_probability"] for level in levels) == pytest.approx(1, abs=0.05)
        assert levels[-1]["sql_condition"] == "ELSE"


def test_a_table_has_none_for_what_is_missing() -> None:
    table = splink_table(replace(invented(3), mothers=()))
    assert table["mother"] == [None] * 3
    assert {len(column) for column in table.values()} == {3}


def worn(count: int) -> Any:
    """Every NIK off, every third name cut."""
    columns = invented(count)
    names = [name[:-2] if i % 3 == 0 and name else name for i, name in enumerate(columns.names)]
    return replace(columns, names=names, niks=(), cards=())


def verdicts(pairs: Any) -> dict[int, int]:
    """Best person by row from 0.9."""
    best: dict[int, tuple[float, int]] = {}
    for one in pairs:
        listed = (one["unique_id_l"], one["unique_id_r"])
        row, person = listed if one["source_dataset_l"] == "a_list" else listed[::-1]
        best[int(row)] = max(best.get(int(row), (0.0, -1)), (one["match_probability"], int(person)))
    return {row: person for row, (probability, person) in best.items() if probability >= 0.9}


def agreement(pairs: Any, count: int) -> float:
    """Share of rows for which Splink and link mean the same person."""
    ours = link_columns(worn(count), Register.of_columns(invented(count))).likeliest(0.9)
    splinks = verdicts(pairs)
    return sum(splinks.get(row, -1) == int(ours[row]) for row in range(count)) / count


def test_splink_on_duckdb_gives_nearly_the_same_verdicts() -> None:
    splink, pa = pytest.importorskip("splink"), pytest.importorskip("pyarrow")
    pairs = linked(splink, splink.DuckDBAPI(), splink_settings(1500), pa.table, 1500)
    assert agreement(pairs, 1500) > 0.95


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_splink_on_local_spark_gives_nearly_the_same_verdicts(tmp_path: Path) -> None:
    sql, splink = pytest.importorskip("pyspark.sql"), pytest.importorskip("splink")
    backend = pytest.importorskip("splink.backends.spark")
    settings = splink_settings(300, dialect="spark")
    builder = sql.SparkSession.builder.master("local[1]").config(
        "spark.jars", backend.similarity_jar_location()
    )
    for name, value in SPARK.items():
        builder = builder.config(name, value)
    spark = builder.config("spark.sql.warehouse.dir", str(tmp_path)).getOrCreate()
    spark.sparkContext.setCheckpointDir(str(tmp_path))
    try:
        api = backend.SparkAPI(spark_session=spark, num_partitions_on_repartition=1)
        pairs = linked(splink, api, settings, lambda table: spark.createDataFrame(*in_rows(table)), 300)
        assert agreement(pairs, 300) > 0.95
    finally:
        spark.stop()


SPARK = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.driver.memory": "1g"}


def in_rows(table: dict[str, list[str | None]]) -> tuple[list[tuple[str | None, ...]], str]:
    """A table as Spark takes it: rows, and the names of its columns, all of text."""
    return list(zip(*table.values(), strict=True)), ", ".join(f"{name} string" for name in table)


def linked(splink: Any, api: Any, settings: dict[str, Any], made: Callable[[Any], Any], count: int) -> Any:
    """Splink's pairs of a worn list and its register."""
    tables = [
        api.register(made(splink_table(columns)), dataset_display_name=name)
        for name, columns in (("a_list", worn(count)), ("register", invented(count)))
    ]
    linker = splink.Linker(tables, settings, log_level="ERROR")
    return linker.inference.predict(threshold_match_probability=0.5).as_record_list()
