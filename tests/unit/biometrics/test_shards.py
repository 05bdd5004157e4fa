"""Many shards give the result that one gallery gives, and identification keeps to a rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jemput.biometrics.calibration import identification_score
from jemput.biometrics.columns import column_of_templates
from jemput.biometrics.comparison import DescribedPerson
from jemput.biometrics.fingerprints.descriptors import describe
from jemput.biometrics.fingerprints.scanning import column_of
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import Gallery, identify, search, search_shards
from jemput.biometrics.shards import Candidate, Hit, Shard
from jemput.biometrics.storage import GalleryFolder
from jemput.kernel.body import Eye, Finger, Modality
from tests.unit.biometrics.people import again, face, finger, iris

SCANNED = (Finger.LEFT_INDEX, Finger.RIGHT_THUMB)


def small(seed: int) -> PersonTemplate:
    return PersonTemplate(
        {at: finger(1000 * seed + at, 25) for at in SCANNED}, {Eye.LEFT: iris(seed)}, face(seed)
    )


PEOPLE = {f"P{seed}": small(seed) for seed in range(90)}
PROBES = (
    PersonTemplate({at: again(found) for at, found in PEOPLE["P7"].fingers.items()}),
    PersonTemplate({}, {Eye.LEFT: iris(8, flipped=0.2)}, face(8, moved=0.3)),
    small(9999),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gallery")
    stored, people = GalleryFolder(path, scanned=SCANNED), list(PEOPLE.items())
    for start in range(0, len(people), 30):
        stored.append(people[start : start + 30])
    stored.remove("P11")
    return path


def test_two_shards_find_what_one_gallery_finds(folder: Path) -> None:
    whole = GalleryFolder(folder, scanned=SCANNED).open()
    shards = [Shard.open(folder, part=part, of=2, scanned=SCANNED) for part in range(2)]
    assert sum(shard.size() for shard in shards) == len(whole) == len(PEOPLE) - 1
    for probe in PROBES:
        assert search_shards(shards, probe) == search(whole, probe)


@pytest.mark.parametrize("probe", PROBES)
def test_identify_gives_only_whom_the_rate_allows(probe: PersonTemplate) -> None:
    gallery = Gallery(PEOPLE.items())
    least = identification_score(len(gallery), 0.01)
    every = identify(probe, gallery, 10)
    assert len(every) == 10
    assert identify(probe, gallery, 10, 0.01) == tuple(one for one in every if one.log10_ratio >= least)


def test_thresholds_follow_the_gallery_and_the_rate() -> None:
    assert identification_score(1_000, 0.01) == pytest.approx(5)
    assert identification_score(300_000_000, 0.003) == pytest.approx(11)
    for wrong in (0, -1, 1.1):
        with pytest.raises(ValueError):
            identification_score(10, wrong)


def test_a_candidate_says_by_which_modality_and_why() -> None:
    by_finger, by_iris = (search(Gallery(PEOPLE.items()), probe)[0] for probe in PROBES[:2])
    assert (by_finger.subject_id, by_finger.found_by) == ("P7", (Modality.FINGER,))
    assert set(by_iris.found_by) == set(by_iris.by_modality) == {Modality.IRIS, Modality.FACE}
    assert by_iris.reasons[0].modality is Modality.IRIS
    assert sum(by_iris.by_modality.values()) == pytest.approx(by_iris.log10_ratio)


def test_columns_of_many_equal_columns_of_each() -> None:
    templates = [finger(seed, minutiae) for seed, minutiae in enumerate((0, 2, 3, 20, 39, 41, 90, 255))]
    many, each = column_of_templates(templates), column_of(describe(one) for one in templates)
    assert np.array_equal(many.words, each.words)
    assert np.array_equal(many.starts, each.starts)
    assert np.array_equal(many.counts, each.counts)
    assert len(column_of_templates([])) == 0


class Far:
    """A shard in another process, asked through Ray."""

    def __init__(self, ray: Any, actor: Any) -> None:
        self._ray, self._actor = ray, actor

    def size(self) -> int:
        return int(self._ray.get(self._actor.size.remote()))

    def scan(self, probe: DescribedPerson, *, exchanged: bool) -> tuple[Hit, ...]:
        found: tuple[Hit, ...] = self._ray.get(self._actor.scan.remote(probe, exchanged=exchanged))
        return found

    def weigh(self, probe: DescribedPerson, hits: Sequence[Hit]) -> tuple[float, ...]:
        found: tuple[float, ...] = self._ray.get(self._actor.weigh.remote(probe, hits))
        return found

    def compare(
        self, probe: DescribedPerson, subject_ids: Sequence[str], *, exchange: bool
    ) -> tuple[Candidate, ...]:
        answer = self._actor.compare.remote(probe, subject_ids, exchange=exchange)
        found: tuple[Candidate, ...] = self._ray.get(answer)
        return found


@pytest.fixture(scope="module")
def far(folder: Path) -> Iterator[list[Far]]:
    """Two Ray workers on this machine, each with half of the folder."""
    ray: Any = pytest.importorskip("ray", reason="requirements/cluster.txt is not installed")
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=80 * 2**20,
        _node_ip_address="127.0.0.1",
        configure_logging=False,
    )
    yield [Far(ray, ray.remote(Opened).remote(folder, part)) for part in range(2)]
    ray.shutdown()


class Opened(Shard):
    """Half of a folder, opened where it is asked."""

    def __init__(self, folder: Path, part: int) -> None:
        super().__init__(GalleryFolder(folder, scanned=SCANNED).open(part=part, of=2))


def test_two_ray_workers_find_what_one_process_finds(folder: Path, far: list[Far]) -> None:
    whole = GalleryFolder(folder, scanned=SCANNED).open()
    with ThreadPoolExecutor(len(far)) as executor:
        for probe in PROBES:
            assert search_shards(far, probe, executor=executor) == search(whole, probe)
