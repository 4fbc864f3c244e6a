"""What the address asks for: a year, a person."""

from django.shortcuts import get_object_or_404

from corpu.lib.clock import today
from corpu.people.models import Person


def asked_year(request) -> int:
    """The year in the address or the form, if it is one; else this year."""
    text = request.POST.get("year") or request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, 2000), today().year + 2)


def person_seen(request, pk: int) -> Person:
    """The person, if the reader may look at her; 404 for strangers."""
    people = Person.objects.visible_to(request.user).with_place()
    return get_object_or_404(people, pk=pk)


def year_tabs(year: int) -> list[int]:
    """Next year, this one and the last, and the one that is shown."""
    now = today().year
    return sorted({now + 1, now, now - 1, year}, reverse=True)
