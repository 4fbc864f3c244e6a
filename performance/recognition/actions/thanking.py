"""Thanks and recognition: given with a reason, within limits, withdrawn with a reason."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from corpu.ledger.models import Record
from corpu.lib.clock import JAKARTA, today
from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person, Unit
from performance.models import Standing
from performance.recognition.models import Thanks
from performance.recognition.permissions import may_recognise, may_thank, may_withdraw
from performance.recognition.rules import SAME_RECEIVER_A_DAY, THANKS_A_DAY

Kind = Thanks.Kind
SHORTEST = 10
# Forms whose sessions are the pair's alone: no page of thanks names them.
OF_A_PAIR = ("coaching", "mentoring")


@transaction.atomic
def give(
    receiver: Person | Unit, *, kind: str, reason: str, by: Person, fact=None
) -> Thanks:
    """Thank or recognise a person or a unit; `fact` is a record or standing of hers."""
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one at a time
    _refuse(receiver, kind, reason.strip(), by)
    row = Thanks.objects.create(
        kind=kind,
        giver=by,
        person=receiver if isinstance(receiver, Person) else None,
        unit=receiver if isinstance(receiver, Unit) else None,
        reason=reason.strip(),
        given_at=timezone.now(),
        **_fact(fact, receiver, by),
    )
    if row.person:
        _tell(row)
    return row


def _refuse(receiver, kind: str, reason: str, by: Person) -> None:
    if isinstance(receiver, Person) and receiver.pk == by.pk:
        raise Refused("thanks_to_self", _("Thank somebody else."), field="person")
    if not may_thank(by, receiver):
        raise PermissionDenied
    if kind == Kind.RECOGNITION and not may_recognise(by, receiver):
        raise Refused(
            "not_leader",
            _("Only a leader recognises her people. Thank them instead."),
            field="kind",
        )
    if len(reason) < SHORTEST:
        raise Refused(
            "reason_short", _("Say in a sentence what it is for."), field="reason"
        )
    given = Thanks.objects.filter(giver=by, given_at__gte=_midnight())
    if given.count() >= THANKS_A_DAY:
        raise Refused(
            "enough_today",
            _("You have thanked %(number)d times today. Go on tomorrow.")
            % {"number": THANKS_A_DAY},
        )
    same = {"person": receiver} if isinstance(receiver, Person) else {"unit": receiver}
    if given.filter(**same).count() >= SAME_RECEIVER_A_DAY:
        raise Refused("same_today", _("You have thanked them today already."))


def _midnight() -> datetime.datetime:
    start = datetime.datetime.combine(today(), datetime.time.min)
    return timezone.make_aware(start, JAKARTA)


def _fact(fact, receiver, by) -> dict:
    """What it is about, if the giver may see it and it is the receiver's own."""
    if fact is None:
        return {}
    rows = type(fact).objects.visible_to(by).filter(pk=fact.pk)
    if not isinstance(receiver, Person) or fact.person_id != receiver.pk:
        raise Refused("fact_of_another", _("Choose a fact of the same person."))
    if not rows.exists():
        raise PermissionDenied
    if isinstance(fact, Record):
        if fact.form_id in OF_A_PAIR:
            raise PermissionDenied
        return {"record": fact, "fact": fact.title[:200]}
    if fact.status != "met":
        raise Refused("not_met", _("This target is not met."))
    with override("id"):
        return {"standing": fact, "fact": f"{fact.target.name} {fact.year}"[:200]}


def facts_of(person: Person, viewer: Person) -> list[tuple[str, str]]:
    """The facts that `viewer` may name when she recognises `person`: met targets and
    records of her last year, as (key, words)."""
    year = today().year
    met = Standing.objects.visible_to(viewer).filter(
        person=person, status="met", target__kind="minimum", year__gte=year - 1
    )
    found = [
        (f"standing:{row.pk}", f"{row.target.name} {row.year}")
        for row in met.with_target().order_by("-year")[:5]
    ]
    records = (
        Record.objects.visible_to(viewer)
        .standing()
        .filter(person=person, ended_on__year__gte=year - 1, voided_by=None)
    )
    records = records.exclude(form__in=OF_A_PAIR)
    found += [
        (f"record:{row.pk}", row.title) for row in records.order_by("-ended_on")[:15]
    ]
    return found


def fact_by_key(key: str):
    """The record or standing of a key of `facts_of`; None for an empty or wrong one."""
    kind, _colon, pk = key.partition(":")
    model = {"standing": Standing, "record": Record}.get(kind)
    return model.objects.filter(pk=key_of(pk)).first() if model else None


@transaction.atomic
def withdraw(thanks: Thanks, *, by: Person, reason: str) -> Thanks:
    """Take it back, or as HR take it away; the reason stays readable."""
    if not may_withdraw(by, thanks):
        raise PermissionDenied
    if not reason.strip():
        raise Refused("reason_missing", _("Write the reason."), field="reason")
    rows = Thanks.objects.filter(pk=thanks.pk, withdrawn_at=None)
    if not rows.update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason.strip()
    ):
        raise Refused("withdrawn_already", _("This was withdrawn already."))
    thanks.refresh_from_db()
    log_decision(
        "thanks.withdrawn", by=by, person=thanks.person, reason=reason.strip(),
        subject=str(thanks.public_id), giver=thanks.giver_id, kind=thanks.kind,
        moderated=by.pk != thanks.giver_id,
    )  # fmt: skip
    if by.pk != thanks.giver_id:
        tell(
            thanks.giver,
            "recognition.moderated",
            source=f"thanks:{thanks.pk}:moderated",
            url=reverse("recognition:mine"),
            reason=reason.strip(),
        )
    return thanks


def _tell(row: Thanks) -> None:
    recognised = row.kind == Kind.RECOGNITION
    tell(
        row.person,
        "recognition.recognised" if recognised else "recognition.thanked",
        source=f"thanks:{row.pk}",
        url=reverse("recognition:mine"),
        name=row.giver.full_name,
        reason=row.reason,
    )
