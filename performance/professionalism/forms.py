from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, Post
from performance.professionalism.models import Category

ORDERS = {
    "low": ["total", "person__name", "pk"],
    "high": ["-total", "person__name", "pk"],
    "name": ["person__name", "pk"],
    "competence": ["competence", "person__name", "pk"],
}
SORTS = {
    "low": _("Lowest index first"),
    "high": _("Highest index first"),
    "competence": _("Least competence first"),
    "name": _("Name"),
}


class PeopleFilter(forms.Form):
    """Which people of a unit are listed; anything unknown falls back to everybody."""

    q = forms.CharField(label=_("Name or NIP"), required=False, max_length=60)
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("All")), *Category.choices]
    )
    kind = forms.ChoiceField(
        label=_("Kind of post"),
        required=False,
        choices=[("", _("All")), *Post.Kind.choices],
    )
    sort = forms.ChoiceField(label=_("Sorted by"), required=False, choices=SORTS.items)

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.input_type = "search"

    def chosen(self, rows):
        """The rows that the filter leaves, in its order."""
        self.is_valid()
        data = self.cleaned_data
        if data.get("category"):
            rows = rows.filter(category=data["category"])
        if data.get("kind"):
            rows = rows.filter(post_kind=data["kind"])
        if data.get("q"):
            rows = rows.filter(person__in=Person.objects.search(data["q"]))
        return rows.order_by(*ORDERS.get(data.get("sort") or "low"))
