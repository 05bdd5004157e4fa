"""The words of linkage on screen: fields, agreements, reasons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

FIELDS = {
    "nik": gettext_lazy("NIK"),
    "name": gettext_lazy("Nama"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "sex": gettext_lazy("Jenis kelamin"),
    "village": gettext_lazy("Desa"),
    "mother": gettext_lazy("Ibu"),
    "birth_place": gettext_lazy("Tempat lahir"),
    "family_card": gettext_lazy("Kartu keluarga"),
    "relatives": gettext_lazy("Keluarga di KK yang sama"),
    "prior": gettext_lazy("Sebelum membandingkan"),
    "linked_elsewhere": gettext_lazy("Sudah ditautkan ke baris lain"),
}
AGREEMENTS = {
    "same": gettext_lazy("sama"),
    "same_sound": gettext_lazy("bunyinya sama"),
    "very_alike": gettext_lazy("sangat mirip"),
    "alike": gettext_lazy("mirip"),
    "spaced": gettext_lazy("sama, spasinya lain"),
    "words_missing": gettext_lazy("ada kata yang hilang"),
    "one_digit_off": gettext_lazy("beda satu angka"),
    "region_and_serial_alike": gettext_lazy("wilayah dan nomor urut agak mirip"),
    "as_in_nik": gettext_lazy("seperti di NIK"),
    "two_parts_same": gettext_lazy("dua dari hari, bulan, tahun sama"),
    "year_near": gettext_lazy("tahun berdekatan"),
    "region_and_serial_same": gettext_lazy("wilayah dan nomor urut sama"),
    "region_and_serial_close": gettext_lazy("wilayah dan nomor urut mirip"),
    "region_same": gettext_lazy("wilayah sama"),
    "day_and_month_swapped": gettext_lazy("tanggal dan bulan tertukar"),
    "placeholder_date": gettext_lazy("tanggal perkiraan"),
    "year_same": gettext_lazy("tahun sama"),
    "kecamatan_same": gettext_lazy("kecamatan sama"),
    "different": gettext_lazy("beda"),
    "missing": gettext_lazy("tidak ada"),
    "assumed": gettext_lazy("anggapan awal"),
}
REASONS = {
    "nik_and_name": gettext_lazy("NIK dan nama cocok."),
    "nik_and_birth_date": gettext_lazy("NIK dan tanggal lahir cocok."),
    "nik_with_another_name": gettext_lazy("NIK sama, nama lain: mungkin NIK tertukar."),
    "nik_twice_on_list": gettext_lazy("NIK ini dipakai dua nama di daftar."),
    "nik_twice_in_register": gettext_lazy("NIK ini dipakai dua orang di register."),
    "evidence": gettext_lazy("Data lainnya hampir pasti menunjuk orang ini."),
    "likely": gettext_lazy("Kemungkinan besar orang ini."),
    "possible": gettext_lazy("Mungkin orang ini."),
    "nobody_like_it": gettext_lazy("Tidak ada yang mirip di register."),
}
