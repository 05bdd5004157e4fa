"""Splink on DuckDB with the settings that linkage exports from its model: the peer of the benchmark."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from jemput.linkage import Columns
from jemput.linkage.splink_settings import splink_settings, splink_table
from linkage_cases import Case

LEAST = 0.05
_BEST = """
with pairs as (
    select case when source_dataset_l = 'a_list' then unique_id_l else unique_id_r end as row,
           case when source_dataset_l = 'a_list' then unique_id_r else unique_id_l end as person,
           match_weight, match_probability
    from {table}
), ranked as (
    select *, row_number() over (partition by row order by match_weight desc, person) as of_row,
              row_number() over (partition by person order by match_weight desc, row) as of_person
    from pairs
)
select row, person, match_probability from ranked where of_row = 1 and of_person = 1
"""


def columns(found: dict[str, list[str]], ids: range) -> Columns:
    """A case's columns, numbered by position."""
    return Columns(
        ids=[str(position) for position in ids],
        names=found["nama"],
        niks=found["nik"],
        births=found["tgl_lahir"],
        sexes=found["jk"],
        villages=found["desa"],
        mothers=found["ibu"],
        places=found["tempat_lahir"],
        kecamatans=found["kec"],
    )


def predicted(database: Any, case: Case) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Mutually best pairs: rows, people and probabilities."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=database)
    rows = pa.table(splink_table(columns(case.rows, range(len(case.truth)))))
    people = pa.table(splink_table(columns(case.register, range(len(case.register["id"])))))
    tables = [
        api.register(rows, dataset_display_name="a_list"),
        api.register(people, dataset_display_name="register"),
    ]
    linker = Linker(tables, splink_settings(len(case.register["id"])), log_level="ERROR")
    pairs = linker.inference.predict(threshold_match_probability=LEAST)
    found = database.execute(_BEST.format(table=pairs.physical_name)).fetchnumpy()
    rows_found, people_found = found["row"].astype(np.int64), found["person"].astype(np.int64)
    return rows_found, people_found, np.asarray(found["match_probability"])
