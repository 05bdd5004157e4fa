"""What every benchmark shares: its options, the machine it ran on, error rates, and the JSON it writes."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Rates:
    """Errors of one set of scores, as shares of 1; higher scores are more alike."""

    eer: float
    fmr100: float
    fmr1000: float
    zero_fmr: float

    def percent(self) -> dict[str, float]:
        """The rates in percent, for printing and JSON."""
        return {name: round(100 * value, 3) for name, value in vars(self).items()}


def rates(genuine: Scores, impostor: Scores) -> Rates:
    """Equal error rate, and the false non-match rates at false-match rates of 1/100, 1/1000 and none."""
    thresholds = np.unique(np.concatenate([genuine, impostor, [np.inf]]))
    fnmr = np.searchsorted(np.sort(genuine), thresholds) / len(genuine)
    fmr = 1 - np.searchsorted(np.sort(impostor), thresholds) / len(impostor)
    crossing = int(np.argmin(np.abs(fnmr - fmr)))
    return Rates(
        float(fnmr[crossing] + fmr[crossing]) / 2,
        float(fnmr[fmr <= 0.01].min()),
        float(fnmr[fmr <= 0.001].min()),
        float(fnmr[fmr <= 0].min()),
    )


def fnmr_at(genuine: Scores, impostor: Scores, fmr: float) -> float:
    """False non-match rate at the threshold that `fmr` of the impostors exceed."""
    ranked = np.sort(impostor)[::-1]
    threshold = ranked[min(int(fmr * len(ranked)), len(ranked) - 1)]
    return float((genuine <= threshold).mean())


def machine() -> dict[str, object]:
    """Where the figures come from: a figure without its machine is worth nothing."""
    cpu = platform.processor() or platform.machine()
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        lines = listing.read_text().splitlines()
        cpu = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), cpu)
        flags = next((line for line in lines if line.startswith("flags")), "")
        vectors = "AVX-512" if "avx512_vpopcntdq" in flags else "AVX2" if "avx2" in flags else "scalar"
    else:
        vectors = "unknown"
    return {
        "cpu": cpu,
        "vectors": vectors,
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
    }


def options(description: str | None) -> argparse.ArgumentParser:
    """A parser that already knows --json and --quick."""
    parser = argparse.ArgumentParser(description=(description or "").strip().splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--quick", action="store_true", help="a smaller run, under a minute")
    return parser


def flat(report: Mapping[str, object]) -> dict[str, object]:
    """Nested figures under one level of self-explaining keys, joined by underscores."""
    figures: dict[str, object] = {}
    for name, value in report.items():
        if isinstance(value, Mapping):
            figures |= {f"{name}_{inner}": deeper for inner, deeper in flat(value).items()}
        else:
            figures[name] = value
    return figures


def write(report: Mapping[str, object], path: Path | None) -> None:
    """Write the report with its machine as flat JSON where asked."""
    if path is not None:
        path.write_text(json.dumps(flat({**report, "machine": machine()}), indent=2) + "\n")
        print(f"written to {path}")
