"""Numbered errors of reading spreadsheets: of whole files first, then of single rows."""

from jemput.kernel.errors import Problem, Words


class NotASpreadsheet(Problem):
    """A file that is none of the formats we read."""

    code = "O131"
    says = Words(id="{file} bukan lembar kerja yang bisa dibaca.", en="{file} is not a readable spreadsheet.")
    do = Words(
        id="Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx atau .csv.",
        en="Open it in Excel or LibreOffice and save it as .xlsx or .csv.",
    )


class EmptyFile(Problem):
    """A file without a single row of people."""

    code = "O132"
    says = Words(id="{file} kosong: tidak ada satu baris pun.", en="{file} is empty: it has no rows.")
    do = Words(id="Periksa apakah lembarnya benar.", en="Check that it is the right sheet.")


class TooLarge(Problem):
    """A file bigger than we take."""

    code = "O133"
    status = 413
    says = Words(id="{file} terlalu besar ({megabytes} MB).", en="{file} is too large ({megabytes} MB).")
    do = Words(id="Pecah per kecamatan; paling besar {limit} MB.", en="Split it; at most {limit} MB.")


class ZipBomb(Problem):
    """A file that unpacks to something enormous."""

    code = "O134"
    says = Words(
        id="{file} ditolak: isinya mengembang tak wajar.", en="{file} is refused: it unpacks abnormally."
    )
    do = Words(id="Simpan ulang dari Excel, lalu coba lagi.", en="Save it again from Excel and retry.")


class MissingColumns(Problem):
    """A sheet without the columns that a list must have."""

    code = "O135"
    says = Words(
        id="{file}: kolom {columns} tidak ditemukan.", en="{file}: columns {columns} were not found."
    )
    do = Words(
        id="Pastikan baris judul kolom ada di 25 baris pertama.",
        en="Make sure the headings stand within the first 25 rows.",
    )


class PasswordProtected(Problem):
    """A workbook locked with a password."""

    code = "O136"
    says = Words(id="{file} terkunci kata sandi.", en="{file} is locked with a password.")
    do = Words(id="Buka dan simpan tanpa kata sandi.", en="Open it and save it without a password.")


class PrecisionLost(Problem):
    """A number of sixteen digits that a spreadsheet rounded."""

    code = "O141"
    says = Words(
        id="{field} '{value}' sudah dibulatkan Excel; angka terakhirnya hilang.",
        en="{field} '{value}' was rounded by Excel; its last digits are lost.",
    )
    do = Words(
        id="Ambil dari sumbernya dengan kolom berformat teks.",
        en="Take it from the source again with the column as text.",
    )


class BadDate(Problem):
    """A date that no calendar has, or that cannot be a birth date."""

    code = "O142"
    says = Words(id="Tanggal '{value}' tidak ada atau tidak mungkin.", en="Date '{value}' is impossible.")
    do = Words(id="Tulis seperti 17-08-1990.", en="Write it like 17-08-1990.")


class FormulaCell(Problem):
    """A cell that holds a formula instead of a value."""

    code = "O143"
    says = Words(id="Kolom {field} berisi rumus ({value}).", en="Column {field} holds a formula ({value}).")
    do = Words(id="Tempel sebagai nilai (Paste Values).", en="Paste it as a value.")


class NothingThere(Problem):
    """A cell that must not be empty."""

    code = "O144"
    says = Words(id="Kolom {field} kosong.", en="Column {field} is empty.")
    do = Words(id="Lengkapi kolom itu.", en="Fill it in.")


class UnknownWord(Problem):
    """A cell whose word is in no code list."""

    code = "O145"
    says = Words(id="Kolom {field}: '{value}' tidak dikenal.", en="Column {field}: '{value}' is unknown.")
    do = Words(id="Periksa ejaannya.", en="Check its spelling.")


class UnknownVillage(Problem):
    """A place that is none of the kabupaten's villages, or two of them."""

    code = "O146"
    says = Words(
        id="Desa '{village}' di kecamatan '{kecamatan}' tidak ditemukan atau kembar.",
        en="Village '{village}' in kecamatan '{kecamatan}' was not found, or is two.",
    )
    do = Words(id="Pilih desanya.", en="Choose the village.")


class RepeatedRow(Problem):
    """A row that says again what an earlier row of the same file said."""

    code = "O147"
    says = Words(id="Sama dengan baris {row}.", en="The same as row {row}.")
    do = Words(id="Tidak perlu apa-apa.", en="Nothing to do.")


class NameAlike(Problem):
    """A name that is no name."""

    code = "O148"
    says = Words(id="'{value}' bukan nama orang.", en="'{value}' is not a person's name.")
    do = Words(id="Periksa kolom nama.", en="Check the name column.")
