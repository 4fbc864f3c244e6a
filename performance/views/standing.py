from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from corpu.people.permissions import may_see_leave
from performance.closing import promises
from performance.forms import ExemptionForm, PetitionForm
from performance.formula import formula_of
from performance.models import Measure, Petition, Standing
from performance.permissions import may_exempt
from performance.queues import wanted_of
from performance.reckoning import reckoning_of
from performance.sentences import forecast_sum, headline, pace_rule, since_month
from performance.wording import rule_of


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
    reckoning = reckoning_of(row)
    promised = _counting(row) if is_open else []
    return {
        "row": row,
        "is_own": row.person_id == request.user.pk,
        "is_open": is_open,
        "headline": headline(row),
        "forecast_sum": forecast_sum(row),
        "pace_rule": pace_rule(row),
        "since_month": since_month(row),
        "reckoning": reckoning,
        "promises": promised,
        **_sums(row, reckoning, promised),
        "may_exempt": may_exempt(request.user, row.person),
        "form": form or ExemptionForm(),
        "formula": formula_of(row),
        "sees_leave": may_see_leave(request.user, row.person),
        "rule": rule_of(row.target),
        **_requests(request.user, row),
    }


def _sums(row: Standing, reckoning, promised) -> dict:
    """What the listed facts and promises come to: booked, forecast, and still missing."""
    booked = sum((jp for _promise, jp in promised), Decimal(0))
    if row.target.measure != Measure.JP:
        booked = row.booked
    missing = max(row.required - reckoning.comes_to, Decimal(0))
    if row.is_exempt or row.target.is_ceiling:
        missing = Decimal(0)
    return {
        "booked_sum": booked,
        "forecast_total": reckoning.comes_to + booked + row.pace,
        "missing": missing,
        "uncovered": max(missing - booked, Decimal(0)),
    }


def _requests(viewer, row: Standing) -> dict:
    """What was asked about this target, and whether the viewer may ask now."""
    rows = Petition.objects.visible_to(viewer)
    rows = rows.filter(person=row.person_id, target=row.target_id, year=row.year)
    found = [(petition, wanted_of(petition)) for petition in rows]
    waits = any(petition.is_open for petition, _wanted in found)
    is_own = row.person_id == viewer.pk
    may_ask = is_own and not waits and not row.target.is_ceiling and not row.is_exempt
    return {"petitions": found, "may_ask": may_ask, "petition_form": PetitionForm()}


def _counting(row: Standing) -> list[tuple]:
    """Promises that count toward the target in its year, with the JP they bring then."""
    return [
        (promise, worth.by_year.get(row.year))
        for promise, worth in promises(row.person)
        if row.target.counts(promise.form_id, promise.form.learning_class)
        and row.year in worth.by_year
    ]
