"""What each step says to the operator: its name in the list, its heading, its one instruction."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jemput.kernel.body import ExceptionReason
from jemput.kit.capture.states import State

Text = str | Promise


@dataclass(frozen=True)
class StepWords:
    """The words of one step."""

    name: Text
    heading: Text
    instruction: Text


STEP_WORDS: dict[State, StepWords] = {
    State.CHECKED_IN: StepWords(
        _("Periksa status"),
        _("Orangnya benar?"),
        _("Cocokkan wajah dengan KK atau surat, lalu pilih keadaannya."),
    ),
    State.BIODATA: StepWords(
        _("Biodata"),
        _("Bacakan biodata"),
        _("Bacakan keras. Betulkan yang salah; petugas desa membenarkan."),
    ),
    State.LEFT_FOUR: StepWords(
        _("Empat jari kiri"),
        _("Empat jari tangan kiri"),
        _("Letakkan rata, tekan pelan, tahan dua detik."),
    ),
    State.RIGHT_FOUR: StepWords(
        _("Empat jari kanan"),
        _("Empat jari tangan kanan"),
        _("Letakkan rata, tekan pelan, tahan dua detik."),
    ),
    State.THUMBS: StepWords(
        _("Dua ibu jari"), _("Dua ibu jari"), _("Letakkan keduanya berdampingan, tahan dua detik.")
    ),
    State.IRISES: StepWords(
        _("Iris"), _("Dua iris"), _("Lepas kacamata, buka mata lebar, lihat ke titik tengah alat.")
    ),
    State.FACE: StepWords(
        _("Wajah"), _("Wajah"), _("Hadap lurus, telinga terlihat, mulut tertutup, latar polos.")
    ),
    State.SIGNATURE: StepWords(
        _("Tanda tangan"),
        _("Tanda tangan"),
        _("Di dalam kotak. Yang tidak dapat menulis menarik satu garis."),
    ),
    State.VERIFICATION: StepWords(
        _("Verifikasi"),
        _("Telunjuk sekali lagi"),
        _("Telunjuk kanan, lalu kiri: dicocokkan dengan yang tadi."),
    ),
    State.REVIEW: StepWords(
        _("Tinjau & segel"),
        _("Sudah benar semua?"),
        _("Setelah disegel, kit ini tidak dapat membukanya lagi."),
    ),
}

REASONS: dict[ExceptionReason, Text] = {
    ExceptionReason.AMPUTATED: _("Tidak ada (buntung)"),
    ExceptionReason.BANDAGED: _("Terbalut perban"),
    ExceptionReason.DAMAGED: _("Rusak atau luka"),
    ExceptionReason.TREMOR: _("Gemetar"),
    ExceptionReason.CANNOT_COOPERATE: _("Tidak dapat mengikuti"),
    ExceptionReason.CANNOT_WRITE: _("Tidak dapat menulis"),
    ExceptionReason.DEVICE: _("Alat tidak berfungsi"),
}
