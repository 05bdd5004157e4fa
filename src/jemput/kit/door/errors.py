"""Numbered errors at the kit's door: T601 to T699."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words

_LEFT = Words(
    id="Tidak hilang: {packets} paket tersegel ({megabytes_id} MB) ada sebagai berkas tersendiri di laptop "
    "ini; hanya Dinas dan pusat yang dapat membukanya.",
    en="Not lost: {packets} sealed packets ({megabytes_en} MB) lie on this laptop as files of their own, "
    "which only the office and the center can open.",
)


class DatabaseDamaged(Problem):
    """The vault opens, the database does not, or not all of it can be right."""

    code = "T601"
    status = 409
    says = Words(
        id="Basis data kit rusak: {reason_id}. " + _LEFT.id,
        en="The kit's database is damaged: {reason_en}. " + _LEFT.en,
    )
    do = Words(
        id="Tekan “Selamatkan” di pintu kit, atau jalankan: jemput kit rescue.",
        en="Press “Rescue” at the kit's door, or run: jemput kit rescue.",
    )


class DatabaseBroke(Problem):
    """The database was found damaged while the kit was running."""

    code = "T602"
    status = 500
    says = Words(
        id="Basis data kit ternyata rusak. " + _LEFT.id,
        en="The kit's database turns out to be damaged. " + _LEFT.en,
    )
    do = Words(
        id="Berhenti merekam, tutup program kit, lalu buka lagi: "
        "pintunya memeriksa dan menyelamatkan isinya.",
        en="Stop recording, close the kit's program and open it again: its door "
        "examines and rescues what is there.",
    )


class NothingDamaged(Problem):
    """A rescue was asked for, and the database is well."""

    code = "T603"
    status = 409
    says = Words(id="Basis data kit tidak rusak.", en="The kit's database is not damaged.")
    do = Words(id="Buka kit seperti biasa.", en="Open the kit as always.")


class NotSetAside(Problem):
    """The damaged files could not be moved: a full or read-only disk, or another program that holds them."""

    code = "T604"
    status = 500
    says = Words(
        id="Berkas basis data tidak dapat disisihkan: {reason}. Tidak ada yang diubah.",
        en="The database's files could not be set aside: {reason}. Nothing was changed.",
    )
    do = Words(
        id="Tutup program lain, periksa ruang disk, coba lagi. Bila tetap gagal, bawa laptop ke Dinas: "
        "jemput office recover membaca paketnya dari disk.",
        en="Close other programs, look at the space on the disk, try again. Should it fail again, bring the "
        "laptop to the office: jemput office recover reads its packets from the disk.",
    )


class NotYetSalvaged(Problem):
    """The rescue was begun and could not be finished; the next start takes it up again."""

    code = "T605"
    status = 500
    says = Words(
        id="Penyelamatan basis data belum selesai: {reason}. Yang rusak tersimpan utuh di {folder}.",
        en="The rescue of the database is not finished: {reason}. The damaged one lies whole in {folder}.",
    )
    do = Words(
        id="Periksa ruang disk, lalu buka kit lagi: penyelamatan dilanjutkan.",
        en="Look at the space on the disk, then open the kit again: the rescue goes on.",
    )
