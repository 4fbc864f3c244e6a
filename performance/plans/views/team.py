"""The leader's page: people by stage, start the year, sign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused
from performance.plans import office
from performance.plans import team as table
from performance.plans.actions import dialogue, starting
from performance.plans.calendars import deadlines_of
from performance.plans.models import Plan
from performance.plans.views.plan import asked_year

PAGE = 30


@login_required
@require_safe
def team(request):
    """My people by stage of the cycle, and for whom each plan waits."""
    _check(request)
    year = asked_year(request)
    rows = table.rows_of(request.user, year)
    stage, waits = request.GET.get("stage", ""), request.GET.get("waits", "")
    chosen = [
        row
        for row in rows
        if (not stage or row.stage == stage) and (not waits or row.waits_for == waits)
    ]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    counts = table.stage_counts(rows)
    context = {
        "year": year,
        "year_text": str(year),
        "years": [year + 1, year, year - 1],
        "page": page,
        "total": len(rows),
        "stage": stage,
        "waits": waits,
        "mine": sum(row.waits_for == table.ME for row in rows),
        "unbegun": sum(not row.is_begun for row in rows),
        "to_sign": sum(row.may_sign for row in rows),
        "stages": [(key, office.STAGES[key], number) for key, number in counts.items()],
        "deadlines": deadlines_of(year),
    }
    return render(request, "performance/plans/team.html", context)


@login_required
@require_POST
def start_team(request):
    """Begin the year for everybody, or for those who are chosen."""
    _check(request)
    year = asked_year(request)
    people = table.people_of(request.user, year).with_place()
    chosen = [key_of(text) for text in request.POST.getlist("person")]
    if chosen:
        people = people.filter(pk__in=chosen)
    number = starting.start_team(people, year, by=request.user)
    text = ngettext(
        "The year was started for %(number)s person.",
        "The year was started for %(number)s people.",
        number,
    )
    messages.success(request, text % {"number": number})
    return redirect(f"{request.path_info.removesuffix('start/')}?year={year}")


@login_required
@require_POST
def sign_team(request):
    """Sign the chosen plans at once; what cannot be signed is said and left."""
    _check(request)
    year = asked_year(request)
    chosen = [key_of(text) for text in request.POST.getlist("plan")]
    plans = Plan.objects.led_by(request.user).filter(pk__in=chosen, year=year)
    signed = 0
    for plan in plans.with_people():
        try:
            dialogue.sign(plan, by=request.user)
            signed += 1
        except Refused as refusal:
            messages.error(request, f"{plan.person}: {refusal.message}")
    text = ngettext(
        "You have signed %(number)s plan.", "You have signed %(number)s plans.", signed
    )
    messages.success(request, text % {"number": signed})
    return redirect(f"{request.path_info.removesuffix('sign/')}?year={year}")


def _check(request) -> None:
    if not (request.user.is_leader or request.user.stands_in_for()):
        raise Http404
