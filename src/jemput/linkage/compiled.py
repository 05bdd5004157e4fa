"""Compilation of the inner loops, with their types kept, and a disk cache that notices every change of this
package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit
from numba.core.caching import FunctionCache, IndexDataCacheFile

F = TypeVar("F", bound=Callable[..., Any])

_SOURCES = sorted(Path(__file__).parent.glob("*.py"))
_STAMP = tuple((path.name, path.stat().st_mtime, path.stat().st_size) for path in _SOURCES)


def compiled(function: F) -> F:
    """The function as machine code that runs beside other threads; kept on disk between runs."""
    # Without numba's counting of references: nothing compiled here makes an array, and the counting took
    # longer than the arithmetic, above all when two threads count the same ones.
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
    dispatcher: Any = njit(**options)(function)
    cache = FunctionCache(function)  # type: ignore[no-untyped-call]
    # Machine code contains what it calls from other modules. Numba looks only at the function's own file
    # when it judges whether the code on disk is still good, and would go on with yesterday's constants.
    cache._cache_file = IndexDataCacheFile(  # type: ignore[no-untyped-call]
        cache._cache_path, cache._impl.filename_base, _STAMP
    )
    dispatcher._cache = cache
    return cast(F, dispatcher)
