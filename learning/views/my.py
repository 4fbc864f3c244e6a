"""My learning: what goes on, what waits, what is done."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.catalogue import suggestions
from learning.models import Enrolment

State = Enrolment.State
WAITING = [State.REQUESTED, State.INVITED]
ENDED = [State.REFUSED, State.WITHDRAWN, State.EXPIRED]


@login_required
@require_safe
def my(request):
    """Ongoing with progress, waiting, finished; and where nothing is, what to do."""
    mine = Enrolment.objects.filter(person=request.user).with_progress()
    done = mine.filter(state=Enrolment.State.COMPLETED).order_by("-completed_at")
    ongoing = list(mine.ongoing().order_by("-last_seen_at", "-asked_at")[:50])
    context = {
        "ongoing": ongoing,
        "waiting": list(mine.filter(state__in=WAITING).select_related("invited_by")[:50]),
        "ended": list(mine.filter(state__in=ENDED)[:5]),
        "page": Paginator(done, 12).get_page(request.GET.get("page")),
        "suggestions": suggestions(request.user),
    }
    return render(request, "learning/my.html", context)
