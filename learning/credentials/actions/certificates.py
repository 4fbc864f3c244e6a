"""Certificates award what the ledger proves: one for each posting of our own courses,
and one for each completed programme."""

import datetime
import logging
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from corpu.ledger.models import Record
from corpu.lib.paper_numbers import make_number
from corpu.notices.actions import tell
from corpu.people.models import Person, Provider
from learning.credentials.actions.papers import keep_paper
from learning.credentials.models import Certificate, Series
from learning.models import Course

log = logging.getLogger("corpu.credentials")


@transaction.atomic
def issue_for(record: Record) -> Certificate | None:
    """The certificate of a record of one of our courses; the same again for the same.

    None for facts that were posted by others: they bring their own proof. The paper is
    made when the transaction is done.
    """
    if not (record.provider_id and record.activity_id) or record.voids_id:
        return None
    course = Course.objects.filter(activity=record.activity_id).first()
    if course is None:
        return None
    known = Certificate.objects.filter(record=record).first()
    if known:
        return known
    certificate = Certificate.objects.create(
        number=_next_number(record.provider, record.ended_on.year),
        record=record,
        **_printed(record, course),
    )
    return _given(certificate)


@dataclass(frozen=True)
class Programme:
    """What the certificate of a completed programme says; `source` names it for ever."""

    source: str
    person: Person
    provider: Provider
    title: str
    outcomes: list[str]
    started_on: datetime.date
    ended_on: datetime.date
    jp: Decimal


@transaction.atomic
def issue_programme(programme: Programme) -> Certificate:
    """The certificate of a programme; one that was withdrawn is followed by a new one."""
    known = Certificate.objects.filter(source=programme.source).first()
    if known and known.is_valid:
        return known
    if known:
        old = f"{known.source}:{known.number}"[:100]
        Certificate.objects.filter(pk=known.pk).update(source=old)
    person = programme.person
    places = (person.post, person.unit)
    certificate = Certificate.objects.create(
        number=_next_number(programme.provider, programme.ended_on.year),
        source=programme.source,
        person=person,
        provider=programme.provider,
        person_name=person.full_name,
        place_name=", ".join(str(place) for place in places if place)[:410],
        title=programme.title,
        outcomes=programme.outcomes,
        started_on=programme.started_on,
        ended_on=programme.ended_on,
        jp=programme.jp,
    )
    return _given(certificate)


def withdraw_certificate(source: str, *, reason: str) -> None:
    """What a programme's certificate rested on stands no longer."""
    rows = Certificate.objects.valid().filter(source=source)
    for certificate in rows.select_related("person"):
        _withdraw(certificate, reason)


def _given(certificate: Certificate) -> Certificate:
    transaction.on_commit(lambda: _make_paper(certificate.pk))
    _tell(certificate)
    return certificate


def _next_number(provider: Provider, year: int) -> str:
    Series.objects.get_or_create(provider=provider, year=year)
    series = Series.objects.filter(provider=provider, year=year)
    series.update(last=F("last") + 1)  # holds the row until the transaction ends
    return make_number(provider.code, year, series.get().last)


def _printed(record: Record, course: Course) -> dict:
    """Everything that stands on the paper, frozen."""
    places = (record.post, record.unit)
    return {
        "person": record.person,
        "provider": record.provider,
        "form": record.form,
        "person_name": record.person.full_name,
        "place_name": ", ".join(place.name for place in places if place)[:410],
        "title": record.title,
        "outcomes": course.outcomes,
        "started_on": record.started_on,
        "ended_on": record.ended_on,
        "jp": record.jp_stated or _claimed(record),
    }


def _claimed(record: Record):
    """JP of facts without stated JP: what their days or sessions are worth by the rate."""
    return sum(row.jp_claimed for row in record.credits.all())


def _make_paper(pk: int) -> None:
    """The row is the promise: a paper that fails now is made when it is asked for."""
    try:
        keep_paper(Certificate.objects.select_related("provider", "form").get(pk=pk))
    except Exception:
        log.exception("The paper of certificate %s waits", pk)


def _tell(certificate: Certificate) -> None:
    tell(
        certificate.person,
        "credentials.issued",
        source=f"certificate:{certificate.number}:issued",
        url=reverse("credentials:mine"),
        title=certificate.title,
        number=certificate.number,
    )


def follow_ledger(person_ids: list[int], years: list[int]) -> None:
    """Withdraw the certificates of records that were voided."""
    rows = Certificate.objects.valid().filter(
        person__in=person_ids, record__voided_by__isnull=False
    )
    for certificate in rows.select_related("person", "record__voided_by"):
        _withdraw(certificate, certificate.record.voided_by.reason)


def _withdraw(certificate: Certificate, reason: str) -> None:
    Certificate.objects.filter(pk=certificate.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_reason=reason
    )
    tell(
        certificate.person,
        "credentials.withdrawn",
        source=f"certificate:{certificate.number}:withdrawn",
        url=reverse("credentials:mine"),
        title=certificate.title,
        number=certificate.number,
        reason=reason,
    )
