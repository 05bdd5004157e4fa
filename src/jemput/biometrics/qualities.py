"""How good a sample is, and in words why it is not better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jemput.kernel.errors import Words


class QualityReason(StrEnum):
    """The main thing to improve; each has a sentence for the operator."""

    GOOD = "good"
    BLANK = "blank"
    TOO_DRY = "too_dry"
    TOO_WET = "too_wet"
    TOO_FAINT = "too_faint"
    OFF_CENTER = "off_center"
    ONLY_TIP = "only_tip"
    TOO_LITTLE = "too_little"
    BLURRED = "blurred"
    NOT_A_PRINT = "not_a_print"
    WRONG_RESOLUTION = "wrong_resolution"
    EYE_HALF_CLOSED = "eye_half_closed"
    NO_EYE = "no_eye"
    LOOKING_AWAY = "looking_away"
    REFLECTIONS = "reflections"
    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    TOO_SMALL = "too_small"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    UNEVEN_LIGHT = "uneven_light"
    TURNED_AWAY = "turned_away"
    TILTED = "tilted"
    EYES_CLOSED = "eyes_closed"
    FACE_OFF_CENTER = "face_off_center"
    TOO_CLOSE = "too_close"
    BUSY_BACKGROUND = "busy_background"


ADVICE = {
    QualityReason.GOOD: Words(id="Baik.", en="Good."),
    QualityReason.BLANK: Words(
        id="Kosong: tempelkan jari pada kaca.", en="Blank: put the finger on the glass."
    ),
    QualityReason.TOO_DRY: Words(
        id="Terlalu kering: lembapkan jari sedikit.", en="Too dry: moisten the finger a little."
    ),
    QualityReason.TOO_WET: Words(
        id="Terlalu basah: keringkan jari dan kaca.", en="Too wet: dry the finger and the glass."
    ),
    QualityReason.TOO_FAINT: Words(
        id="Terlalu tipis: tekan sedikit lebih kuat.", en="Too faint: press a little harder."
    ),
    QualityReason.OFF_CENTER: Words(
        id="Tidak di tengah: geser jari ke tengah kaca.", en="Off center: move the finger to the middle."
    ),
    QualityReason.ONLY_TIP: Words(
        id="Hanya ujung jari: rebahkan jari pada kaca.", en="Only the tip: lay the finger flat."
    ),
    QualityReason.TOO_LITTLE: Words(
        id="Terlalu sedikit terlihat: tekan lebih rata.", en="Too little is visible: press more evenly."
    ),
    QualityReason.BLURRED: Words(id="Kabur: jangan bergerak.", en="Blurred: keep still."),
    QualityReason.NOT_A_PRINT: Words(
        id="Tidak tampak seperti sidik jari: bersihkan kaca.",
        en="Does not look like a print: clean the glass.",
    ),
    QualityReason.WRONG_RESOLUTION: Words(
        id="Resolusi gambar bukan seperti yang dinyatakan: periksa setelan pemindai.",
        en="The picture has another resolution than stated: check the scanner's settings.",
    ),
    QualityReason.EYE_HALF_CLOSED: Words(
        id="Mata setengah tertutup: buka lebar.", en="The eye is half closed: open it wide."
    ),
    QualityReason.NO_EYE: Words(
        id="Mata tidak ditemukan: buka lebar, di tengah, dekat alat.",
        en="No eye was found: open it wide, in the middle, close to the device.",
    ),
    QualityReason.LOOKING_AWAY: Words(
        id="Pandangan ke samping: lihat ke kamera.", en="Looking away: look at the camera."
    ),
    QualityReason.REFLECTIONS: Words(
        id="Ada pantulan: lepas kacamata, hindari lampu.", en="Reflections: take off glasses, avoid lamps."
    ),
    QualityReason.NO_FACE: Words(id="Wajah tidak ditemukan.", en="No face was found."),
    QualityReason.SEVERAL_FACES: Words(
        id="Lebih dari satu wajah: hanya satu orang di depan kamera.",
        en="More than one face: only one person before the camera.",
    ),
    QualityReason.TOO_SMALL: Words(id="Terlalu jauh: mendekatlah.", en="Too far: come closer."),
    QualityReason.TOO_DARK: Words(id="Terlalu gelap: tambah cahaya.", en="Too dark: add light."),
    QualityReason.TOO_BRIGHT: Words(id="Terlalu terang: kurangi cahaya.", en="Too bright: reduce the light."),
    QualityReason.UNEVEN_LIGHT: Words(
        id="Cahaya tidak rata: terangi dari depan.", en="Uneven light: light from the front."
    ),
    QualityReason.TURNED_AWAY: Words(
        id="Wajah menoleh: hadap lurus ke kamera.", en="The face is turned: face the camera."
    ),
    QualityReason.TILTED: Words(id="Kepala miring: tegakkan.", en="The head is tilted: hold it upright."),
    QualityReason.EYES_CLOSED: Words(id="Mata tertutup: buka mata.", en="Eyes closed: open the eyes."),
    QualityReason.FACE_OFF_CENTER: Words(
        id="Wajah tidak di tengah: geser ke tengah gambar.",
        en="The face is off center: move to the middle of the picture.",
    ),
    QualityReason.TOO_CLOSE: Words(
        id="Terlalu dekat: kepala harus tampak utuh.", en="Too close: the whole head must be in the picture."
    ),
    QualityReason.BUSY_BACKGROUND: Words(
        id="Latar tidak polos: pakai kain latar.", en="The background is not plain: use the backdrop."
    ),
}


@dataclass(frozen=True)
class Quality:
    """A score of 0 (useless) to 100 (as good as samples get) and the main reason it is not higher."""

    score: int
    reason: QualityReason

    @property
    def advice(self) -> Words:
        """What the operator should read."""
        return ADVICE[self.reason]
