"""From a figure of a unit down to the rows that it was added up from."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least

from corpu.ledger.models import Credit
from corpu.lib.clock import today
from corpu.people.models import Appointment, Unit
from performance.models import Standing


def of_post_kind(standings: QuerySet[Standing], kind: str) -> QuerySet[Standing]:
    """Those whose person held a post of this kind on the last day of the period (or
    holds it today, if that day is to come); "" where no post is known."""
    day = Least(OuterRef("ends_on"), Value(today()))
    held = Appointment.objects.filter(
        person=OuterRef("person"), kind="definitive", post__isnull=False
    )
    held = held.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)
    last = held.order_by("-started_on", "-pk").values("post__kind")[:1]
    kinds = Coalesce(Subquery(last), F("person__post__kind"), Value(""))
    return standings.annotate(kind_of_post=kinds).filter(kind_of_post=kind)


def credits_counted_in(
    unit: Unit, year: int, *, form: str = "", month: int | None = None
) -> QuerySet[Credit]:
    """The year's credits of the people counted in this very unit, not below it.

    A person is counted once a year: where her standing that ends last is counted. What
    ended in a later year belongs to month 12.
    """
    mine = Standing.objects.filter(person=OuterRef("person"), year=year)
    last = mine.order_by("-ends_on", "-pk").values("unit")[:1]
    here = Standing.objects.filter(year=year, unit=unit).annotate(home=Subquery(last))
    people = here.filter(home=unit.pk).order_by().values("person")
    rows = Credit.objects.filter(year=year, person__in=people)
    if form:
        rows = rows.filter(record__form=form)
    if month:
        rows = rows.filter(_ended_in(year, month))
    return rows


def _ended_in(year: int, month: int) -> Q:
    inside = Q(record__ended_on__month=month, record__ended_on__year__lte=year)
    return inside | Q(record__ended_on__year__gt=year) if month == 12 else inside
