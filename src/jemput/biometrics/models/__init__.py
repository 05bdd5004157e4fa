"""Network weights that travel with the package: read, checked against the manifest, loaded at first use."""

from __future__ import annotations

import hashlib
import io
import json
import os
from functools import lru_cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray

THREADS_VARIABLE = "JEMPUT_ONNX_THREADS"


@lru_cache(maxsize=8)
def session(name: str, threads: int) -> onnxruntime.InferenceSession:
    """The session of a committed ONNX file; a file that differs from the manifest is refused."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_content(name), options, providers=["CPUExecutionProvider"])


def arrays(name: str) -> dict[str, NDArray[np.float32]]:
    """The arrays of a committed NPZ file, by name; refused like a session's file."""
    with np.load(io.BytesIO(_content(name)), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored}


def _content(name: str) -> bytes:
    folder = files(__package__)
    content = folder.joinpath(name).read_bytes()
    wanted = json.loads(folder.joinpath("MANIFEST.json").read_text("utf-8"))["files"][name]["sha256"]
    if hashlib.sha256(content).hexdigest() != wanted:
        raise ImportError(f"{name} differs from the manifest it was committed with")
    return content


def default_threads() -> int:
    """Threads a network uses unless told otherwise: JEMPUT_ONNX_THREADS, then OMP_NUM_THREADS, then one."""
    stated = os.environ.get(THREADS_VARIABLE) or os.environ.get("OMP_NUM_THREADS") or "1"
    return max(1, int(stated)) if stated.isdigit() else 1
