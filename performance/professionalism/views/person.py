from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.ledger.models import Record
from corpu.lib.clock import today
from corpu.people.models import Education, EducationLevel, Person
from performance.plans.models import Predicate
from performance.professionalism import rules
from performance.professionalism.actions.indices import Measured, measure
from performance.professionalism.actions.next_item import what_more_would_add
from performance.professionalism.models import Category

MOST = 12


@login_required
@require_safe
def mine(request):
    """My professionalism index: its parts, the facts behind each, and what would add."""
    return _page(request, request.user)


@login_required
@require_safe
def person(request, pk: int):
    """The same of one of my people, for a leader, HR and the auditor."""
    people = Person.objects.visible_to(request.user).with_place()
    return _page(request, get_object_or_404(people, pk=pk))


def asked_year(request) -> int:
    """The year in the address, else this one."""
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, 2000), today().year + 1)


def _page(request, who: Person):
    year = asked_year(request)
    found = measure([who.pk], year).get(who.pk)
    context = {
        "person": who,
        "is_own": who.pk == request.user.pk,
        "year": year,
        "years": [today().year, today().year - 1],
        **(_facts(found) if found else {}),
    }
    return render(request, "performance/professionalism/person.html", context)


def _facts(found: Measured) -> dict:
    records = _records(found)
    is_now = found.year == today().year
    earned = [found.qualification, found.competence, found.performance, found.discipline]
    return {
        "found": found,
        "points": sum(one or 0 for one in earned),
        "category": Category(found.category).label if found.category else "",
        "parts": [
            {"part": part, "scored": scored, "records": records[part.pk][:MOST],
             "more": max(len(records[part.pk]) - MOST, 0)}
            for part, scored in found.parts
        ],
        "parts_sum": sum(scored.points for _part, scored in found.parts),
        "education": Education.objects.filter(person=found.person).order_by("-level"),
        "level": EducationLevel(found.level).label if found.level else "",
        "predicate": Predicate(found.predicate).label if found.predicate else "",
        "offers": [
            (more, Category(more.category).label if more.category else "")
            for more in (what_more_would_add(found) if is_now else [])
        ],
    }  # fmt: skip


def _records(found: Measured) -> dict[int, list[tuple]]:
    """(record, JP recognised in the window) behind each part; one statement for all."""
    forms = {form for _part, scored in found.parts for form in scored.part.forms}
    rows = Record.objects.standing().filter(
        person=found.person, role="learner", form__in=forms
    )
    rows = list(rows.select_related("form").prefetch_related("credits"))
    out = {}
    for part, scored in found.parts:
        pairs = [
            (row, _jp(row, scored.part, found.year))
            for row in rows
            if row.form_id in scored.part.forms
        ]
        out[part.pk] = [(row, jp) for row, jp in pairs if jp]
    return out


def _jp(row: Record, part: rules.Part, year: int):
    return sum(
        credit.jp_recognised
        for credit in row.credits.all()
        if rules.in_window(part, credit.year, year)
    )
