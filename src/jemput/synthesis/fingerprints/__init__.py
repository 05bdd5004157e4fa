"""Generated fingerprints: a master ridge pattern per finger, and impressions of it as a scanner sees them."""

from jemput.synthesis.fingerprints.conditions import Conditions, quality_of
from jemput.synthesis.fingerprints.flow import Pattern
from jemput.synthesis.fingerprints.impressions import HEIGHT, WIDTH, Touch, impression, touch
from jemput.synthesis.fingerprints.masters import MasterPrint, master

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Conditions",
    "MasterPrint",
    "Pattern",
    "Touch",
    "impression",
    "master",
    "quality_of",
    "touch",
]
