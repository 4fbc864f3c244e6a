"""Paths for the agency that runs them, and for mentors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.downloads import download
from corpu.lib.keys import key_of
from corpu.people.models import Provider
from learning.models import ProviderPage
from learning.paths.actions import memberships
from learning.paths.forms import MentorForm
from learning.paths.models import Cohort, Membership, Path, StepDone
from learning.paths.permissions import may_run
from learning.paths.progress import progress_of

State = Membership.State


@login_required
@require_safe
def agency(request):
    """The agency's paths, with their cohorts, how far people are, and the milestones
    that no mentor reads."""
    providers = Provider.objects.of(request.user)
    if not providers:
        raise Http404
    rows = Path.objects.of_provider_staff(request.user).select_related("provider")
    rows = rows.annotate(
        going=Count("memberships", filter=Q(memberships__state=State.ACTIVE)),
        completed=Count("memberships", filter=Q(memberships__state=State.COMPLETED)),
    ).prefetch_related("cohorts")
    context = {
        "paths": rows.order_by("title"),
        "shelves": list(ProviderPage.objects.filter(provider__in=providers)),
        "waiting": _without_mentor(request.user),
        "is_mentor": Membership.objects.joined().filter(mentor=request.user).exists(),
    }
    return render(request, "learning/paths/agency.html", context)


def _without_mentor(viewer) -> list[StepDone]:
    """Handed in by members whom nobody accompanies: the agency itself answers."""
    paths = Path.objects.of_provider_staff(viewer).select_related("provider")
    run = [path.pk for path in paths if may_run(viewer, path)]
    rows = StepDone.objects.filter(
        state=StepDone.State.HANDED_IN,
        membership__path__in=run,
        membership__state=State.ACTIVE,
    ).filter(Q(membership__mentor=None) | Q(membership__mentor__is_active=False))
    rows = rows.exclude(membership__person=viewer)
    return list(
        rows.select_related("step", "membership__person").order_by("handed_in_at")[:50]
    )


def _cohort(request, key) -> Cohort:
    rows = Cohort.objects.select_related("path__provider")
    own = Path.objects.of_provider_staff(request.user)
    seen = rows.filter(Q(path__in=own) | Q(mentors=request.user)).distinct()
    return get_object_or_404(seen, key=key)


def _members(cohort: Cohort):
    rows = cohort.memberships.joined().select_related(
        "person__unit", "mentor", "version", "cohort", "path__provider"
    )
    return rows.order_by("person__name", "pk")


@login_required
@require_safe
def cohort(request, key):
    """Members with their progress, and the mentors."""
    return _show(request, _cohort(request, key), MentorForm())


def _show(request, found: Cohort, form: MentorForm, status: int = 200):
    page = Paginator(_members(found), 50).get_page(request.GET.get("page"))
    context = {
        "cohort": found,
        "page": page,
        "rows": progress_of(list(page)),
        "mentors": found.mentors.annotate(
            members=Count(
                "pk", filter=Q(pk__in=found.memberships.going().values("mentor"))
            )
        ).order_by("name"),
        "may_run": may_run(request.user, found.path),
        "form": form,
    }
    return render(request, "learning/paths/cohort.html", context, status=status)


@login_required
@require_POST
def mentors(request, key):
    """Add a mentor, or let one go."""
    found = _cohort(request, key)
    if not may_run(request.user, found.path):
        raise PermissionDenied
    if gone := request.POST.get("remove", ""):
        mentor = get_object_or_404(found.mentors, pk=key_of(gone))
        memberships.remove_mentor(found, mentor, by=request.user)
        messages.success(request, _("The mentor was taken off."))
        return redirect("paths:cohort", key=key)
    form = MentorForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, 422)
    memberships.add_mentor(found, form.cleaned_data["mentor"], by=request.user)
    messages.success(request, _("The mentor was added."))
    return redirect("paths:cohort", key=key)


@login_required
@require_safe
def members_csv(request, key):
    """The list as a file that spreadsheets open."""
    found = _cohort(request, key)
    rows = progress_of(list(_members(found)))
    head = [_("Name"), _("Unit"), _("Mentor"), _("State"), _("Steps done"), _("Of")]
    lines = (
        [
            row.membership.person.full_name,
            str(row.membership.person.unit or ""),
            row.membership.mentor.full_name if row.membership.mentor else "",
            row.membership.get_state_display(),
            row.done,
            row.required,
        ]
        for row in rows
    )
    return download(f"{found.path.slug}-{found.starts_on}", head, lines, "csv")


@login_required
@require_safe
def mentoring(request):
    """Whom I accompany, those who wait for my answer first."""
    mine = Membership.objects.joined().filter(mentor=request.user)
    mine = mine.select_related("person__unit", "version", "cohort", "path__provider")
    waiting = StepDone.objects.filter(
        membership__in=mine, state=StepDone.State.HANDED_IN
    ).select_related("step", "membership__person")
    page = Paginator(mine.order_by("state", "person__name", "pk"), 30)
    page = page.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": progress_of(list(page)),
        "waiting": waiting.order_by("handed_in_at"),
    }
    return render(request, "learning/paths/mentoring.html", context)
