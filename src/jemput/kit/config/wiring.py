"""Which news of the kit goes to whom, and what its worker repeats."""

from jemput.node.jobs.periodic import every
from jemput.node.ledger import dispatch


def connect() -> None:
    """Subscribe every reader and register every errand; called once at start."""
    every(1, lambda _at: dispatch.run_once(), name="news")
