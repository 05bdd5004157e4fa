"""Forms of schools: a school, a file, a mended row, a visit, an obstacle, a plan, an invitation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jemput.kernel.errors import Problem
from jemput.office.regions import queries as regions
from jemput.office.schools import pupil_rows, rules, school_rows
from jemput.office.schools.actions import SchoolForm as SchoolFacts
from jemput.office.schools.models import School, SchoolImport, SchoolReject
from jemput.office.sheets.layouts import layout
from jemput.office.trips.models import Campaign, Crew, Obstacle


def day_input() -> forms.DateInput:
    """The browser's own calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def set_choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Choices that only the database knows."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


SHORTEST_PASSWORD = 12


class SchoolForm(forms.Form):
    """A school by hand."""

    name = forms.CharField(label=_("Nama sekolah"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=School.Kind.choices)
    village = forms.ChoiceField(label=_("Desa/kelurahan"))
    npsn = forms.CharField(label="NPSN", max_length=12, required=False, help_text=_("8 angka; boleh kosong."))
    principal = forms.CharField(label=_("Kepala sekolah"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    pupils_stated = forms.IntegerField(
        label=_("Jumlah peserta didik menurut sekolah"), required=False, min_value=0, max_value=20_000,
        help_text=_("Penyebut tersendiri, terpisah dari daftar siswa."),
    )  # fmt: skip
    stated_by = forms.CharField(label=_("Menurut siapa"), max_length=120, required=False)
    stated_on = forms.DateField(label=_("Per tanggal"), required=False, widget=day_input())
    open_saturdays = forms.BooleanField(label=_("Masuk hari Sabtu"), required=False)
    active = forms.BooleanField(label=_("Masih buka"), required=False, initial=True)

    def __init__(self, *args: Any, school: School | None = None, **kwargs: Any) -> None:
        if school is not None:
            kwargs["initial"] = {name: getattr(school, name) for name in _FACTS} | {
                "village": school.village_id
            }
        super().__init__(*args, **kwargs)
        villages = regions.villages().order_by("parent__name", "name")
        set_choices(
            self.fields["village"],
            [(v.code, f"{v.name} ({v.parent.name if v.parent else ''})") for v in villages],
        )

    def clean_npsn(self) -> str:
        """Eight digits or nothing."""
        try:
            return rules.npsn(self.cleaned_data["npsn"])
        except Problem as problem:
            raise ValidationError(problem.text()) from problem

    def facts(self) -> SchoolFacts:
        """The school as the action takes it."""
        told = {**self.cleaned_data}
        return SchoolFacts(village_id=told.pop("village"), **told)


_FACTS = (
    *("name", "kind", "npsn", "principal", "phone", "pupils_stated"),
    *("stated_by", "stated_on", "open_saturdays", "active"),
)


class SchoolChoice(forms.ModelChoiceField[School]):
    """Schools by name and kecamatan."""

    def label_from_instance(self, obj: School) -> str:
        """How one school reads in the choice."""
        return f"{obj.name} ({obj.village.name})"


class FileForm(forms.Form):
    """A file of schools or pupils, and where it comes from."""

    kind = forms.ChoiceField(label=_("Isi berkas"), choices=SchoolImport.Kind.choices)
    file = forms.FileField(
        label=_("Berkas"),
        help_text=_(".xls, .xlsx, .ods, atau .csv; judul kolom dikenali sendiri."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xls,.xlsx,.ods,.csv,.txt"}),
    )
    school = SchoolChoice(
        School.objects.none(), label=_("Sekolah"), required=False, empty_label=_("disebut di dalam berkas"),
        help_text=_("Untuk daftar siswa satu sekolah yang tidak menyebut nama sekolahnya."),
    )  # fmt: skip
    source = forms.CharField(label=_("Sumber"), max_length=120, initial="Dinas Pendidikan, Dapodik")
    as_of = forms.DateField(label=_("Per tanggal"), widget=day_input())
    complete = forms.BooleanField(
        label=_("Daftar siswa lengkap"), required=False,
        help_text=_("Siswa yang tidak disebut lagi dianggap sudah meninggalkan sekolahnya."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = School.objects.filter(active=True).select_related("village")


LAYOUTS: Mapping[str, str] = {
    SchoolImport.Kind.REGISTER: school_rows.LAYOUT,
    SchoolImport.Kind.ROSTER: pupil_rows.LAYOUT,
}


class RejectForm(forms.Form):
    """A rejected row, every cell as text, to be mended by hand."""

    def __init__(self, *args: Any, reject: SchoolReject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in layout(LAYOUTS[reject.school_import.kind]).headings.items():
            self.fields[name] = forms.CharField(
                label=words[0] if len(words[0]) < 5 else words[0].capitalize(),
                required=False,
                initial=reject.cells.get(name, ""),
                max_length=200,
            )

    def written(self) -> dict[str, str]:
        """The cells as rewritten."""
        self.full_clean()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}


class VisitForm(forms.Form):
    """A visit that no trip of ours knows."""

    on = forms.DateField(label=_("Hari"), widget=day_input())
    note = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Misalnya nomor berita acara atau surat tugas.")
    )


class ObstacleForm(forms.Form):
    """Why a school could not be visited."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Obstacle.Kind.choices, initial=Obstacle.Kind.ROAD)
    cause = forms.CharField(label=_("Sebab"), max_length=300)
    since = forms.DateField(label=_("Sejak"), widget=day_input())


class PlanForm(forms.Form):
    """Which schools an existing campaign is to go to."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.filter(closed=False), label=_("Kampanye tujuan"), empty_label=_("pilih kampanye")
    )
    schools = forms.MultipleChoiceField(label=_("Sekolah"), widget=forms.CheckboxSelectMultiple())

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["schools"], choices)


class CareForm(forms.Form):
    """A campaign for SLBs alone."""

    name = forms.CharField(label=_("Nama kampanye"), max_length=120, initial="Kunjungan SLB")
    first_day = forms.DateField(label=_("Hari pertama"), widget=day_input())
    deadline = forms.DateField(label=_("Tenggat"), widget=day_input())
    crews = forms.ModelMultipleChoiceField(
        Crew.objects.all(), label=_("Tim"), widget=forms.CheckboxSelectMultiple()
    )
    schools = forms.MultipleChoiceField(label=_("SLB"), widget=forms.CheckboxSelectMultiple())

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["schools"], choices)


class InvitationForm(forms.Form):
    """A partner office to invite."""

    organization = forms.CharField(
        label=_("Kantor mitra"), max_length=120, help_text=_("Misalnya Dinas PdK atau UPTD Batin XXIV.")
    )
    kecamatan = forms.ChoiceField(label=_("Melihat sekolah di"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kecamatan = list(regions.kecamatan().order_by("name").values_list("code", "name"))
        set_choices(self.fields["kecamatan"], [("", str(_("seluruh kabupaten"))), *kecamatan])


class AcceptForm(forms.Form):
    """The account that an invited person makes."""

    full_name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    username = forms.SlugField(label=_("Nama akun"), max_length=60)
    password = forms.CharField(
        label=_("Kata sandi"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Paling sedikit 12 huruf; beberapa kata lebih mudah diingat."),
    )  # fmt: skip

    def clean_password(self) -> str:
        """Long enough to be hard to guess."""
        found: str = self.cleaned_data["password"]
        MinimumLengthValidator(SHORTEST_PASSWORD).validate(found)
        return found
