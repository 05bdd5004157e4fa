"""The only writers of the roster: lists in, names linked, findings judged, candidates verified."""

from jemput.office.roster.actions.candidates import (
    Candidate,
    mend_candidate,
    propose_candidate,
    refuse_candidate,
    return_candidate,
    verify_candidate,
)
from jemput.office.roster.actions.comparisons import ask_comparison, do_comparison
from jemput.office.roster.actions.examining import examine
from jemput.office.roster.actions.findings import (
    accept_finding,
    accept_findings,
    accept_village,
    file_finding,
    propose_finding,
    return_finding,
)
from jemput.office.roster.actions.home_visits import flag_home_visit, read_home_visit, unflag_home_visit
from jemput.office.roster.actions.layouts import choose_columns, forget_layout
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
    discard,
    import_list,
    note_exported,
    note_rejects_exported,
    receive_list,
    take_in,
)
from jemput.office.roster.actions.merges import (
    confirm_merge,
    part_pair,
    propose_double,
    propose_pair,
    refuse_merge,
    undo,
    withdraw_merge,
)
from jemput.office.roster.actions.policy import set_thresholds
from jemput.office.roster.actions.queue import hand_name, hand_pair, hold, skip
from jemput.office.roster.actions.rejects import (
    Returned,
    correct_reject,
    correct_rejects,
    dismiss_reject,
    dismiss_rejects,
)
from jemput.office.roster.actions.returns import (
    discard_letter,
    draft_letter,
    note_letter_read,
    send_letter,
    sign_letter,
)

__all__ = [
    "Candidate",
    "Returned",
    "Stamp",
    "accept_finding",
    "accept_findings",
    "accept_village",
    "ask_comparison",
    "choose_columns",
    "confirm",
    "confirm_merge",
    "correct_reject",
    "correct_rejects",
    "discard",
    "discard_letter",
    "dismiss_reject",
    "dismiss_rejects",
    "do_comparison",
    "draft_letter",
    "examine",
    "file_finding",
    "flag_home_visit",
    "forget_layout",
    "hand_name",
    "hand_pair",
    "hold",
    "import_list",
    "link_list",
    "mend_candidate",
    "note_exported",
    "note_letter_read",
    "note_rejects_exported",
    "part_pair",
    "propose_candidate",
    "propose_double",
    "propose_finding",
    "propose_pair",
    "read_home_visit",
    "receive_list",
    "refuse_candidate",
    "refuse_merge",
    "reopen_link",
    "return_candidate",
    "return_finding",
    "send_letter",
    "set_thresholds",
    "settle_as_double",
    "settle_as_nobody",
    "settle_link",
    "sign_letter",
    "skip",
    "take_in",
    "undo",
    "unflag_home_visit",
    "verify_candidate",
    "withdraw_merge",
]
