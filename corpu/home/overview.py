"""Where one person stands, as her own page and her leader's view of her show it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Credit, DirtyYear, LearningClass, Record
from corpu.lib.clock import today
from performance import rollups
from performance.closing import promises
from performance.models import Measure, Standing, Target
from performance.nudges.plans import closing_plan
from performance.plans.progress import progress_of
from performance.sentences import forecast_sum, headline

RECENT = 5
SHARES = {
    10: _("10: formal learning"),
    20: _("20: learning from others"),
    70: _("70: learning at work"),
}


def asked_year(request) -> int:
    """The year in the address, if it is one; else this year."""
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, 2000), today().year + 1)


def years_of(person) -> list[int]:
    """Years that the person has standings or facts in, and this one; newest first."""
    years = {today().year}
    for rows in (Standing.objects, Credit.objects):
        found = rows.filter(person=person).order_by()
        years.update(found.values_list("year", flat=True).distinct())
    return sorted(years, reverse=True)


def overview(viewer, person, year: int) -> dict:
    """Everything about the person's year that `viewer` may see."""
    standings = Standing.objects.visible_to(viewer).filter(person=person, year=year)
    standings = sorted(standings.with_target(), key=_main_first)
    is_open = year == today().year
    main = standings[0] if standings else None
    return {
        "person": person,
        "year": year,
        "years": years_of(person),
        "is_open": is_open,
        "standings": [_explained(row) for row in standings],
        "main": _explained(main) if main else None,
        "goals": progress_of(person, year),
        "closing": closing_plan(main) if main and is_open else None,
        "agenda": promises(person) if is_open else [],
        "recent": _recent(person, year),
        "records_query": f"?person={person.pk}&year={year}#facts",
        "is_dirty": DirtyYear.objects.filter(person=person, year=year).exists(),
        **_learnt(person, year),
    }


def _main_first(standing: Standing) -> tuple:
    """The year's hours first, then what else can be missed, ceilings last."""
    target = standing.target
    is_other = target.measure != Measure.JP or target.period != Target.Period.YEAR
    return (target.is_ceiling, is_other, target.code, standing.pk)


def _explained(standing: Standing) -> dict:
    return {
        "row": standing,
        "headline": headline(standing),
        "forecast_sum": forecast_sum(standing),
    }


def _learnt(person, year: int) -> dict:
    by_form = rollups.jp_by_form(Credit.objects.filter(person=person, year=year))
    shares = rollups.jp_by_share(by_form)
    records = f"{reverse('ledger:records')}?person={person.pk}&year={year}"
    return {
        "learnt_jp": sum((jp for _form, jp, _n in by_form), 0),
        "form_rows": [
            {"label": form.name, "value": jp, "url": f"{records}&form={form.pk}#facts"}
            for form, jp, _n in by_form
            if jp
        ],
        "class_rows": [
            (name, jp, f"{records}&learning_class={code}#facts")
            for code, (name, jp) in zip(
                LearningClass.values, rollups.jp_by_class(by_form), strict=True
            )
        ],
        "share_rows": [
            (SHARES[part], jp, f"{records}&share={part}#facts")
            for part, jp in shares.items()
        ],
    }


def _recent(person, year: int) -> list[Record]:
    rows = Record.objects.standing().filter(person=person).in_year(year)
    rows = rows.select_related("form").prefetch_related("credits")
    return list(rows.order_by("-ended_on", "-pk")[:RECENT])
