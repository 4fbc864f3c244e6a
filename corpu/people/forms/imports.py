from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A bulk file."""

    kind = forms.ChoiceField(label=_("What the file holds"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV. Nothing changes before you have seen the preview."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
