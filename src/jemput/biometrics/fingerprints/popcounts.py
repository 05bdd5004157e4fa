"""The population count of a 64-bit word, as one instruction inside compiled loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from numba import types
from numba.core.extending import intrinsic


def _popcount(typing_context: Any, word: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


popcount: Callable[[Any], Any] = cast(Any, intrinsic(_popcount))
"""Number of set bits of a uint64; LLVM turns loops over it into vector instructions."""
