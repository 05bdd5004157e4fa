"""Numbered errors of regions."""

from jemput.kernel.errors import Problem, Words


class UnknownKabupaten(Problem):
    """A code that is no kabupaten or kota of the shipped list."""

    code = "O101"
    says = Words(
        id="Kode {code} bukan kabupaten atau kota yang dikenal.",
        en="Code {code} is no known kabupaten or kota.",
    )
    do = Words(id="Pakai kode Kemendagri, misalnya 15.04.", en="Use the Kemendagri code, e.g. 15.04.")


class RegionFileUnreadable(Problem):
    """A region file that is neither the CSV nor the GeoJSON we read."""

    code = "O102"
    says = Words(id="Berkas wilayah {file} tidak terbaca: {reason}.", en="Cannot read {file}: {reason}.")
    do = Words(
        id="Pakai CSV berkolom kode,nama,level,tipe,kode_induk,kodepos,lat,lng atau GeoJSON.",
        en="Use a CSV with kode,nama,level,tipe,kode_induk,kodepos,lat,lng, or GeoJSON.",
    )


class RegionRowWrong(Problem):
    """One row or feature of a region file that makes no sense."""

    code = "O103"
    says = Words(id="{file}, baris {row}: {reason}.", en="{file}, row {row}: {reason}.")
    do = Words(id="Perbaiki baris itu; belum ada yang disimpan.", en="Correct that row; nothing was saved.")


class CoordinatesSwapped(Problem):
    """A shape outside Indonesia: most often latitude and longitude changed places."""

    code = "O104"
    says = Words(
        id="Batas {code} terletak di luar Indonesia.", en="The boundary of {code} lies outside Indonesia."
    )
    do = Words(
        id="GeoJSON menulis bujur dulu, lalu lintang: [103.1, -1.7].",
        en="GeoJSON puts longitude first, then latitude: [103.1, -1.7].",
    )


class NoHome(Problem):
    """The office does not know yet which kabupaten it serves."""

    code = "O105"
    status = 409
    says = Words(id="Kabupaten kantor ini belum dipilih.", en="This office's kabupaten is not chosen yet.")
    do = Words(
        id="Jalankan: jemput office init --kabupaten 15.04.",
        en="Run: jemput office init --kabupaten 15.04.",
    )
