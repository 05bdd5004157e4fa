"""Whether a stored segment's arrays fit together: compiled loops follow their offsets without looking."""

from __future__ import annotations

import tokenize
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from jemput.biometrics.errors import DamagedGallery
from jemput.biometrics.faces.templates import DIMENSIONS
from jemput.biometrics.fingerprints.scanning import ROWS
from jemput.biometrics.irises.code import THIN_CODE_WORDS, THIN_MASK_WORDS
from jemput.biometrics.segments import FingerColumn, Segment


def mapped_array(file: Path) -> NDArray[Any]:
    """A stored array, mapped and not read; raises DamagedGallery or FileNotFoundError."""
    try:
        return np.asarray(np.lib.format.open_memmap(file, mode="r"))
    except FileNotFoundError:
        raise
    except (ValueError, TypeError, SyntaxError, OverflowError, EOFError, OSError, tokenize.TokenError):
        raise DamagedGallery(file=f"{file.parent.name}/{file.name}") from None


def require_sound(segment: Segment, name: str) -> None:
    """Refuse a segment whose arrays have wrong kinds or shapes or point outside; raises DamagedGallery."""
    persons, store = len(segment), segment.store
    sound = _is(store.content, np.uint8, None) and _is(store.starts, np.int64, persons + 1)
    sound = sound and _steps(store.starts, len(store.content))
    sound = sound and all(_finger_sound(column, persons) for column in segment.fingers.values())
    for iris in segment.irises.values():
        sound = sound and _rows_sound(iris.rows, persons)
        sound = sound and _is(iris.codes, np.uint64, len(iris.rows), THIN_CODE_WORDS)
        sound = sound and _is(iris.masks, np.uint64, len(iris.rows), THIN_MASK_WORDS)
    faces = segment.faces
    sound = sound and _rows_sound(faces.rows, persons)
    if not (sound and _is(faces.embeddings, np.float32, len(faces.rows), DIMENSIONS)):
        raise DamagedGallery(file=name)


def _finger_sound(stored: FingerColumn, persons: int) -> bool:
    column = stored.column
    if not (_rows_sound(stored.rows, persons) and _is(column.words, np.uint64, ROWS, None)):
        return False
    templates = len(stored.rows)
    if not (_is(column.starts, np.int64, templates + 1) and _is(column.counts, np.int32, templates)):
        return False
    room = np.diff(column.starts)
    return (
        _steps(column.starts, column.words.shape[1])
        and bool((column.counts >= 0).all())
        and bool((column.counts <= room).all())
    )


def _rows_sound(rows: NDArray[Any], persons: int) -> bool:
    return _is(rows, np.int64, None) and bool(((rows >= 0) & (rows < persons)).all())


def _steps(starts: NDArray[Any], end: int) -> bool:
    """Whether offsets rise from 0 to the end of what they point into."""
    return bool(starts[0] == 0 and starts[-1] == end and (np.diff(starts) >= 0).all())


def _is(array: NDArray[Any], kind: DTypeLike, *shape: int | None) -> bool:
    """Whether an array is of a kind and shape; None leaves a side open."""
    if array.dtype != kind or array.ndim != len(shape):
        return False
    return all(wanted is None or side == wanted for side, wanted in zip(array.shape, shape, strict=True))
