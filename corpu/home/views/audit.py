from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpu.home.dashboard import Dashboard, hours_url, roots_of
from corpu.ledger.models import Rate
from corpu.lib.clock import today
from corpu.people.models import Decision, Person
from corpu.people.permissions import may_read_log
from performance.actions import proving
from performance.models import StandingCheck, Target
from performance.periods.models import Closing

NIGHTS = 14
DECISIONS = 8


@login_required
@require_safe
def audit(request):
    """The auditor's desk: is the figure proved, why is it so, and who approved it?"""
    if not may_read_log(request.user):
        raise Http404
    check = proving.latest()
    roots = roots_of(request.user)
    board = Dashboard(roots, roots[0] if len(roots) == 1 else None, today().year, None)
    decisions = Decision.objects.visible_to(request.user)
    closings = Closing.objects.visible_to(request.user)
    context = {
        "check": check,
        "is_late": proving.is_late(check),
        "differing": _differing(request.user, check),
        "nights": StandingCheck.objects.all()[:NIGHTS],
        "board": board,
        "year_text": str(board.year),
        "hours_url": hours_url(board),
        "decisions": decisions.select_related("by", "person")[:DECISIONS],
        "rules": {
            "targets": Target.objects.published().filter(is_on=True).count(),
            "rates": Rate.objects.filter(live=True).count(),
            "closings": closings.count(),
        },
    }
    return render(request, "home/audit.html", context)


def _differing(viewer: Person, check: StandingCheck | None):
    """The people in whom the last proof found a difference, as far as she may look."""
    if check is None or not check.differences:
        return []
    people = Person.objects.visible_to(viewer).filter(pk__in=check.person_ids)
    return people.order_by("name", "pk")
