"""The home of a training agency's staff: their courses and who takes them."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from corpu.people.models import Provider
from learning.actions import invitations, publishing
from learning.agency import (
    courses_of,
    drafts_of,
    results_of,
    reviews_of,
    times_of,
    work_of,
)
from learning.course_figures import with_figures
from learning.forms import InviteForm, ReasonForm
from learning.models import Course, Enrolment, ProviderPage
from learning.permissions import may_see_participants, may_withdraw_course

# What the list of participants can be narrowed to.
SHOWN = {
    "requested": (gettext_lazy("Waiting"), {"state": Enrolment.State.REQUESTED}),
    "learning": (gettext_lazy("Learning"), {"state": Enrolment.State.ENROLLED}),
    "completed": (gettext_lazy("Completed"), {"state": Enrolment.State.COMPLETED}),
    "used": (
        gettext_lazy("Used at work"),
        {"state": Enrolment.State.COMPLETED, "use__state": "confirmed"},
    ),
}


def _providers(request):
    """The agencies at which the reader works; others find nothing here."""
    providers = Provider.objects.of(request.user)
    if not providers:
        raise Http404
    return providers


def _course(request, slug: str) -> Course:
    rows = Course.objects.of_provider_staff(request.user)
    rows = rows.select_related("provider", "activity__form", "current")
    return get_object_or_404(rows, slug=slug)


@login_required
@require_safe
def agency(request):
    """Courses with their figures, what waits for review, and the way to the editor."""
    providers = _providers(request)
    pages = ProviderPage.objects.filter(provider__in=providers).select_related("provider")
    page = Paginator(courses_of(providers), 20).get_page(request.GET.get("page"))
    with_figures(list(page.object_list))
    runs = {row.pk for row in page if may_see_participants(request.user, row)}
    reviews = reviews_of(request.user)
    here = {state.workflow_state.object_id for state in reviews}
    context = {
        "agencies": pages,
        "page": page,
        "runs": runs,
        "reviews": reviews,
        "drafts": [row for row in drafts_of(providers) if str(row.pk) not in here],
        "work": work_of(request.user, providers),
        "may_write": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "learning/agency.html", context)


@login_required
@require_safe
def participants(request, slug: str):
    """Who takes the course: names, units and states, nothing more."""
    course = _course(request, slug)
    if not may_see_participants(request.user, course):
        raise PermissionDenied
    show = request.GET.get("show", "")
    rows = _participants(course).filter(**SHOWN[show][1] if show in SHOWN else {})
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "course": course,
        "page": page,
        "show": show if show in SHOWN else "",
        "shown": [(code, label) for code, (label, _rows) in SHOWN.items()],
        "results": results_of(course),
        "times": times_of(course),
        "may_withdraw": may_withdraw_course(request.user, course),
        "form": ReasonForm(),
        "invite_form": InviteForm(),
        "editor": reverse("wagtailadmin_pages:edit", args=[course.page_id]),
    }
    return render(request, "learning/participants.html", context)


def _participants(course: Course):
    rows = Enrolment.objects.filter(course=course).select_related("person__unit")
    return rows.with_progress().order_by("person__name", "pk")


@login_required
@require_safe
def participants_csv(request, slug: str):
    """The same list as a file that spreadsheets open."""
    course = _course(request, slug)
    if not may_see_participants(request.user, course):
        raise PermissionDenied
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{course.slug}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("Name"), _("Unit"), _("State"), _("Since"), _("Completed")])
    for row in _participants(course).iterator(chunk_size=500):
        writer.writerow([_safe(cell) for cell in _cells(row)])
    return response


def _cells(row: Enrolment) -> list:
    return [
        row.person.full_name,
        row.person.unit or "",
        row.get_state_display(),
        f"{row.asked_at:%Y-%m-%d}",
        f"{row.completed_at:%Y-%m-%d}" if row.completed_at else "",
    ]


def _safe(cell) -> str:
    """Text that a spreadsheet does not take for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


@login_required
@require_POST
def invite(request, slug: str):
    """Invite one civil servant, by NIP and name together."""
    course = _course(request, slug)
    if not may_see_participants(request.user, course):
        raise PermissionDenied
    form = InviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the NIP and the name."))
    elif (person := form.person()) is None:
        text = _("No civil servant has this NIP and this name together. Check both.")
        messages.error(request, text)
    else:
        invitations.invite(person, course, by=request.user)
        messages.success(request, _("%(name)s is invited.") % {"name": person.full_name})
    return redirect("learning:participants", slug=slug)


@login_required
@require_POST
def withdraw(request, slug: str):
    """Take a course out of the catalogue; those who have begun may finish."""
    course = _course(request, slug)
    if not may_withdraw_course(request.user, course):
        raise PermissionDenied
    form = ReasonForm(request.POST)
    if form.is_valid():
        publishing.take_out(course, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The course is out of the catalogue."))
    else:
        messages.error(request, _("Say why, so that colleagues understand."))
    return redirect("learning:participants", slug=slug)
