"""The only writers of the roster: lists in, names linked, findings judged, candidates verified."""

from jemput.office.roster.actions.candidates import (
    Candidate,
    flag_home_visit,
    propose_candidate,
    refuse_candidate,
    unflag_home_visit,
    verify_candidate,
)
from jemput.office.roster.actions.findings import (
    accept_finding,
    accept_findings,
    file_finding,
    propose_finding,
    return_finding,
)
from jemput.office.roster.actions.links import (
    Stamp,
    link_list,
    reopen_link,
    settle_as_double,
    settle_as_nobody,
    settle_link,
)
from jemput.office.roster.actions.lists import (
    confirm,
    correct_reject,
    discard,
    dismiss_reject,
    examine,
    import_list,
    receive_list,
    take_in,
)

__all__ = [
    "Candidate",
    "Stamp",
    "accept_finding",
    "accept_findings",
    "confirm",
    "correct_reject",
    "discard",
    "dismiss_reject",
    "examine",
    "file_finding",
    "flag_home_visit",
    "import_list",
    "link_list",
    "propose_candidate",
    "propose_finding",
    "receive_list",
    "refuse_candidate",
    "reopen_link",
    "return_finding",
    "settle_as_double",
    "settle_as_nobody",
    "settle_link",
    "take_in",
    "unflag_home_visit",
    "verify_candidate",
]
