"""Loose ends of performance and the ledger before a year is closed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import DirtyYear, Record
from corpu.lib.checklists import Check
from performance.models import Standing


def _dirty(people, year: int):
    rows = DirtyYear.objects.filter(person__in=people, year=year)
    return rows.select_related("person__unit").order_by("pk")


def _dirty_line(row: DirtyYear) -> dict:
    return {
        "person": row.person,
        "text": _("waits to be counted again"),
        "url": reverse("ledger:records") + f"?person={row.person_id}&year={row.year}",
        "at": None,
    }


dirty_years = Check(
    code="dirty",
    title=_("Years that are being counted again"),
    help=_("A rule has changed. They are counted in the background within minutes."),
    rows=_dirty,
    line=_dirty_line,
    blocks=True,
)


def _without(people, year: int):
    with_one = Standing.objects.filter(year=year).values("person")
    return people.exclude(pk__in=with_one).select_related("unit").order_by("name", "pk")


def _without_line(person) -> dict:
    return {
        "person": person,
        "text": _("no target applied to this person in the year"),
        "url": reverse("people:person", args=[person.pk]),
        "at": None,
    }


without_standing = Check(
    code="without",
    title=_("People in service today without a result in the year"),
    help=_("They get no page. Look whether an appointment is missing in the HR file."),
    rows=_without,
    line=_without_line,
)


def _to_approve(people, year: int):
    rows = Record.objects.waiting_for_jp().in_year(year).filter(person__in=people)
    return rows.select_related("person__unit", "form").order_by("ended_on", "pk")


def _to_approve_line(row: Record) -> dict:
    return {
        "person": row.person,
        "text": row.title,
        "url": reverse("ledger:record", args=[row.public_id]),
        "at": row.recorded_at,
    }


jp_to_approve = Check(
    code="approve",
    title=_("Facts that wait for an approver to set their JP"),
    help=_("They count for nothing until HR has set their JP."),
    rows=_to_approve,
    line=_to_approve_line,
)
