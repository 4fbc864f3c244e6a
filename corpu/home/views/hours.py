from decimal import Decimal

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from corpu.home.dashboard import years_known
from corpu.home.hours import Hours
from corpu.home.views.unit import board_asked
from corpu.ledger.models import LearningForm
from corpu.ledger.sentences import how_it_counts
from corpu.people.models import Person

PAGE = 50


class HoursForm(forms.Form):
    """Of which form and month; anything unknown falls back to all."""

    form = forms.ModelChoiceField(
        LearningForm.objects.all(),
        required=False,
        label=_("Form"),
        empty_label=_("Every form"),
    )
    month = forms.TypedChoiceField(
        required=False, label=_("Month"), coerce=int, empty_value=None
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        months = [(number, capfirst(name)) for number, name in MONTHS.items()]
        self.fields["month"].choices = [("", _("The whole year")), *months]


@login_required
@require_safe
def hours(request):
    """What a unit's JP are added up from: the units below it, and its people's facts.

    Never what was talked about: a fact is told by person, form, day, minutes and JP.
    """
    form = HoursForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = Hours(board_asked(request), asked.get("form"), asked.get("month"))
    below, facts = found.below(), found.facts()
    own = facts.total()
    page = Paginator(facts, PAGE).get_page(request.GET.get("page"))
    people = [credit.person_id for credit in page]
    seen = Person.objects.visible_to(request.user).filter(pk__in=people)
    context = {
        "hours": found,
        "board": found.board,
        "unit": found.board.unit,
        "year_text": str(found.board.year),
        "year": found.board.year,
        "years": years_known(),
        "kept_query": found.url(year=None).partition("?")[2].partition("#")[0],
        "form": form,
        "crumbs": [
            {"unit": unit, "url": found.url(unit=unit.pk)} for unit in found.board.trail()
        ],
        "below": below,
        "page": page,
        "own": own,
        "total": sum((jp for _unit, jp, _url in below), Decimal("0.00")) + own,
        "seen": set(seen.values_list("pk", flat=True)),
        "rates": [(rate, how_it_counts(rate)) for rate in found.rates()],
    }
    return render(request, "home/hours.html", context)
