"""Generated irises: a texture per eye, and near-infrared captures of it with lids, lashes and lamps."""

from jemput.synthesis.irises.captures import HEIGHT, WIDTH, Look, capture, look
from jemput.synthesis.irises.conditions import Conditions, quality_of
from jemput.synthesis.irises.identities import IrisIdentity, identity

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Conditions",
    "IrisIdentity",
    "Look",
    "capture",
    "identity",
    "look",
    "quality_of",
]
