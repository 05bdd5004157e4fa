"""Forms of the portal, made for thumbs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.kernel.errors import Problem
from jemput.kernel.nik import FamilyCardNumber, Nik, Sex
from jemput.office.regions.models import Region
from jemput.office.roster.actions import Candidate
from jemput.office.roster.models import Finding, HomeVisit

NUMBER = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "20"}


class EvidenceForm(forms.Form):
    """How it is known that somebody moved, died, is unknown or was recorded."""

    evidence = forms.CharField(
        label=_("Dari siapa atau dokumen apa"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    document = forms.ChoiceField(
        label=_("Dasar"), required=False, choices=[("", _("tanpa dokumen")), *Finding.Document.choices]
    )
    attachment = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )


class VisitForm(forms.Form):
    """Why somebody must be visited at home; nobody but the crew and the verifier will see it."""

    category = forms.ChoiceField(
        label=_("Perlu dikunjungi di rumah?"),
        required=False,
        choices=[("", _("tidak, bisa datang")), *HomeVisit.Category.choices],
    )


class CandidateForm(forms.Form):
    """A candidate, from the family card."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    nik = forms.CharField(label="NIK", max_length=24, widget=forms.TextInput(attrs=NUMBER))
    family_card = forms.CharField(
        label=_("Nomor KK"), max_length=24, required=False, widget=forms.TextInput(attrs=NUMBER)
    )
    birth_date = forms.DateField(
        label=_("Tanggal lahir"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        choices=[("L", _("laki-laki")), ("P", _("perempuan"))],
        widget=forms.RadioSelect,
    )
    ever_married = forms.BooleanField(label=_("Sudah atau pernah kawin"), required=False)
    village = forms.ModelChoiceField(label=_("Desa/kelurahan"), queryset=Region.objects.none())
    address = forms.CharField(label=_("Alamat"), max_length=200, required=False)
    rt = forms.CharField(label="RT", max_length=3, required=False, widget=forms.TextInput(attrs=NUMBER))
    rw = forms.CharField(label="RW", max_length=3, required=False, widget=forms.TextInput(attrs=NUMBER))

    def own(self, region: Region) -> CandidateForm:
        """The form for an officer of one region: only its villages can be chosen."""
        villages = Region.objects.within(region.code).villages()
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]
        self.initial.setdefault("village", villages.first())
        if villages.count() == 1:
            self.fields["village"].widget = forms.HiddenInput()
        return self

    def clean_nik(self) -> Nik:
        """A NIK, or why it is none."""
        try:
            return Nik(self.cleaned_data["nik"])
        except Problem as problem:
            raise forms.ValidationError(problem.text()) from problem

    def clean_family_card(self) -> str:
        """A family card number or nothing."""
        try:
            written = self.cleaned_data["family_card"]
            return FamilyCardNumber(written) if written else ""
        except Problem as problem:
            raise forms.ValidationError(problem.text()) from problem

    def candidate(self) -> Candidate:
        """What was filled in."""
        told = {key: value for key, value in self.cleaned_data.items() if key != "village"}
        return Candidate(**{**told, "sex": Sex(told["sex"])})


class SheetForm(forms.Form):
    """A filled-in sheet."""

    file = forms.FileField(
        label=_("Lembar yang sudah diisi"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )
