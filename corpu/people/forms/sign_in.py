from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Asks for a NIP or an e-mail address; spaces in a NIP are forgiven."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("NIP or e-mail")
        self.fields["login"].widget.attrs["placeholder"] = ""

    def clean_login(self):
        login = self.cleaned_data["login"]
        digits = login.replace(" ", "")
        return digits if digits.isdigit() else super().clean_login()
