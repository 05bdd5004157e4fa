"""Comparison of iris codes: the fractional Hamming distance over what both show, at the best rotation."""

from __future__ import annotations

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.popcounts import popcount
from jemput.biometrics.irises.code import packed, thinned, unpacked
from jemput.biometrics.irises.templates import IrisTemplate

MOST_TURNED = 12
"""Columns of the sheet (each 1.4 degrees) by which a head may be tilted either way."""
MOST_TURNED_THIN = 8
"""The same in columns of a thinned code (each 2.8 degrees)."""
CHUNK = 64
"""Codes compared side by side."""
TYPICAL_SHARE = 0.6
"""Distances are rescaled to this share of visible bits, so that little visible iris does not look alike."""

Turned = tuple[NDArray[np.uint64], NDArray[np.uint64]]
"""Code and mask at every rotation, (turns, words) each."""


def distance(probe: IrisTemplate, reference: IrisTemplate) -> float:
    """Fractional Hamming distance, 0 (same) to about 0.47 (strangers), the least over rotations."""
    return distance_of_turned(turned(probe), reference)


def distance_of_turned(probe: Turned, reference: IrisTemplate) -> float:
    """The same for a probe turned before; on one thread, for one pair is too little to share."""
    reference.require_current()
    return float(_least(*probe, reference.code.ravel(), reference.mask.ravel()))


def distances(
    probe: IrisTemplate, codes: NDArray[np.uint64], masks: NDArray[np.uint64]
) -> NDArray[np.float32]:
    """Distances to whole codes and masks, (n, words) each; parallel."""
    return _many(turned(probe), codes, masks)


def turned(probe: IrisTemplate) -> Turned:
    """The probe's code and mask at every rotation, made once for many comparisons."""
    probe.require_current()
    return _turned(unpacked(probe.code), unpacked(probe.mask), MOST_TURNED)


def scan(probe: IrisTemplate, codes: NDArray[np.uint64], masks: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Distances to a gallery of thinned codes and masks, (n, words) each; parallel."""
    probe.require_current()
    thin = _turned(thinned(unpacked(probe.code)), thinned(unpacked(probe.mask)), MOST_TURNED_THIN)
    return _many(thin, codes, masks)


def thin_words(template: IrisTemplate) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """A template's thinned code (THIN_CODE_WORDS,) and mask (THIN_MASK_WORDS,)."""
    code, mask = thinned(unpacked(template.code)), thinned(unpacked(template.mask))
    return packed(code).ravel(), packed(mask).ravel()


def _many(probe: Turned, codes: NDArray[np.uint64], masks: NDArray[np.uint64]) -> NDArray[np.float32]:
    found = np.empty(len(codes), np.float32)
    _distances(*probe, codes, masks, found)
    return found


def _turned(code: NDArray[np.bool_], mask: NDArray[np.bool_], most: int) -> Turned:
    turns = range(-most, most + 1)
    codes = [packed(np.roll(code, turn, axis=-1)).ravel() for turn in turns]
    masks = [packed(np.roll(mask, turn, axis=-1)).ravel() for turn in turns]
    return np.stack(codes), np.stack(masks)


@njit(cache=True, nogil=True, fastmath=True)
def _least(
    turned_codes: NDArray[np.uint64],
    turned_masks: NDArray[np.uint64],
    code: NDArray[np.uint64],
    mask: NDArray[np.uint64],
) -> float:
    """The least rescaled distance of one code over the rotations."""
    words = len(mask)
    typical = np.float32(TYPICAL_SHARE * 128 * words)
    best = np.float32(1)
    for turn in range(len(turned_codes)):
        visible, apart = np.uint64(0), np.uint64(0)
        for w in range(words):
            both = turned_masks[turn, w] & mask[w]
            visible += popcount(both)
            apart += popcount((turned_codes[turn, w] ^ code[w]) & both)
            apart += popcount((turned_codes[turn, words + w] ^ code[words + w]) & both)
        bits = np.float32(2 * np.int64(visible))
        share = np.sqrt(min(bits / typical, np.float32(1)))
        raw = np.float32(np.int64(apart)) / max(bits, np.float32(1))
        best = min(best, np.float32(0.5) - (np.float32(0.5) - raw) * share)
    return float(best)


@njit(cache=True, parallel=True, nogil=True, fastmath=True)
def _distances(
    turned_codes: NDArray[np.uint64],
    turned_masks: NDArray[np.uint64],
    codes: NDArray[np.uint64],
    masks: NDArray[np.uint64],
    found: NDArray[np.float32],
) -> None:
    words = masks.shape[1]
    typical = np.float32(TYPICAL_SHARE * 128 * words)
    for chunk in prange((len(codes) + CHUNK - 1) // CHUNK):
        first, last = chunk * CHUNK, min(len(codes), (chunk + 1) * CHUNK)
        code, mask = np.zeros((2 * words, CHUNK), np.uint64), np.zeros((words, CHUNK), np.uint64)
        code[:, : last - first], mask[:, : last - first] = codes[first:last].T, masks[first:last].T
        visible, apart = np.empty(CHUNK, np.uint64), np.empty(CHUNK, np.uint64)
        best = np.ones(CHUNK, np.float32)
        for turn in range(len(turned_codes)):
            visible[:], apart[:] = np.uint64(0), np.uint64(0)
            for w in range(words):
                _count(
                    turned_masks[turn, w],
                    turned_codes[turn, w],
                    turned_codes[turn, words + w],
                    mask[w],
                    code[w],
                    code[words + w],
                    visible,
                    apart,
                )
            for n in range(CHUNK):
                bits = np.float32(2) * np.float32(visible[n])
                share = np.sqrt(min(bits / typical, np.float32(1)))
                raw = np.float32(apart[n]) / max(bits, np.float32(1))
                best[n] = min(best[n], np.float32(0.5) - (np.float32(0.5) - raw) * share)
        found[first:last] = best[: last - first]


@njit(cache=True, nogil=True, fastmath=True, inline="always")
def _count(
    probe_mask: np.uint64,
    probe_real: np.uint64,
    probe_imaginary: np.uint64,
    mask: NDArray[np.uint64],
    real: NDArray[np.uint64],
    imaginary: NDArray[np.uint64],
    visible: NDArray[np.uint64],
    apart: NDArray[np.uint64],
) -> None:
    """Add one word's visible and differing bits for a chunk of codes: a loop that vectorizes."""
    for n in range(CHUNK):
        both = probe_mask & mask[n]
        visible[n] += popcount(both)
        apart[n] += popcount((probe_real ^ real[n]) & both) + popcount(
            (probe_imaginary ^ imaginary[n]) & both
        )
