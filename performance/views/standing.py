from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from performance.closing import promises
from performance.forms import ExemptionForm
from performance.models import Standing
from performance.permissions import may_exempt
from performance.reckoning import reckoning_of
from performance.sentences import forecast_sum, headline, pace_rule


@login_required
@require_safe
def standing(request, pk: int):
    """The facts, the rule and the reckoning behind one standing."""
    return render(request, "performance/standing.html", page_of(request, pk))


def page_of(request, pk: int, form: ExemptionForm | None = None) -> dict:
    """What the page shows; `form` holds what HR typed if it was refused."""
    rows = Standing.objects.visible_to(request.user).with_target()
    row = get_object_or_404(rows.select_related("person", "unit"), pk=pk)
    is_open = row.year >= today().year
    return {
        "row": row,
        "is_own": row.person_id == request.user.pk,
        "is_open": is_open,
        "headline": headline(row),
        "forecast_sum": forecast_sum(row),
        "pace_rule": pace_rule(row),
        "reckoning": reckoning_of(row),
        "promises": _counting(row) if is_open else [],
        "may_exempt": may_exempt(request.user, row.person),
        "form": form or ExemptionForm(),
    }


def _counting(row: Standing) -> list[tuple]:
    """Promises that count toward the target in its year, with the JP they bring then."""
    return [
        (promise, worth.by_year.get(row.year))
        for promise, worth in promises(row.person)
        if row.target.counts(promise.form_id, promise.form.learning_class)
        and row.year in worth.by_year
    ]
