"""Whose name is this? List rows against the register: sure, ask a clerk with the evidence, or not found."""

from jemput.linkage.evidence import Agreement, Candidate, Evidence, Field
from jemput.linkage.finding import AdditiveFinder, CandidateFinder
from jemput.linkage.people import ListName, RegisterPerson
from jemput.linkage.register import Register
from jemput.linkage.staged import LinkResult, Reason, RowLink, Thresholds, Verdict, link

__all__ = [
    "AdditiveFinder",
    "Agreement",
    "Candidate",
    "CandidateFinder",
    "Evidence",
    "Field",
    "LinkResult",
    "ListName",
    "Reason",
    "Register",
    "RegisterPerson",
    "RowLink",
    "Thresholds",
    "Verdict",
    "link",
]
