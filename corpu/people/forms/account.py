from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.people.forms.fields import UnitField


class ActivateForm(forms.Form):
    """NIP and code from the paper, and a first password."""

    nip = forms.CharField(
        label=_("NIP"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "username"}
        ),
    )
    code = forms.CharField(
        label=_("Activation code"),
        max_length=20,
        help_text=_("10 letters and digits, from your HR office."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 8 signs. A sentence of a few words is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        """Both passwords are one."""
        data = super().clean()
        if data.get("password") != data.get("again"):
            self.add_error("again", _("The two passwords differ. Enter the same twice."))
        return data


class AccountForm(forms.Form):
    """What a person sets for herself."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("id", "Bahasa Indonesia"), ("en", "English")]
    )
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)


class CodesForUnitForm(forms.Form):
    """Codes for everyone in a unit who has never signed in."""

    unit = UnitField(label=_("Unit"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)
