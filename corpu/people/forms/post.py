from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Post


class PostFields(forms.Form):
    """A post by name, kind and level. A form cannot list 70,900 names of posts."""

    post_name = forms.CharField(label=_("Post"), max_length=200)
    post_kind = forms.ChoiceField(label=_("Kind of post"), choices=Post.Kind.choices)
    post_level = forms.CharField(
        label=_("Level"),
        max_length=40,
        required=False,
        help_text=_("For example: administrator, pengawas, ahli muda."),
    )

    def place(self) -> dict:
        """What was entered, without the post's three fields and the reason."""
        own = {"post_name", "post_kind", "post_level", "reason"}
        return {k: v for k, v in self.cleaned_data.items() if k not in own}

    def post(self) -> dict:
        """Name, kind and level, for `actions.posts.post_named`."""
        data = self.cleaned_data
        return {
            "name": data["post_name"],
            "kind": data["post_kind"],
            "level": data["post_level"],
        }
