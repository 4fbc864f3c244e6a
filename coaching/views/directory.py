"""The directory of coaches and groups, proposals with reasons, and a request."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.actions.engagements import ask_for_coaching, join_circle
from coaching.actions.matching import propose, usual_kind
from coaching.clocks import clock_of
from coaching.models import LANGUAGES, Circle, Coach, Kind, Means, TimeZone
from coaching.pair_forms import AskForm, JoinForm
from coaching.permissions import in_one_line
from corpu.lib.refusals import Refused
from corpu.skills.models import Competence


@login_required
@require_safe
def coaches(request):
    """Coaches that can be asked: first who fits and why, then all by what one seeks."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    rows = Coach.objects.active().with_load().with_hours().exclude(person=request.user)
    rows = _filtered(rows, asked)
    rows = rows.select_related("person__unit", "person__post")
    rows = rows.prefetch_related("competences")
    context = {
        "page": Paginator(rows, 12).get_page(request.GET.get("page")),
        "asked": asked,
        "seeks": any(asked.values()) or "page" in request.GET,
        "competences": Competence.objects.filter(coaches__isnull=False).distinct(),
        "kinds": Kind.objects.filter(is_active=True),
        "languages": LANGUAGES,
        "means": Means.choices,
    }
    return render(request, "coaching/coaches.html", context)


FILTERS = ("q", "kind", "competence", "language", "means", "room")


def _filtered(rows, asked: dict):
    if asked["q"]:
        words = Q(person__name__icontains=asked["q"]) | Q(about__icontains=asked["q"])
        rows = rows.filter(words | Q(city__icontains=asked["q"]))
    if asked["kind"]:
        rows = rows.filter(offers__kind=asked["kind"])
    if asked["competence"]:
        rows = rows.filter(competences__code=asked["competence"])
    if asked["language"]:
        rows = rows.filter(languages__contains=f",{asked['language']},")
    if asked["means"] in (Means.ONLINE, Means.ON_SITE):
        rows = rows.filter(means__in=[asked["means"], Means.BOTH])
    return rows.filter(load__lt=F("capacity")) if asked["room"] else rows


@login_required
@require_safe
def fitting(request):
    """Who fits me, and why: on a page of its own, or as a part of the directory."""
    kind = request.GET.get("kind", "") or usual_kind()
    circles = Circle.objects.open().with_members()
    context = {
        "proposals": propose(request.user, kind=kind),
        "circles": circles.select_related("coach__person", "kind")[:6],
    }
    part = getattr(request, "htmx", False)
    name = "coaching/parts/fitting.html" if part else "coaching/fitting.html"
    return render(request, name, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def coach(request, public_id):
    """One coach, with her free times and the form to ask her."""
    rows = Coach.objects.active().with_load().with_hours()
    rows = rows.select_related("person__unit", "person__post", "rating_sum")
    entry = get_object_or_404(rows, public_id=public_id)
    form = AskForm(request.POST or None, coach=entry)
    if request.method == "POST" and form.is_valid():
        try:
            pair = ask_for_coaching(
                entry, coachee=request.user, **{"purpose": "", **form.cleaned_data}
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Your request is on its way."))
            return redirect("coaching:engagement", pair.public_id)
    clock = clock_of(request, entry.time_zone)
    context = {
        "entry": entry,
        "form": form,
        "is_self": entry.person_id == request.user.pk,
        "in_line": in_one_line(entry.person, request.user),
        "free": max(0, entry.capacity - entry.load),
        "credentials": entry.credentials.checked(),
        "circles": entry.circles.open().with_members().select_related("kind"),
        "slots": entry.slots.free()[:6],
        "rating": getattr(entry, "rating_sum", None),
        "clock": clock,
        "clocks": TimeZone,
    }
    status = 422 if form.errors else 200
    return render(request, "coaching/coach.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle(request, public_id):
    """One group, with the form to join it."""
    rows = Circle.objects.visible_to(request.user).with_members()
    rows = rows.select_related("coach__person", "kind", "competence")
    group = get_object_or_404(rows, public_id=public_id)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pair = join_circle(
                group, coachee=request.user, purpose=form.cleaned_data.get("purpose", "")
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("You are in this group now."))
            return redirect("coaching:engagement", pair.public_id)
    is_mine = group.coach.person_id == request.user.pk
    live = group.engagements.live()
    context = {
        "circle": group,
        "form": form,
        "is_mine": is_mine,
        "members": live.with_pair().order_by("coachee__name") if is_mine else [],
        "membership": live.filter(coachee=request.user).first(),
        "free": max(0, group.places - group.members),
    }
    status = 422 if form.errors else 200
    return render(request, "coaching/circle.html", context, status=status)
