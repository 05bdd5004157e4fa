"""What the worker repeats for capture: templates that no search needs any more are forgotten."""

from __future__ import annotations

from datetime import datetime

from jemput.kit.capture import queries
from jemput.kit.capture.actions.same_person import forget_samples


def purge_templates(at: datetime) -> int:
    """Forget the templates of finished trips and of long ago; returns how many samples' went."""
    return forget_samples(queries.encounters_past(at=at))
