from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from performance.development.demand import (
    NONE,
    by_competence,
    cells,
    chosen,
    jp_of,
    without_competence,
)
from performance.development.forms import DemandForm
from performance.development.permissions import may_see_demand
from performance.development.rules import SMALLEST_GROUP
from performance.development.views.asked import asked_year, year_tabs


@login_required
@require_safe
def demand(request):
    """What agreed plans ask of training agencies, in numbers without names."""
    if not may_see_demand(request.user):
        raise Http404
    year = asked_year(request)
    asked = request.GET.copy()
    is_without = asked.get("competence") == NONE
    if is_without:
        asked.pop("competence")
    form = DemandForm(asked)
    found = chosen(cells(year), form.cleaned_data if form.is_valid() else {})
    if is_without:
        found = without_competence(found)
    asked.pop("competence", None)
    context = {
        "form": form,
        "year": year,
        "year_text": str(year),
        "years": year_tabs(year),
        "cells": found,
        "shown": sum(cell.people is not None for cell in found),
        "hidden": sum(cell.people is None for cell in found),
        "smallest": SMALLEST_GROUP,
        "bars": by_competence(found, asked.urlencode())[:12],
        "jp_listed": jp_of(found),
    }
    return render(request, "performance/development/demand.html", context)
