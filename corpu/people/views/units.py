from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused
from corpu.people.actions import units as actions
from corpu.people.forms.fields import refuse_in
from corpu.people.forms.unit import MoveUnitForm, NewUnitForm, RenameUnitForm
from corpu.people.models import Person, Role, Unit
from corpu.people.permissions import is_hr, is_national_hr
from corpu.people.views.acting import ActPage, hr_only, office_only, posted
from corpu.people.views.person_acts import FORM

OFFICES = (Role.HR, Role.AUDITOR)


def managed_unit(request, pk) -> Unit:
    """The unit, if the reader keeps it; 404 otherwise."""
    return get_object_or_404(Unit.objects.managed_by(request.user), pk=pk)


@office_only
@require_safe
def units(request):
    """The tree: one level open at a time, so that it stays small."""
    seen = Unit.objects.managed_by(request.user, *OFFICES)
    inside = seen.values("pk")
    tops = seen.exclude(parent__in=inside)
    top = key_of(request.GET.get("unit"))
    here = get_object_or_404(seen, pk=top) if top else None
    shown = seen.filter(parent=here) if here else tops
    people = Count("people", filter=Q(people__is_active=True), distinct=True)
    rows = shown.annotate(
        people_here=people, units_below=Count("children", distinct=True)
    )
    above = seen.filter(pk__in=here.ancestor_ids) if here else Unit.objects.none()
    if here is None and tops.count() == 1:
        return redirect(f"{request.path}?unit={tops.get().pk}")
    context = {
        "here": here,
        "rows": rows.order_by("closed_on", "name"),
        "above": above.order_by("path"),
        "people_below": _people_below(here) if here else 0,
        "people_here": here.people.filter(is_active=True).count() if here else 0,
        "may_change": is_hr(request.user)
        and (
            here is None
            or Unit.objects.managed_by(request.user).filter(pk=here.pk).exists()
        ),
        "may_move": here is not None and (here.parent_id or is_national_hr(request.user)),
    }
    return render(request, "people/units.html", context)


def _people_below(unit: Unit) -> int:
    return Person.objects.in_subtree(unit).filter(is_active=True).count()


def _page_of(unit: Unit | None) -> str:
    return reverse("people:units") + (f"?unit={unit.pk}" if unit else "")


@hr_only
@require_http_methods(FORM)
def new(request):
    """Create a unit."""
    parent = key_of(request.GET.get("parent"))
    choices = Unit.objects.managed_by(request.user).open()
    initial = {"parent": parent or None}
    form = NewUnitForm(
        posted(request), initial=initial, units=choices,
        may_be_root=is_national_hr(request.user),
    )  # fmt: skip
    above = choices.filter(pk=parent).first() if parent else None
    page = ActPage(
        title=_("New unit"),
        submit=_("Create"),
        done=_("The unit was created."),
        back=_page_of(above),
    )
    return page.answer(
        request, form, lambda f: actions.create_unit(by=request.user, **f.cleaned_data)
    )


@hr_only
@require_http_methods(FORM)
def rename(request, pk):
    """Give a unit another name."""
    unit = managed_unit(request, pk)
    page = ActPage(
        title=_("Rename %(unit)s") % {"unit": unit},
        submit=_("Rename"),
        done=_("The unit has its new name."),
        back=_page_of(unit),
    )
    form = RenameUnitForm(posted(request), initial={"name": unit.name})
    return page.answer(
        request,
        form,
        lambda f: actions.rename_unit(unit, by=request.user, **f.cleaned_data),
    )


@hr_only
@require_http_methods(FORM)
def move(request, pk):
    """A reorganisation: first what it touches, then the move."""
    unit = managed_unit(request, pk)
    choices = Unit.objects.managed_by(request.user).open()
    choices = choices.exclude(path__startswith=unit.path)
    form = MoveUnitForm(posted(request), units=choices)
    context = {"form": form, "unit": unit, "back": _page_of(unit)}
    if request.method == "POST" and form.is_valid():
        parent = form.cleaned_data["parent"]
        if "confirmed" in request.POST:
            try:
                actions.move_unit(unit, parent=parent, by=request.user)
            except Refused as refusal:
                refuse_in(form, refusal)
            else:
                messages.success(request, _("The unit was moved with all below it."))
                return redirect(_page_of(unit))
        else:
            units_moved, people_moved = actions.who_moves(unit)
            context |= {"parent": parent, "units": units_moved, "people": people_moved}
            moved = Person.objects.in_subtree(unit).filter(is_active=True)
            context["some"] = moved.with_place()[:50]
    return render(
        request, "people/unit_move.html", context, status=422 if form.errors else 200
    )


@hr_only
@require_POST
def close(request, pk):
    """Close an empty unit."""
    unit = managed_unit(request, pk)
    actions.close_unit(unit, by=request.user)
    messages.success(request, _("The unit was closed. Its history stays."))
    return redirect(_page_of(unit))


@hr_only
@require_POST
def reopen(request, pk):
    """Open a closed unit again."""
    unit = managed_unit(request, pk)
    actions.reopen_unit(unit, by=request.user)
    messages.success(request, _("The unit is open again."))
    return redirect(_page_of(unit))
