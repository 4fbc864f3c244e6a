from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.people.forms.fields import UnitField


class NewUnitForm(forms.Form):
    """A unit below another."""

    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Letters, digits and dashes.")
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    parent = UnitField(label=_("Parent unit"), empty_label=_("none: an institution"))

    def __init__(self, *args, units, may_be_root=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(units)
        self.fields["parent"].required = not may_be_root


class RenameUnitForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Name"), max_length=200)


class MoveUnitForm(forms.Form):
    """Another parent. The preview comes first, the move with `confirmed`."""

    parent = UnitField(label=_("New parent unit"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(units)
