from django import forms

from corpu.notices.models import NoticeSetting
from corpu.notices.sentences import GROUPS, kinds_of


class NoticeSettingsForm(forms.Form):
    """One box for each group that has notices; the absent setting means yes."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        kept = dict(
            NoticeSetting.objects.filter(person=person).values_list("group", "mail")
        )
        for group, label in GROUPS.items():
            if kinds_of(group):
                self.fields[group] = forms.BooleanField(
                    label=label, required=False, initial=kept.get(group, True)
                )

    def wishes(self) -> dict[str, bool]:
        """Group to whether mail is wanted."""
        return dict(self.cleaned_data)
