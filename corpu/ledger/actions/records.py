"""The one doorway through which facts enter the ledger."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from corpu.ledger import rules
from corpu.ledger.actions import credits
from corpu.ledger.actions.credits import lock_people
from corpu.ledger.actions.facts import Conversions, Fact, as_record, check
from corpu.ledger.actions.invalid import FieldError, Invalid
from corpu.ledger.models import Approval, Basis, Rate, Record, RecordDay
from corpu.ledger.permissions import may_set_jp
from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Appointment, Person


def record(*, person, form, started_on, ended_on, source, title, **more) -> Record:
    """Write that `person` learnt something, once.

    `form` is a LearningForm or its code. Optional: `scope` ("national"), `role`
    ("learner"), `provider_name`, `provider`, `activity`, `jp_stated` (JP), `minutes`,
    `days`, `sessions`, `semesters`, `learning_days` (the days on which was learnt, where
    they are known), `certificate_number`, `content_version`, `token`, `by`.

    `source` names where the fact comes from and makes a replay harmless: the same source
    of the same token returns the record that is there; with other content it is refused
    as "source_conflict". Bad input raises `Invalid` with all faults. Credits and
    followers run in the same transaction.
    """
    fact = Fact(
        person=person, form=form, started_on=started_on, ended_on=ended_on,
        source=source, title=title, **more,
    )  # fmt: skip
    return record_fact(fact)[0]


def record_fact(fact: Fact) -> tuple[Record, bool]:
    """Write the fact; the record, and whether it is new."""
    if fact.person is None:
        check(fact, Conversions([fact.form_code]))
    with transaction.atomic():
        is_known, place = _lock_and_look_up(fact)
        if is_known:
            return _known(fact), False
        conversions = Conversions([fact.form_code])
        check(fact, conversions)
        row = as_record(fact, place)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # Another process was quicker with the same source.
            known = _known(fact)
            if known is None:
                raise
            return known, False
        RecordDay.objects.bulk_create(_days_of(row, fact, conversions))
        _settle([row])
    return row, True


def record_many(facts: Iterable[Fact | dict]) -> list[Record]:
    """Write many facts (each the arguments of `record`) in one transaction, all or none.

    Sources that are there already return their records. Raises `Invalid` with the
    fields of each bad fact named "<place in the list>.<field>".
    """
    facts = [fact if isinstance(fact, Fact) else Fact(**fact) for fact in facts]
    with transaction.atomic():
        lock_people({fact.person.pk for fact in facts})
        known = _known_many(facts)
        conversions = Conversions({fact.form_code for fact in facts})
        fresh = {}
        for place, fact in enumerate(facts):
            if place not in known and (fact.token, fact.source) not in fresh:
                fresh[fact.token, fact.source] = place
        _check_many(facts, fresh.values(), conversions)
        places = _places(facts)
        order = list(fresh.values())
        rows = [as_record(facts[place], places.get(place)) for place in order]
        Record.objects.bulk_create(rows, batch_size=500)
        written = dict(zip(order, rows, strict=True))
        days = []
        for place, row in written.items():
            days += _days_of(row, facts[place], conversions)
        RecordDay.objects.bulk_create(days, batch_size=2000)
        _settle(rows)
    found = {**known, **written}
    return [
        found[place] if place in found else found[fresh[fact.token, fact.source]]
        for place, fact in enumerate(facts)
    ]


def void(row: Record, *, reason: str, by=None, token=None) -> Record:
    """Answer a mistake: the fact counts for nothing from now on, and says why.

    Releases the caps it used. Who may do so is asked before (`permissions.may_void`).
    Refused as "already_voided" the second time. Returns the record, voided.
    """
    reason = reason.strip()
    if not reason:
        raise Invalid([FieldError("reason", "required", _("Say why it is voided."))])
    if row.voids_id:
        raise Refused("not_a_fact", _("Only a record of learning can be voided."))
    with transaction.atomic():
        lock_people([row.person_id])
        if Record.objects.filter(voids=row).exists():
            raise Refused("already_voided", _("This record has been voided already."))
        note = _note_that_voids(row, reason=reason, by=by, token=token)
        try:
            with transaction.atomic():
                note.save(force_insert=True)
        except IntegrityError:
            message = _("This record has been voided already.")
            raise Refused("already_voided", message) from None
        _settle([row])
        log_decision(
            "record.voided", by=by, person=row.person, subject=row.title, reason=reason,
            record=str(row.public_id), token=token.name if token else "",
        )  # fmt: skip
    return Record.objects.get(pk=row.pk)


def approve_jp(row: Record, *, jp, by, reason: str) -> Record:
    """Set the JP of a fact whose form has no conversion; the latest word counts.

    Nobody approves for herself. Refused for forms that have a conversion.
    """
    jp_field = Approval._meta.get_field("jp")
    jp, reason = jp_field.to_python(jp), reason.strip()
    errors = []
    if jp is None or not 0 <= jp <= rules.MOST_JP:
        message = _("Give JP from 0 to %(limit)d.") % {"limit": rules.MOST_JP}
        errors.append(FieldError("jp", "out_of_range", message))
    if not reason:
        errors.append(FieldError("reason", "required", _("Say what the JP rest on.")))
    if errors:
        raise Invalid(errors)
    if row.person_id == by.pk:
        raise Refused("own_record", _("Nobody approves JP for herself: ask another."))
    with transaction.atomic():
        lock_people([row.person_id])
        _refuse_unless_open(row)
        if not may_set_jp(by, row):
            raise Refused("not_approver", _("Only HR of this unit sets these JP."))
        before = row.approvals.values_list("jp", flat=True).last()
        Approval.objects.create(record=row, jp=jp, by=by, reason=reason)
        _settle([row])
        log_decision(
            "record.jp_approved", by=by, person=row.person, subject=row.title,
            reason=reason, record=str(row.public_id), jp=str(jp),
            before=None if before is None else str(before),
        )  # fmt: skip
    return row


def _refuse_unless_open(row: Record) -> None:
    if Record.objects.filter(voids=row).exists():
        raise Refused("already_voided", _("This record has been voided already."))
    rates = Rate.objects.on(row.ended_on).filter(
        form=row.form_id, scope=row.scope, role=row.role, basis=Basis.APPROVED
    )
    if not rates.exists():
        message = _("This form of learning has a conversion; nobody sets its JP by hand.")
        raise Refused("has_conversion", message)


class Place(NamedTuple):
    """What a record freezes of an appointment."""

    unit_id: int
    post_id: int | None
    staff_class: str


def _lock_and_look_up(fact: Fact) -> tuple[bool, Place | None]:
    """Whether the source is known, and where the person served: in one statement, which
    also takes the person's row (see `lock_people`).

    Who had to wait for the row may read "not known" of a source that was written
    meanwhile: the database then refuses the second row, and the caller looks again.
    """
    known = Record.objects.filter(token=fact.token, source=fact.source)
    ended_on = fact.ended_on or today()
    here = Appointment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=ended_on),
        person=OuterRef("pk"),
        kind=Appointment.Kind.DEFINITIVE,
        started_on__lte=ended_on,
    ).order_by("-started_on", "-pk")
    frozen = here.values(place=JSONObject(**{name: name for name in Place._fields}))
    person = Person.objects.select_for_update(no_key=True).filter(pk=fact.person.pk)
    is_known, place = person.values_list(Exists(known), Subquery(frozen[:1])).get()
    return is_known, Place(**place) if place else None


def _known(fact: Fact) -> Record | None:
    """The record that has this source already, or a refusal if it says other things."""
    row = Record.objects.filter(token=fact.token, source=fact.source).first()
    if row and row.fingerprint != fact.fingerprint():
        message = _("This source has been used for other content: give a new one.")
        raise Refused("source_conflict", message, field="source")
    return row


def _known_many(facts: list[Fact]) -> dict[int, Record]:
    sources = list({fact.source for fact in facts})
    rows = {}
    for start in range(0, len(sources), 500):
        found = Record.objects.filter(source__in=sources[start : start + 500])
        rows.update({(row.token_id, row.source): row for row in found})
    known = {}
    for place, fact in enumerate(facts):
        row = rows.get((fact.token.pk if fact.token else None, fact.source))
        if row is None:
            continue
        if row.fingerprint != fact.fingerprint():
            message = _("This source has been used for other content: give a new one.")
            raise Refused("source_conflict", message, field=f"{place}.source")
        known[place] = row
    return known


def _check_many(facts, places, conversions: Conversions) -> None:
    errors = []
    for place in places:
        try:
            check(facts[place], conversions)
        except Invalid as invalid:
            errors += [
                FieldError(f"{place}.{error.field}", error.code, error.message)
                for error in invalid.errors
            ]
    if errors:
        raise Invalid(errors)


def _places(facts: list[Fact]) -> dict[int, Appointment]:
    """The definitive appointment of each fact's person on the day it ended."""
    people = {fact.person.pk for fact in facts}
    rows = Appointment.objects.filter(
        person__in=people, kind=Appointment.Kind.DEFINITIVE
    ).order_by("started_on", "pk")
    of_person: dict[int, list[Appointment]] = {}
    for row in rows:
        of_person.setdefault(row.person_id, []).append(row)
    places = {}
    for place, fact in enumerate(facts):
        for row in of_person.get(fact.person.pk, []):
            ended = row.ended_on is not None and row.ended_on < fact.ended_on
            if row.started_on <= fact.ended_on and not ended:
                places[place] = row
    return places


def _days_of(row: Record, fact: Fact, conversions: Conversions) -> list[RecordDay]:
    days = rules.spread(
        fact.started_on,
        fact.ended_on,
        by_day=conversions.by_day(fact),
        listed=fact.learning_days,
    )
    return [RecordDay(record=row, person_id=row.person_id, day=day) for day in days]


def _note_that_voids(row: Record, *, reason: str, by, token) -> Record:
    same = {
        field.attname: getattr(row, field.attname)
        for field in Record._meta.concrete_fields
        if field.name not in ("id", "public_id", "recorded_at", "certificate_key")
    }
    note = uuid.uuid4()
    same.update(
        public_id=note, source=f"void:{note}", fingerprint="", reason=reason,
        voids_id=row.pk, token_id=token.pk if token else None,
        recorded_by_id=by.pk if by else None,
    )  # fmt: skip
    return Record(**same)


def _settle(rows: list[Record]) -> None:
    """Count the years of these facts again and tell the followers."""
    if not rows:
        return
    people = {row.person_id for row in rows}
    years = {year for row in rows for year in (row.started_on.year, row.ended_on.year)}
    touched = credits.write(people, years)
    call_followers("LEDGER_FOLLOWERS", people, touched)
