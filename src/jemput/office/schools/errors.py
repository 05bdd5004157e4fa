"""Numbered errors of schools: of rows first, then of decisions."""

from jemput.kernel.errors import Problem, Words


class BadNpsn(Problem):
    """A text that cannot be a school's national number."""

    code = "O390"
    says = Words(id="NPSN '{value}' bukan 8 angka.", en="NPSN '{value}' is not 8 digits.")
    do = Words(
        id="Periksa di referensi data Kemendikbud, atau kosongkan.",
        en="Check it in the ministry of education's list, or leave it empty.",
    )


class UnknownSchool(Problem):
    """A pupil of a school that the register does not have."""

    code = "O391"
    says = Words(
        id="Sekolah '{school}' tidak ada di daftar sekolah, atau namanya dimiliki dua sekolah.",
        en="School '{school}' is not in the register of schools, or two schools bear its name.",
    )
    do = Words(
        id="Tambahkan sekolahnya dahulu, atau tulis NPSN-nya.",
        en="Add the school first, or write its NPSN.",
    )


class UnknownKind(Problem):
    """A school of a kind that cannot be told from its columns or its name."""

    code = "O392"
    says = Words(id="Jenis sekolah '{value}' tidak dikenal.", en="The kind of school '{value}' is not known.")
    do = Words(
        id="Tulis SMA, SMK, MA, SLB, SMP, MTs, PKBM atau pesantren.",
        en="Write SMA, SMK, MA, SLB, SMP, MTs, PKBM or pesantren.",
    )


class BadCount(Problem):
    """A number of pupils that is no number."""

    code = "O393"
    says = Words(id="Jumlah siswa '{value}' bukan angka.", en="Number of pupils '{value}' is no number.")
    do = Words(id="Tulis angka saja, misalnya 120.", en="Write digits only, such as 120.")


class SameFileTwice(Problem):
    """A file that was taken in already."""

    code = "O394"
    status = 409
    says = Words(
        id="Berkas {file} sudah masuk sebagai {source}, per {as_of}.",
        en="File {file} is in already, as {source} of {as_of}.",
    )
    do = Words(id="Buka yang sudah ada, atau pilih berkas lain.", en="Open that one, or choose another file.")


class NotNow(Problem):
    """A step that an import or a pupil cannot take from where it stands."""

    code = "O395"
    status = 409
    says = Words(
        id="Langkah itu tidak bisa lagi: keadaannya sudah berubah.",
        en="That step is no longer possible: things have changed meanwhile.",
    )
    do = Words(
        id="Muat ulang halaman; orang lain mungkin sudah memutuskan.", en="Reload; someone may have decided."
    )


class TakenByPupil(Problem):
    """A resident whom another pupil is known to be."""

    code = "O396"
    status = 409
    says = Words(
        id="Penduduk itu sudah tertaut ke siswa {pupil} di {school}.",
        en="That resident is linked to pupil {pupil} of {school} already.",
    )
    do = Words(
        id="Periksa siapa yang benar; satu orang hanya di satu sekolah.",
        en="Check who is right; a person is at one school only.",
    )


class NeedsMoreMinutes(Problem):
    """A campaign whose minutes a person are too few for an SLB."""

    code = "O397"
    status = 409
    says = Words(
        id="{school} adalah SLB: perlu sedikitnya {needed} menit per orang, kampanye ini {given}.",
        en="{school} is an SLB: it needs at least {needed} minutes a person, this campaign has {given}.",
    )
    do = Words(
        id="Buat kampanye tersendiri untuk SLB dengan menit lebih panjang.",
        en="Open a campaign of its own for SLBs, with more minutes.",
    )


class SchoolTwice(Problem):
    """A school that stands in the register already."""

    code = "O398"
    status = 409
    says = Words(id="{school} sudah ada di daftar sekolah.", en="{school} is in the register already.")
    do = Words(id="Buka dan perbaiki yang sudah ada.", en="Open and correct that one.")


class InvitationOver(Problem):
    """An invitation that was used, taken back, or has run out."""

    code = "O399"
    status = 410
    says = Words(id="Undangan ini tidak berlaku lagi.", en="This invitation is no longer valid.")
    do = Words(id="Minta undangan baru ke Dinas.", en="Ask the office for a new one.")


class NameTaken(Problem):
    """An account name that somebody has."""

    code = "O400"
    status = 409
    says = Words(id="Nama akun '{username}' sudah dipakai.", en="Account name '{username}' is taken.")
    do = Words(id="Pilih nama akun lain.", en="Choose another one.")


class CampaignClosed(Problem):
    """A campaign that takes no more places."""

    code = "O401"
    status = 409
    says = Words(id="Kampanye {campaign} sudah ditutup.", en="Campaign {campaign} is closed.")
    do = Words(id="Pilih kampanye yang masih berjalan.", en="Choose one that is still open.")


class NoReason(Problem):
    """An obstacle without a word on what it is."""

    code = "O402"
    says = Words(id="Kendala harus disebut.", en="The obstacle must be named.")
    do = Words(id="Tulis sebabnya, misalnya: listrik padam.", en="Write the cause, such as: power cut.")
