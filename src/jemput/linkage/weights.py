"""The weights' sources: shares of agreement among true pairs, and among strangers where not counted."""

from __future__ import annotations

from jemput.linkage.evidence import Agreement

# The form log2(m / u): I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969). The m
# (shares among true pairs) are what Indonesian lists were seen to suffer: NIK whole in 80 of 100 rows, one
# digit wrong in 6, two swapped in 3, day off by 40 in 2, a number from elsewhere in 5; birth date whole in
# 92, swapped in 2, a digit wrong in 4, set to 1 January or 31 December in 2; village moved in 6. The u
# (shares among strangers) are counted in the register wherever they depend on the value.

NIK = {
    Agreement.SAME: 0.85,
    Agreement.REGION_AND_SERIAL_SAME: 0.05,
    Agreement.REGION_AND_SERIAL_CLOSE: 0.05,
    Agreement.REGION_SAME: 0.01,
    Agreement.DIFFERENT: 0.04,
}
NAME = {
    Agreement.SAME: 0.70,
    Agreement.SAME_SOUND: 0.12,
    Agreement.VERY_ALIKE: 0.10,
    Agreement.ALIKE: 0.07,
    Agreement.DIFFERENT: 0.01,
}
BIRTH_DATE = {
    Agreement.SAME: 0.92,
    Agreement.DAY_AND_MONTH_SWAPPED: 0.02,
    Agreement.ONE_DIGIT_OFF: 0.03,
    Agreement.PLACEHOLDER_DATE: 0.02,
    Agreement.YEAR_SAME: 0.005,
    Agreement.DIFFERENT: 0.005,
}
VILLAGE = {Agreement.SAME: 0.93, Agreement.KECAMATAN_SAME: 0.03, Agreement.DIFFERENT: 0.04}
MOTHER = {
    Agreement.SAME: 0.80,
    Agreement.SAME_SOUND: 0.09,
    Agreement.VERY_ALIKE: 0.06,
    Agreement.ALIKE: 0.03,
    Agreement.DIFFERENT: 0.02,
}

STRANGERS_VERY_ALIKE, STRANGERS_ALIKE = 0.0005, 0.01
"""Share of pairs of strangers whose names differ in spelling but are that alike."""
STRANGERS_DATE = {
    Agreement.DAY_AND_MONTH_SWAPPED: 1 / 25_000,
    Agreement.ONE_DIGIT_OFF: 1 / 1_500,
    Agreement.PLACEHOLDER_DATE: 1 / 1_500,
    Agreement.YEAR_SAME: 1 / 70,
}
STRANGERS_SERIAL_CLOSE = 0.03
FALSE_SAME_NIK = 0.015
"""People of the register, on average, who are not the row's person but carry its whole NIK (a relative's
number, a slip onto a living one): 2 of 100 exact NIK joins are wrong."""
SEX_SAME, SEX_STRANGERS_SAME = 0.99, 0.5
LISTED = 0.9
"""Share of a list's rows that are in the register at all."""
LINKED_ELSEWHERE = (0.02, 0.8)
"""Share of true pairs, and of others, whose person another row of the list already has for sure."""

VERY_ALIKE_FROM, ALIKE_FROM = 0.92, 0.80
MINIMUM = 1e-9

SAME_NIK_SAME_DATE, SAME_NIK_SAME_SEX = 0.8, 0.9
"""Shares among strangers who carry one NIK: it holds birth date and sex, so their agreement says no more."""
