"""Comparison of iris codes: the fractional Hamming distance over what both show, at the best rotation."""

from __future__ import annotations

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.popcounts import popcount
from jemput.biometrics.irises.code import CODE_BITS, packed, unpacked
from jemput.biometrics.irises.templates import CODE_WORDS, MASK_WORDS, IrisTemplate

MOST_TURNED = 10
"""Columns of the sheet (each 1.4 degrees) by which a head may be tilted either way."""
TYPICAL_SHARE = 0.6
"""Distances are rescaled to this share of visible bits, so that little visible iris does not look alike."""


def distance(probe: IrisTemplate, reference: IrisTemplate) -> float:
    """Fractional Hamming distance, 0 (same) to about 0.46 (strangers), the least over rotations."""
    reference.require_current()
    gallery = reference.code.reshape(1, -1), reference.mask.reshape(1, -1)
    return float(distances(probe, *gallery)[0])


def distances(
    probe: IrisTemplate, codes: NDArray[np.uint64], masks: NDArray[np.uint64]
) -> NDArray[np.float32]:
    """Distances to a gallery of codes (n, CODE_WORDS) and masks (n, MASK_WORDS); parallel."""
    probe.require_current()
    turned_codes, turned_masks = _turned(probe)
    found = np.empty(len(codes), np.float32)
    _distances(turned_codes, turned_masks, codes, masks, found)
    return found


def _turned(probe: IrisTemplate) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The probe at every rotation: codes (turns, CODE_WORDS), masks (turns, MASK_WORDS)."""
    code, mask = unpacked(probe.code), unpacked(probe.mask)
    turns = range(-MOST_TURNED, MOST_TURNED + 1)
    codes = [packed(np.roll(code, turn, axis=-1)).reshape(CODE_WORDS) for turn in turns]
    masks = [packed(np.roll(mask, turn, axis=-1)).reshape(MASK_WORDS) for turn in turns]
    return np.stack(codes), np.stack(masks)


@njit(cache=True, parallel=True, nogil=True, fastmath=True)
def _distances(
    turned_codes: NDArray[np.uint64],
    turned_masks: NDArray[np.uint64],
    codes: NDArray[np.uint64],
    masks: NDArray[np.uint64],
    found: NDArray[np.float32],
) -> None:
    words = masks.shape[1]
    for n in prange(len(codes)):
        best = np.float32(1)
        for turn in range(len(turned_codes)):
            visible, apart = np.uint64(0), np.uint64(0)
            for w in range(words):
                mask = turned_masks[turn, w] & masks[n, w]
                visible += popcount(mask)
                apart += popcount((turned_codes[turn, w] ^ codes[n, w]) & mask)
                apart += popcount((turned_codes[turn, words + w] ^ codes[n, words + w]) & mask)
            bits = np.float32(2 * np.int64(visible))
            if bits > 0:
                share = min(bits / np.float32(TYPICAL_SHARE * CODE_BITS), np.float32(1))
                raw = np.float32(np.int64(apart)) / bits
                best = min(best, np.float32(0.5) - (np.float32(0.5) - raw) * np.sqrt(share))
        found[n] = best
