"""The only writers of schools: the register, files in, links, visits, plans, partners."""

from jemput.office.schools.actions.files import confirm, discard, examine, import_file, receive_file, take_in
from jemput.office.schools.actions.links import link_pupils, put_nik, reopen, settle_pupil, settle_unknown
from jemput.office.schools.actions.partners import accept, invite, revoke
from jemput.office.schools.actions.plans import CarePlan, open_care_campaign, propose_places
from jemput.office.schools.actions.register import (
    SchoolForm,
    adopt_places,
    note_obstacle,
    note_visit,
    put_school,
)
from jemput.office.schools.actions.rejects import mend

__all__ = [
    "CarePlan",
    "SchoolForm",
    "accept",
    "adopt_places",
    "confirm",
    "discard",
    "examine",
    "import_file",
    "invite",
    "link_pupils",
    "mend",
    "note_obstacle",
    "note_visit",
    "open_care_campaign",
    "propose_places",
    "put_nik",
    "put_school",
    "receive_file",
    "reopen",
    "revoke",
    "settle_pupil",
    "settle_unknown",
    "take_in",
]
