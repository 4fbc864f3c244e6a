from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from performance.models import Standing
from performance.nudges.models import FlagWatch
from performance.nudges.plans import closing_plan
from performance.permissions import may_see_units

PAGE = 30


@login_required
@require_safe
def plan(request, pk: int):
    """The closing plan of one standing: for the person, her leaders, HR and auditors."""
    rows = Standing.objects.visible_to(request.user).with_target()
    row = get_object_or_404(rows.select_related("person__unit", "unit"), pk=pk)
    context = {
        "row": row,
        "is_own": row.person_id == request.user.pk,
        "plan": closing_plan(row),
        "watch": FlagWatch.objects.filter(standing=row).first(),
    }
    return render(request, "performance/nudges/plan.html", context)


@login_required
@require_safe
def watched(request):
    """Flags that nothing has answered, those passed on furthest first."""
    if not may_see_units(request.user):
        raise Http404
    rows = FlagWatch.objects.visible_to(request.user).silent_longest_first()
    rows = rows.select_related("standing__person__unit", "standing__target")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "performance/nudges/watched.html", {"page": page})
