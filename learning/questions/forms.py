"""Shape and cleaning of what people type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.skills.models import Competence
from learning.questions.models import Category, Question, QuestionImport

MOST_BYTES = 5 * 1024 * 1024


class BankForm(forms.Form):
    """Which questions the list shows."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Category"),
        required=False,
        empty_label=_("All categories"),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *Question.State.choices],
    )

    def __init__(self, *args, provider, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(provider=provider)


class ImportForm(forms.Form):
    """A file, or text pasted, and where its questions go."""

    format = forms.ChoiceField(label=_("Format"), choices=QuestionImport.Format.choices)
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("Text in UTF-8, at most 5 MB.")
    )
    text = forms.CharField(
        label=_("Or paste the questions"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Category"),
        required=False,
        empty_label=_("A new category"),
    )
    new_category = forms.CharField(
        label=_("Name of the new category"), required=False, max_length=120
    )
    keeps_categories = forms.BooleanField(
        label=_("Use the categories that the file names"), required=False
    )
    competence = forms.ModelChoiceField(
        Competence.objects.all(),
        label=_("Competence"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args, provider, **kwargs):
        super().__init__(*args, **kwargs)
        self.provider = provider
        self.fields["category"].queryset = Category.objects.filter(provider=provider)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it."))
        return file

    def clean(self):
        data = super().clean()
        if not data.get("file") and not (data.get("text") or "").strip():
            self.add_error("file", _("Choose a file, or paste the questions below."))
        if not data.get("category") and not (data.get("new_category") or "").strip():
            self.add_error(
                "new_category", _("Choose a category, or name a new one for them.")
            )
        return data

    def data_bytes(self) -> bytes:
        """What was sent, whichever way."""
        file = self.cleaned_data.get("file")
        return file.read() if file else self.cleaned_data["text"].encode()
