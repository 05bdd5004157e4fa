"""The only writers of deactivation: proposals on their way, decisions taken in and applied."""

from jemput.office.deactivation.actions.deciding import apply_decision, discard_decision, receive_decision
from jemput.office.deactivation.actions.mending import dismiss_row, mend_row
from jemput.office.deactivation.actions.proposing import (
    check,
    propose,
    put_back,
    reopen,
    send,
    sign,
    take_out,
    withdraw,
)

__all__ = [
    "apply_decision",
    "check",
    "discard_decision",
    "dismiss_row",
    "mend_row",
    "propose",
    "put_back",
    "receive_decision",
    "reopen",
    "send",
    "sign",
    "take_out",
    "withdraw",
]
