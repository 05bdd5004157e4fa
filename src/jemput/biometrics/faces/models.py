"""The face detector, landmark finder and recognition network, loaded at first use from installed packages.

The weights come from face-recognition-models (CC0). Its own module is never imported, as that would need
setuptools; its 68-point landmark file is not free for this use and is never opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jemput.biometrics.errors import FaceModelsMissing

LANDMARKS = "shape_predictor_5_face_landmarks.dat"
RECOGNITION = "dlib_face_recognition_resnet_model_v1.dat"


@dataclass(frozen=True)
class FaceModels:
    """The three loaded models."""

    detector: Any
    landmarks: Any
    recognition: Any


@lru_cache(maxsize=1)
def face_models() -> FaceModels:
    """Load once; raises FaceModelsMissing where a package or file is absent."""
    try:
        import _dlib_pybind11 as dlib  # a heavy extension, needed only where faces are compared
    except ImportError:
        raise FaceModelsMissing(missing="dlib-bin") from None
    return FaceModels(
        dlib.get_frontal_face_detector(),
        dlib.shape_predictor(str(_weights(LANDMARKS))),
        dlib.face_recognition_model_v1(str(_weights(RECOGNITION))),
    )


def _weights(name: str) -> Path:
    found = find_spec("face_recognition_models")
    path = Path(found.origin).parent / "models" / name if found and found.origin else None
    if path is None or not path.is_file():
        raise FaceModelsMissing(missing=name)
    return path
