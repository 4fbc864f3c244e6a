"""What coaching is about in the units that a leader or HR answers for: totals alone."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coaching import rules, topic_totals


@login_required
@require_safe
def topics(request):
    """One finished quarter, by category, for five people or more."""
    if not (request.user.is_leader or request.user.has_role("hr")):
        raise PermissionDenied
    offered = topic_totals.quarters()
    asked = request.GET.get("quarter")
    quarter = next((each for each in offered if each.code == asked), offered[0])
    found = topic_totals.totals_of(topic_totals.units_of(request.user), quarter)
    context = {
        "quarter": quarter,
        "quarters": offered,
        "totals": found,
        "bars": [
            (row.topic, row.people) for row in found or [] if row.people is not None
        ],
        "hides": any(row.people is None for row in found or []),
        "least": rules.LEAST_PEOPLE,
    }
    return render(request, "coaching/topics.html", context)
