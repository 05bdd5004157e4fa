"""Rebuild the LEADER graphs from pyfing's weights, check them against the Keras model and write the manifest.

python -m venv leader && leader/bin/pip install -r tools/leader/requirements.txt
PYTHONPATH=src leader/bin/python tools/leader/build.py src/jemput/biometrics/models
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import onnxruntime
import pyfing
import torch
from graph import Array
from network import FEATURES, Leader

from jemput.biometrics.fingerprints.stem import StemWeights, padded, stem

PYFING = "0.7.3"
STEMS, TRUNK, POINTS = "leader_stems.npz", "leader_trunk.onnx", "leader_points.onnx"
STEM_LAYERS = {"context": "stem0", "detail": "stem1"}
CONTEXT, DETAIL = 16, 32
"""Channels of the stems' outputs."""


def build_stems(model: Any, path: Path) -> None:
    """The arrays of both stems, each name led by that of its stem."""
    arrays = {
        f"{name}_{key}": array
        for name, layer in STEM_LAYERS.items()
        for key, array in Leader(model).stem(layer).items()
    }
    np.savez(path, **arrays)


def build_trunk(model: Any, path: Path) -> None:
    """context (N,16,h,w) and detail (N,32,h,w), the stems' outputs -> map (N,4,h,w), features (N,52,h,w)."""
    graph = Leader(model)
    position, features = graph.trunk("context", "detail")
    graph.rename(position, "map")
    graph.rename(features, "features")
    graph.save(
        path,
        {"context": ["N", CONTEXT, "h", "w"], "detail": ["N", DETAIL, "h", "w"]},
        {"map": ["N", 4, "h", "w"], "features": ["N", FEATURES, "h", "w"]},
    )


def build_points(model: Any, path: Path) -> None:
    """patches (M,52,9,9) and masks (M,1,3,3) -> direction (M,8) and type (M,4)."""
    graph = Leader(model)
    direction, kind = graph.points("patch", "mask")
    graph.rename(direction, "direction")
    graph.rename(kind, "type")
    graph.save(
        path,
        {"patch": ["M", FEATURES, 9, 9], "mask": ["M", 1, 3, 3]},
        {"direction": ["M", 8], "type": ["M", 4]},
    )


def unphased(phases: Array) -> Array:
    """(4,h,w) phases back to the (2h,2w) map they came from."""
    _, height, width = phases.shape
    return phases.reshape(2, 2, height, width).transpose(2, 0, 3, 1).reshape(2 * height, 2 * width)


def stemmed(image: Array, folder: Path) -> dict[str, Array]:
    """The trunk's inputs, by the product's own code."""
    arrays = np.load(folder / STEMS)
    inputs = {}
    for name, largest in (("context", True), ("detail", False)):
        own = {key.removeprefix(f"{name}_"): arrays[key] for key in arrays if key.startswith(name)}
        own["epsilon"] = float(own["epsilon"])
        inputs[name] = stem(padded(image), StemWeights(**own, largest=largest))[None]
    return inputs


def largest_difference(model: Any, folder: Path) -> float:
    """The largest difference of map, direction and type from the Keras model on a random image."""
    image = np.random.default_rng(1).integers(0, 256, (96, 128), np.uint8)
    wanted = model(image[None, ..., None].astype(np.float32), training=False).detach().numpy()[0]
    trunk = onnxruntime.InferenceSession(folder / TRUNK, providers=["CPUExecutionProvider"])
    points = onnxruntime.InferenceSession(folder / POINTS, providers=["CPUExecutionProvider"])
    found, features = trunk.run(None, stemmed(image, folder))
    row, column = 41, 62
    patch = features[:, :, row // 2 - 4 : row // 2 + 5, column // 2 - 4 : column // 2 + 5]
    mask = np.ones((1, 1, 3, 3), np.float32)
    direction, kind = points.run(None, {"patch": np.ascontiguousarray(patch), "mask": mask})
    phase = row % 2 * 2 + column % 2
    angle = np.arctan2(direction[0, 2 * phase + 1], direction[0, 2 * phase])
    return max(
        float(np.abs(unphased(found[0]) - wanted[..., 0]).max()),
        float(abs(angle - wanted[row, column, 1])),
        float(abs(kind[0, phase] - wanted[row, column, 2])),
    )


def manifest(folder: Path, weights: Path) -> dict[str, object]:
    """Where the files come from, under which licence, and their hashes."""

    def sha256(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    return {
        "name": "LEADER",
        "source": f"pyfing {PYFING}, pyfing/models/{weights.name}",
        "source_sha256": sha256(weights),
        "paper": "Lightweight End-to-end Attention-gated Dual Encoder-decodeR, arXiv 2602.15493",
        "licence": "MIT, Copyright (c) 2023 Raffaele Cappelli",
        "built_by": "tools/leader/build.py",
        "files": {name: {"sha256": sha256(folder / name)} for name in (STEMS, TRUNK, POINTS)},
    }


def main() -> None:
    """Build both graphs into the folder given, refuse them if they differ from the Keras model."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_grad_enabled(False)
    model: keras.Model = pyfing.Leader().model
    build_stems(model, folder / STEMS)
    build_trunk(model, folder / TRUNK)
    build_points(model, folder / POINTS)
    difference = largest_difference(model, folder)
    print(f"largest difference from the Keras model: {difference:.1e}")
    if difference > 2e-3:
        raise SystemExit("the rewritten graphs do not equal the model")
    weights = Path(pyfing.__file__).parent / "models" / "LEADER.weights.h5"
    (folder / "MANIFEST.json").write_text(json.dumps(manifest(folder, weights), indent=2) + "\n")


if __name__ == "__main__":
    main()
