"""Form fields with the classes, help and errors that the look gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

Shape = Literal["line", "check", "choices"]


@dataclass(frozen=True)
class Control:
    """One field ready to show: its drawn control, and ids that tie label, help and errors to it."""

    bound: BoundField
    shape: Shape
    html: SafeString
    errors: list[str] = field(default_factory=list)

    @property
    def optional(self) -> bool:
        """Whether it may stay empty; said in words, since most fields may not."""
        return not self.bound.field.required and self.shape != "check"


def control(bound: BoundField, *, autofocus: bool = False) -> Control:
    """Draw one field with our classes and its errors and help named for readers aloud."""
    shape = _shape(bound.field.widget)
    own = str(bound.field.widget.attrs.get("class", ""))
    classes = f"{_classes(bound.field.widget, shape, bool(bound.errors))} {own}".strip()
    attrs: dict[str, str | bool] = {"class": classes} if classes else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if autofocus:
        attrs["autofocus"] = True
    return Control(bound, shape, bound.as_widget(attrs=attrs), [str(error) for error in bound.errors])


def _shape(widget: forms.Widget) -> Shape:
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    return "line"


def _classes(widget: forms.Widget, shape: Shape, wrong: bool) -> str:
    if shape == "choices":
        return ""  # Django would put it on the list around the choices
    if shape == "check":
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    return f"{kind} is-invalid" if wrong else kind
