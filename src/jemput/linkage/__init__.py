"""Whose name is this? List rows against the register: sure, ask a clerk with the evidence, or not found."""

from jemput.linkage.duplicates import Duplicate, duplicates
from jemput.linkage.evidence import Agreement, Candidate, Evidence, Field, WaterfallStep, waterfall
from jemput.linkage.finding import CandidateFinder, KeyedFinder, Question
from jemput.linkage.model import Model, shipped
from jemput.linkage.people import ListName, RegisterPerson
from jemput.linkage.records import Columns
from jemput.linkage.register import Register
from jemput.linkage.splink_settings import splink_settings, splink_table
from jemput.linkage.staged import link, link_columns
from jemput.linkage.verdicts import LinkResult, Reason, RowLink, Thresholds, Verdict

__all__ = [
    "Agreement",
    "Candidate",
    "CandidateFinder",
    "Columns",
    "Duplicate",
    "Evidence",
    "Field",
    "KeyedFinder",
    "LinkResult",
    "ListName",
    "Model",
    "Question",
    "Reason",
    "Register",
    "RegisterPerson",
    "RowLink",
    "Thresholds",
    "Verdict",
    "WaterfallStep",
    "duplicates",
    "link",
    "link_columns",
    "shipped",
    "splink_settings",
    "splink_table",
    "waterfall",
]
