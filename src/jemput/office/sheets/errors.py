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


class TooWide(Problem):
    """A sheet whose stray cells would make it larger than memory."""

    code = "O310"
    status = 413
    says = Words(
        id="{file}, lembar {sheet}: ada isi sampai kolom ke-{columns} dan baris {rows}.",
        en="{file}, sheet {sheet}: it reaches to column {columns} and row {rows}.",
    )
    do = Words(
        id="Salin tabelnya saja ke lembar baru, lalu simpan.", en="Copy only the table to a new sheet; save."
    )


class RepeatsItself(Problem):
    """An .ods that repeats one filled row or cell beyond reason."""

    code = "O311"
    says = Words(
        id="{file} ditolak: satu isi diulang {times} kali.",
        en="{file} is refused: a cell repeats {times} times.",
    )
    do = Words(id="Simpan ulang sebagai .xlsx, lalu coba lagi.", en="Save it again as .xlsx and retry.")


class MacrosIgnored(Problem):
    """A workbook with macros, which are left where they are."""

    code = "O312"
    says = Words(
        id="Berkas ini membawa makro; makronya tidak dijalankan.", en="The file carries macros; none was run."
    )
    do = Words(
        id="Bila ada nilai yang dihitung makro, simpan hasilnya sebagai .xlsx.",
        en="If a macro computes values, save the result as .xlsx.",
    )


class SheetsLeftOut(Problem):
    """Sheets of a file that were not read."""

    code = "O313"
    says = Words(id="Lembar yang tidak dibaca: {sheets}.", en="Sheets not read: {sheets}.")
    do = Words(id="Pilih lembarnya di Arti kolom bila perlu.", en="Choose them at Columns if needed.")


class MergedHeading(Problem):
    """Headings that stand over two rows."""

    code = "O314"
    says = Words(
        id="Judul kolom tersusun dua baris (sampai baris {row}).",
        en="Headings take two rows (up to row {row}).",
    )
    do = Words(id="Periksa di Arti kolom.", en="Check them at Columns.")


class HeadingsRepeated(Problem):
    """Headings that stand again on every page of what once was a PDF."""

    code = "O315"
    says = Words(
        id="Judul kolom terulang {count} kali, misalnya di baris {rows}; dilewati.",
        en="Headings stand again {count} times, e.g. at row {rows}; passed over.",
    )
    do = Words(id="Tidak perlu apa-apa.", en="Nothing to do.")


class RowsJoined(Problem):
    """Rows that were broken over two lines and have been put together."""

    code = "O316"
    says = Words(
        id="{count} baris terpotong disambung ke baris di atasnya, misalnya baris {rows}.",
        en="{count} broken rows were joined to the row above, e.g. row {rows}.",
    )
    do = Words(id="Periksa contohnya.", en="Check some of them.")


class LinesLeftOut(Problem):
    """Page footers, sums and the like: lines that name nobody."""

    code = "O317"
    says = Words(
        id="{count} baris kaki halaman atau jumlah dilewati, misalnya baris {rows}.",
        en="{count} footers or sums were passed over, e.g. row {rows}.",
    )
    do = Words(id="Tidak perlu apa-apa.", en="Nothing to do.")


class SharedNik(Problem):
    """A NIK that a list gives to several people."""

    code = "O318"
    says = Words(
        id="{count} NIK dipakai lebih dari satu nama, misalnya di baris {rows}.",
        en="{count} NIKs stand beside more than one name, e.g. at row {rows}.",
    )
    do = Words(
        id="Keduanya masuk; petugas memutuskan di Penautan.",
        en="Both are taken in; a clerk decides in the queue.",
    )


class OtherKabupaten(Problem):
    """A list of people of another kabupaten."""

    code = "O319"
    says = Words(
        id="Daftar ini dari wilayah lain ({found}); tidak satu baris pun dari {home}.",
        en="This list is of another region ({found}); no row is of {home}.",
    )
    do = Words(
        id="Periksa berkasnya, atau kirim ke Dinas kabupaten itu.",
        en="Check the file or send it to that office.",
    )


class OtherRegion(Problem):
    """A row whose village belongs to another kabupaten."""

    code = "O320"
    says = Words(
        id="Kode wilayah {code} bukan kabupaten ini ({home}).", en="Region code {code} is not ours ({home})."
    )
    do = Words(
        id="Perbaiki kodenya, atau abaikan: orang ini urusan Dinas lain.",
        en="Mend the code or dismiss the row: another office serves this person.",
    )


class PassedOver(Problem):
    """People in a list of everybody who need no recording."""

    code = "O321"
    says = Words(
        id="{recorded} orang sudah rekam dan {young} belum cukup umur; tidak dimasukkan.",
        en="{recorded} are recorded already and {young} too young; not taken in.",
    )
    do = Words(id="Tidak perlu apa-apa.", en="Nothing to do.")


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
