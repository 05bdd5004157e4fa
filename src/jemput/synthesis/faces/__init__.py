"""Generated portraits: painted puppets lit and turned like people, of nobody and never taken for anybody."""

from jemput.synthesis.faces.captures import HEIGHT, WIDTH, Conditions, Portrait, capture, portray, quality_of
from jemput.synthesis.faces.chosen import separated
from jemput.synthesis.faces.identities import FaceIdentity, identity
from jemput.synthesis.faces.traits import Traits, draw_traits

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Conditions",
    "FaceIdentity",
    "Portrait",
    "Traits",
    "capture",
    "draw_traits",
    "identity",
    "portray",
    "quality_of",
    "separated",
]
