from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from corpu.home.overview import asked_year, years_of
from corpu.home.year import entries_of, lines_of
from corpu.lib.clock import today
from corpu.people.models import Person
from performance.models import Standing


@login_required
@require_safe
def mine(request):
    """My year: what I learnt, booked and was decided about, against my targets."""
    return _page(request, request.user)


@login_required
@require_safe
def of_person(request, pk: int):
    """The year of one of my people: for her leaders, HR and auditors."""
    if pk == request.user.pk:
        return redirect("home:year")
    people = Person.objects.visible_to(request.user).with_place()
    return _page(request, get_object_or_404(people, pk=pk))


def _month(request) -> int | None:
    """The month until which the line is told, if the address names one."""
    text = request.GET.get("until", "")
    number = int(text) if text.isdecimal() and len(text) < 3 else 0
    return number if number in MONTHS else None


def _page(request, person):
    year = asked_year(request)
    entries = entries_of(person, year, viewer=request.user)
    until = _month(request)
    listed = [one for one in entries if not until or one.day.month <= until]
    standings = Standing.objects.filter(person=person, year=year).with_target()
    context = {
        "person": person,
        "is_own": person == request.user,
        "year": year,
        "year_text": str(year),
        "years": years_of(person),
        "entries": listed,
        "listed_jp": sum((one.jp for one in listed if one.jp is not None), Decimal(0)),
        "until": capfirst(MONTHS[until]) if until else "",
        "total": next((e.total for e in reversed(entries) if e.total is not None), 0),
        "lines": lines_of(person, year),
        "standings": standings.order_by("-target__kind", "target__code"),
        "today": today(),
    }
    return render(request, "home/year.html", context)
