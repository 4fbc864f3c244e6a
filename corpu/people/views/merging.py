"""Two rows of one person: looked at side by side, then made one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from corpu.lib.refusals import Refused
from corpu.people.actions import merging
from corpu.people.forms.fields import refuse_in
from corpu.people.forms.person import DuplicateForm, MergeForm
from corpu.people.models import Person
from corpu.people.templatetags.people import nip as spaced
from corpu.people.views.acting import hr_only
from corpu.people.views.person_acts import managed_person


@hr_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk):
    """Give up another row of the same person, once both were looked at."""
    person = managed_person(request, pk)
    people = Person.objects.managed_by(request.user).filter(merged_into=None)
    others = people.exclude(pk=person.pk).with_place()
    if request.method == "POST":
        form = MergeForm(request.POST, person=person, people=others)
        if form.is_valid() and _merged(form, person, request.user):
            messages.success(request, _("Merged. Everything is in this row now."))
            return redirect(reverse("people:person", args=[pk]))
        return _page(request, person, form, form.other, 422)
    asked = request.GET if "duplicate" in request.GET else None
    form = DuplicateForm(asked, people=others)
    if asked is None or not form.is_valid():
        return _page(request, person, form, None, 422 if asked is not None else 200)
    other = form.cleaned_data["duplicate"]
    sure = MergeForm(initial={"duplicate": other}, person=person, people=others)
    return _page(request, person, sure, other)


def _merged(form: MergeForm, person: Person, by: Person) -> bool:
    data = form.cleaned_data
    try:
        merging.merge(data["duplicate"], into=person, by=by, reason=data["reason"])
    except Refused as refusal:
        refuse_in(form, refusal)
        return False
    return True


def _page(request, person: Person, form, other: Person | None, status: int = 200):
    context = {"person": person, "form": form, "other": other, "status": status}
    if other:
        context |= {
            "compared": _compared(person, other),
            "signed": merging.signed_by_both(other, person),
            "moves": merging.what_moves(other),
        }
    return render(request, "people/merge.html", context, status=status)


def _compared(person: Person, other: Person) -> list[tuple]:
    """What tells whether two rows are one person: (what, of the one, of the other)."""
    asked = {
        _("NIP"): lambda row: spaced(row.nip),
        _("Born on"): lambda row: (
            date_format(row.born_on, "j F Y") if row.born_on else ""
        ),
        _("In service since"): lambda row: (
            date_format(row.appointed_on, "j F Y") if row.appointed_on else ""
        ),
        _("Post"): lambda row: row.post or "",
        _("Unit"): lambda row: row.unit or "",
        _("E-mail"): lambda row: row.email or "",
    }
    return [(label, of(person), of(other)) for label, of in asked.items()]
