from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from performance.shares import shared_with


@login_required
@require_safe
def shares(request):
    """Targets that a leader shares with another by days: of who came and of who went."""
    if not request.user.is_leader:
        raise PermissionDenied
    text, this = request.GET.get("year", ""), today().year
    year = int(text) if text.isdecimal() and len(text) == 4 else this
    context = {
        "year": year,
        "years": [this, this - 1],
        "rows": shared_with(request.user, year),
    }
    return render(request, "performance/shares.html", context)
