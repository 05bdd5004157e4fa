"""Feed mutated bytes to every parser: each answers with a value or a numbered problem, soon and in bounds.

    python benchmarks/fuzz.py --inputs 1000000 --json fuzz.json

Inputs are made from valid seeds and always the same for a number, shared out by what a parser costs. They are
parsed in worker processes that first note the input, so that even a crash of a native decoder is laid to it.
Found inputs are kept in --keep, and the run fails.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import mmap
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hostile import Target, targets, tidy
from jemput.kernel.errors import Problem
from report import machine, options, write

QUICK_INPUTS = 20_000
SLOW_SECONDS = 1.0
MEMORY_MIB = 512
"""What one input may add to a process's peak: a 24-megapixel image with 16 bits and alpha needs 290."""
STUCK_SECONDS = 120
MOST_CRASHES = 20
LARGEST_INPUT = 2**20
NOTE_HEAD = 16


@dataclass
class Outcome:
    """What became of one parser's inputs."""

    inputs: int = 0
    values: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    unexpected: Counter[str] = field(default_factory=Counter)
    slowest_seconds: float = 0.0
    peak_growth_mib: int = 0


def peak_mib() -> int:
    """The process's highest resident memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def judge(target: Target, data: bytes, outcome: Outcome) -> str | None:
    """Parse one input; returns what was wrong with the answer, if anything."""
    before, started = peak_mib(), time.perf_counter()
    wrong = answer(target, data, outcome)
    seconds, growth = time.perf_counter() - started, peak_mib() - before
    if seconds > SLOW_SECONDS:
        started = time.perf_counter()
        answer(target, data, Outcome())
        seconds = min(seconds, time.perf_counter() - started)
        wrong = wrong or ("slow" if seconds > SLOW_SECONDS else None)
    outcome.inputs += 1
    outcome.slowest_seconds = max(outcome.slowest_seconds, seconds)
    outcome.peak_growth_mib = max(outcome.peak_growth_mib, growth)
    return wrong or ("memory" if growth > MEMORY_MIB else None)


def answer(target: Target, data: bytes, outcome: Outcome) -> str | None:
    """Parse one input and count its value or problem; returns the name of any other exception."""
    try:
        target.parse(data)
    except Problem as problem:
        outcome.problems[problem.code] += 1
        return None
    except Exception as error:
        return type(error).__name__
    outcome.values += 1
    return None


def work(target: Target, start: int, stop: int, note: Path, keep: Path) -> Outcome:
    """Parse inputs `start` to `stop`, each noted first; runs in a worker process."""
    outcome = Outcome()
    with note.open("r+b") as file, mmap.mmap(file.fileno(), 0) as shared:
        for number in range(start, stop):
            if number % 500 == 0:
                faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
            data = target.made(number)[: LARGEST_INPUT - NOTE_HEAD]
            shared[:NOTE_HEAD] = number.to_bytes(8, "big") + len(data).to_bytes(8, "big")
            shared[NOTE_HEAD : NOTE_HEAD + len(data)] = data
            wrong = judge(target, data, outcome)
            if wrong is not None:
                outcome.unexpected[wrong] += 1
                if outcome.unexpected[wrong] <= 3:
                    (keep / f"{target.name}-{wrong}-{number}").write_bytes(data)
    faulthandler.cancel_dump_traceback_later()
    return outcome


def noted(note: Path) -> tuple[int, bytes]:
    """The input a worker was at when it died."""
    content = note.read_bytes()
    number, length = (int.from_bytes(content[at : at + 8], "big") for at in (0, 8))
    return number, content[NOTE_HEAD : NOTE_HEAD + length]


def run(target: Target, inputs: int, keep: Path) -> dict[str, object]:
    """All inputs of one parser, going on behind whatever crashes the worker."""
    total, crashes, start, began = Outcome(), 0, 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        note, answer = Path(folder, "note"), Path(folder, "answer")
        while start < inputs and crashes < MOST_CRASHES:
            note.write_bytes(bytes(LARGEST_INPUT))
            places = [str(place) for place in (note, keep, answer)]
            command = [sys.executable, __file__, "--worker", target.name, str(start), str(inputs), *places]
            ended = subprocess.run(command, check=False, stderr=subprocess.PIPE)
            if ended.returncode == 0:
                _add(total, json.loads(answer.read_text()))
                break
            crashes += 1
            number, data = noted(note)
            (keep / f"{target.name}-crash-{number}").write_bytes(data)
            (keep / f"{target.name}-crash-{number}.txt").write_bytes(ended.stderr[-4000:])
            total.inputs, start = total.inputs + number + 1 - start, number + 1
    seconds = time.perf_counter() - began
    found = crashes + sum(total.unexpected.values())
    return {
        "inputs": total.inputs,
        "values": total.values,
        "problems": sum(total.problems.values()),
        "problem_codes": " ".join(sorted(total.problems)),
        "crashes": crashes,
        "unexpected": " ".join(f"{name}:{count}" for name, count in total.unexpected.items()),
        "found": found,
        "slowest_ms": round(1000 * total.slowest_seconds, 1),
        "peak_growth_mib": total.peak_growth_mib,
        "inputs_per_second": round(total.inputs / seconds),
    }


def _add(total: Outcome, part: dict[str, object]) -> None:
    whole = Outcome(**part)  # type: ignore[arg-type]
    total.inputs += whole.inputs
    total.values += whole.values
    total.problems.update(whole.problems)
    total.unexpected.update(whole.unexpected)
    total.slowest_seconds = max(total.slowest_seconds, whole.slowest_seconds)
    total.peak_growth_mib = max(total.peak_growth_mib, whole.peak_growth_mib)


def as_worker(arguments: list[str]) -> None:
    """The other end of `run`."""
    faulthandler.enable()
    name, start, stop, note, keep, answer = arguments
    target = next(target for target in targets() if target.name == name)
    try:
        outcome = work(target, int(start), int(stop), Path(note), Path(keep))
        Path(answer).write_text(json.dumps(vars(outcome)))
    finally:
        tidy()


def share(inputs: int, chosen: list[Target]) -> dict[str, int]:
    """How many inputs each parser gets, by weight, adding up to `inputs`."""
    weights = sum(target.weight for target in chosen)
    counts = {target.name: int(inputs * target.weight / weights) for target in chosen}
    counts[chosen[0].name] += inputs - sum(counts.values())
    return counts


def parsed_options() -> argparse.Namespace:
    """The command line."""
    parser = options(__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="in total, over all parsers")
    parser.add_argument("--only", help="parsers whose name starts so")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "jemput-fuzz"))
    return parser.parse_args()


def main() -> None:
    """Run and print; exits with 1 where anything was found."""
    if sys.argv[1:2] == ["--worker"]:
        as_worker(sys.argv[2:])
        return
    chosen = parsed_options()
    chosen.keep.mkdir(parents=True, exist_ok=True)
    wanted = [target for target in targets() if target.name.startswith(chosen.only or "")]
    counts = share(QUICK_INPUTS if chosen.quick else chosen.inputs, wanted)
    report: dict[str, object] = {}
    found = 0
    for target in wanted:
        result = run(target, counts[target.name], chosen.keep)
        report[target.name] = result
        found += int(str(result["found"]))
        print(f"{target.name:24}", " ".join(f"{key} {value}" for key, value in result.items()), flush=True)
    report |= {"inputs": sum(counts.values()), "found": found, "limit_found": 0}
    print(f"{sum(counts.values())} inputs, {found} found; {machine()['cpu']}")
    write(report, chosen.json)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
