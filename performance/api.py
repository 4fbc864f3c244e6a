"""Standings over the HTTP API."""

import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from corpu.lib.api import ApiRefusal, ErrorsOut, PageOut, page_of
from corpu.lib.clock import today
from corpu.people.models import ApiToken, Person
from performance.actions import standings as counting
from performance.actions.measuring import midnight
from performance.models import Standing, Status
from performance.rules import has_ended

router = Router(tags=["standings"])
FAILURES = {401: ErrorsOut, 403: ErrorsOut, 404: ErrorsOut, 422: ErrorsOut}
Year = Query(None, ge=1970, le=2200, description="Calendar year; this year if left out.")


class StandingOut(Schema):
    """One person against one target in one period."""

    target: str = Field(description="Code of the target.", examples=["pns-minimum"])
    target_name: str
    period: str = Field(examples=["2026"])
    required_jp: str = Field(examples=["20.00"])
    counted_jp: str = Field(examples=["12.50"])
    forecast_jp: str = Field(examples=["21.00"])
    gap_jp: str = Field(examples=["7.50"])
    status: str = Field(
        description="met, on_track, at_risk, unmet or exempt.", examples=["on_track"]
    )
    counted_at: datetime.datetime
    month: str = Field(
        description="The month at whose turn `month_counted_jp` and `month_status` were.",
        examples=["2026-07"],
    )
    month_counted_jp: str | None = Field(
        description="Counted when the month began; null if it was not there yet.",
        examples=["9.50"],
    )
    month_status: str | None = Field(examples=["at_risk"])


class PersonStandingsOut(Schema):
    nip: str
    name: str
    unit: str
    standings: list[StandingOut]


class UnitStandingsOut(PageOut):
    unit: str
    unit_name: str
    year: int
    counts: dict[str, int] = Field(
        description="Standings against targets that can be missed, by status."
    )
    items: list[PersonStandingsOut]


def _out(standing: Standing) -> dict:
    month = today().replace(day=1)
    turn = standing.at_turn_of(month)
    return {
        "month": f"{month:%Y-%m}",
        "month_counted_jp": f"{turn.counted:.2f}" if turn else None,
        "month_status": turn.status if turn else None,
        "target": standing.target.code,
        "target_name": standing.target.name,
        "period": str(standing.year),
        "required_jp": f"{standing.required:.2f}",
        "counted_jp": f"{standing.counted:.2f}",
        "forecast_jp": f"{standing.forecast:.2f}",
        "gap_jp": f"{standing.gap:.2f}",
        "status": standing.status,
        "counted_at": standing.counted_at,
    }


def _count_today(person_ids: list[int]) -> None:
    """Count whom the hourly task has not reached since midnight: on New Year's morning
    the ended year is unmet for who reads first, too."""
    stale = counting.stale_people(midnight()).filter(pk__in=person_ids)
    if ids := list(stale.values_list("pk", flat=True)):
        counting.refresh(ids)


def _counts(rows, year: int) -> dict[str, int]:
    """How many of the standings have each status; an ended year leaves nothing open."""
    counts = dict.fromkeys(Status.values, 0)
    for row in rows.minimums().order_by().values("status").annotate(n=Count("pk")):
        is_open = row["status"] in (Status.ON_TRACK, Status.AT_RISK)
        over = is_open and has_ended(year, today())
        counts[Status.UNMET if over else row["status"]] += row["n"]
    return counts


def _refuse_providers(token: ApiToken) -> None:
    if token.role == ApiToken.Kind.PROVIDER:
        message = _("Standings are not for training agencies.")
        raise ApiRefusal(403, "forbidden", message)


@router.get("/people/{nip}/standings", response={200: list[StandingOut], **FAILURES})
def person_standings(request, nip: str, year: int | None = Year):
    """Where a person stands against each of her targets."""
    _refuse_providers(request.auth)
    digits = nip.replace(" ", "")
    known = digits.isascii() and digits.isdigit()
    person = request.auth.people().filter(nip=digits).first() if known else None
    if person is None:
        raise ApiRefusal(404, "unknown_person", _("Nobody here has this NIP."))
    _count_today([person.pk])
    rows = Standing.objects.filter(person=person).in_year(year or today().year)
    return [_out(row) for row in rows.with_target().order_by("target__code", "pk")]


@router.get("/units/{code}/standings", response={200: UnitStandingsOut, **FAILURES})
def unit_standings(
    request, code: str, year: int | None = Year, page: int = Query(1, ge=1)
):
    """Counts by status over the unit and all below it, and a page of its people.

    People are counted under their unit of today in the open year, and under that of 31
    December afterwards.
    """
    token = request.auth
    _refuse_providers(token)
    unit = token.units().filter(code=code).first() if "\x00" not in code else None
    if unit is None:
        raise ApiRefusal(404, "unknown_unit", _("There is no unit with this code."))
    year = year or today().year
    standings = Standing.objects.in_year(year).in_subtree(unit)
    people = Person.objects.filter(pk__in=standings.values("person"), nip__isnull=False)
    answer = page_of(people.select_related("unit").order_by("name", "pk"), page)
    _count_today([person.pk for person in answer["items"]])
    of_person: dict[int, list] = {}
    for row in standings.filter(person__in=answer["items"]).with_target():
        of_person.setdefault(row.person_id, []).append(_out(row))
    answer["items"] = [
        {
            "nip": person.nip,
            "name": person.full_name,
            "unit": person.unit.code if person.unit else "",
            "standings": of_person.get(person.pk, []),
        }
        for person in answer["items"]
    ]
    return {
        "unit": unit.code, "unit_name": unit.name, "year": year,
        "counts": _counts(standings, year), **answer,
    }  # fmt: skip
