from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.people.actions import grants
from corpu.people.forms.roles import RoleForm
from corpu.people.models import Person, Role, RoleGrant, Unit
from corpu.people.permissions import is_hr
from corpu.people.views.acting import ActPage, hr_only, office_only, posted
from corpu.people.views.person_acts import FORM, managed_person, page_of

OFFICES = (Role.HR, Role.AUDITOR)


@office_only
@require_safe
def roles(request):
    """Who holds which role, now and before."""
    people = Person.objects.managed_by(request.user, *OFFICES)
    rows = RoleGrant.objects.filter(person__in=people)
    rows = rows.select_related("person__unit", "person__post", "unit", "provider")
    role = request.GET.get("role", "")
    if role in Role.values:
        rows = rows.filter(role=role)
    if request.GET.get("ended") != "1":
        rows = rows.active()
    rows = rows.order_by("role", "person__name", "pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "roles": Role.choices, "role": role}
    context |= {
        "ended": request.GET.get("ended") == "1",
        "may_change": is_hr(request.user),
    }
    return render(request, "people/roles.html", context)


@hr_only
@require_http_methods(FORM)
def new(request, pk=None):
    """Give a role, to one person or to anyone in the reader's care."""
    person = managed_person(request, pk) if pk else None
    form = RoleForm(
        posted(request),
        people=Person.objects.managed_by(request.user).filter(is_active=True),
        units=Unit.objects.managed_by(request.user).open(),
        person=person,
    )
    name = person.full_name if person else ""
    page = ActPage(
        title=_("New role for %(name)s") % {"name": name} if person else _("New role"),
        submit=_("Give the role"),
        done=_("The role was given."),
        back=page_of(person) if person else reverse("people:roles"),
    )

    def act(form):
        values = dict(form.cleaned_data)
        holder = values.pop("person", None) or person
        grants.give_role(holder, by=request.user, **values)

    return page.answer(request, form, act)


@hr_only
@require_POST
def end(request, pk):
    """Take a role."""
    people = Person.objects.managed_by(request.user)
    grant = get_object_or_404(RoleGrant.objects.filter(person__in=people), pk=pk)
    grants.end_role(grant, by=request.user)
    messages.success(request, _("The role was taken."))
    if request.POST.get("next") == "roles":
        return redirect("people:roles")
    return redirect(page_of(grant.person))
