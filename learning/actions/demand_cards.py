"""Cards of demand: opened by wishes, claimed and answered by agencies, closed by a fact."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.agenda.models import Need
from corpu.ledger.models import LearningForm, Record
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person, Provider, Unit
from corpu.skills.models import Competence
from learning import notices
from learning.models import Course, DemandAsk, DemandCard, FailedSearch
from learning.models.course import folded
from learning.permissions import may_take_demand

State, Origin = DemandCard.State, DemandCard.Origin
# So many people must have searched for the same in vain before it becomes a card.
SEARCHERS = 5
# Of a gap that many have, so many are kept as those who asked, the most urgent first.
MOST_ASKERS = 500


@transaction.atomic
def ask(
    *,
    people: list[Person],
    title: str,
    by: Person,
    detail: str = "",
    competence: Competence | None = None,
    form: LearningForm | None = None,
    wanted_by: datetime.date | None = None,
) -> DemandCard:
    """A leader asks for learning that her people need. The same wish of one institution
    is one card: who asks later joins it."""
    led = set(Person.objects.led_by(by).values_list("pk", flat=True))
    if not people or not {person.pk for person in people} <= led:
        raise PermissionDenied
    unit = _institution(people[0])
    about = f"competence:{competence.pk}" if competence else folded(title)[:80]
    card = _going(
        key=f"request:{unit.pk if unit else 0}:{about}",
        origin=Origin.REQUEST,
        title=title.strip()[:200],
        detail=detail.strip(),
        competence=competence,
        form=form,
        unit=unit,
        wanted_by=wanted_by,
    )
    _join(card, [(person.pk, timezone.now()) for person in people], by=by)
    log_decision("demand.asked", by=by, subject=card.title, card=str(card.public_id))
    return card


def _institution(person: Person) -> Unit | None:
    if person.unit is None:
        return None
    return Unit.objects.get(pk=person.unit.ancestor_ids[0])


def _going(*, key: str, **fields) -> DemandCard:
    """The card that is about this, or a new one."""
    card = DemandCard.objects.going().filter(key=key).first()
    if card:
        return card
    try:
        with transaction.atomic():
            return DemandCard.objects.create(key=key, **fields)
    except IntegrityError:  # somebody else asked at the same moment
        return DemandCard.objects.going().get(key=key)


def _join(card: DemandCard, asks: list[tuple], *, by=None) -> None:
    DemandAsk.objects.bulk_create(
        [
            DemandAsk(card=card, person_id=person, asked_at=at, by=by)
            for person, at in asks
        ],
        ignore_conflicts=True,
    )


def open_search_cards() -> int:
    """Searches that enough people made in vain become cards; returns how many cards were
    opened. Who searches later joins."""
    rows = FailedSearch.objects.values("key").annotate(people=Count("person"))
    rows = rows.filter(people__gte=SEARCHERS).annotate(text=Min("text"))
    return sum(_open_search_card(row["key"], row["text"]) for row in rows.order_by("key"))


@transaction.atomic
def _open_search_card(key: str, text: str) -> bool:
    source = f"search:{key}"
    is_new = not DemandCard.objects.going().filter(key=source).exists()
    wishes = FailedSearch.objects.filter(key=key)
    closed = DemandCard.objects.filter(key=source, state=State.CLOSED)
    if last := closed.order_by("-closed_at").first():
        wishes = wishes.filter(searched_at__gt=last.closed_at)
        if is_new and wishes.count() < SEARCHERS:
            return False
    card = _going(key=source, origin=Origin.SEARCH, title=text[:200])
    _join(card, list(wishes.values_list("person", "searched_at")))
    return is_new


@transaction.atomic
def claim_gap(
    *, unit: Unit, provider: Provider, by, competence=None, form=None
) -> DemandCard:
    """An agency takes up what many of an institution lack; the most urgent come first."""
    needs = Need.objects.lacking().filter(person__unit__path__startswith=unit.path)
    needs = needs.filter(
        competence=competence, form=form, activity=None, learning_class=""
    )
    people = needs.values("person").annotate(due=Min("by")).order_by("due", "person")
    ids = [row["person"] for row in people[:MOST_ASKERS]]
    if not ids:
        raise Refused("no_such_gap", _("Nobody lacks this any more."))
    what = competence or form or _("learning of any form")
    kind = "competence" if competence else "form"
    card = _going(
        key=f"gap:{unit.pk}:{kind}:{(competence or form).pk if competence or form else 0}",
        origin=Origin.GAP,
        title=str(what)[:200],
        competence=competence,
        form=form,
        unit=unit,
    )
    now = timezone.now()
    later = datetime.timedelta(microseconds=1)
    _join(card, [(pk, now + place * later) for place, pk in enumerate(ids)])
    return claim(card, provider=provider, by=by)


@transaction.atomic
def claim(card: DemandCard, *, provider: Provider, by) -> DemandCard:
    """An agency says that it will answer. The first who claims has it."""
    if not may_take_demand(by, provider):
        raise PermissionDenied
    rows = DemandCard.objects.filter(pk=card.pk, state=State.OPEN)
    if not rows.update(
        state=State.CLAIMED, provider=provider, claimed_by=by, claimed_at=timezone.now()
    ):
        card.refresh_from_db()
        if card.provider_id == provider.pk:
            return card
        raise Refused("claimed_already", _("Another agency has taken this up already."))
    card.refresh_from_db()
    log_decision(
        "demand.claimed", by=by, subject=card.title, card=str(card.public_id),
        provider=provider.code,
    )  # fmt: skip
    return card


@transaction.atomic
def give_back(card: DemandCard, *, by, reason: str) -> DemandCard:
    """The agency cannot do it after all: the card is open again, and its age goes on."""
    _refuse_unless_ours(card, by)
    if not reason.strip():
        raise Refused("reason_needed", _("Say why, so that others know."), field="reason")
    rows = DemandCard.objects.filter(pk=card.pk, state=State.CLAIMED)
    if not rows.update(state=State.OPEN, provider=None, claimed_by=None, claimed_at=None):
        raise Refused("not_claimed", _("Only a claimed card can be given back."))
    log_decision(
        "demand.given_back", by=by, subject=card.title, reason=reason.strip(),
        card=str(card.public_id),
    )  # fmt: skip
    card.refresh_from_db()
    return card


def _refuse_unless_ours(card: DemandCard, by) -> None:
    if card.provider is None or not may_take_demand(by, card.provider):
        raise PermissionDenied


@transaction.atomic
def answer(
    card: DemandCard, *, course: Course, by, proposed_on: datetime.date | None = None
) -> DemandCard:
    """The agency offers a course; everybody who asked is told. It closes later, when the
    first who asked has been credited."""
    _refuse_unless_ours(card, by)
    if course.provider_id != card.provider_id or not course.is_published:
        raise Refused(
            "course_of_another",
            _("Choose a published course of your agency."),
            field="course",
        )
    rows = DemandCard.objects.filter(
        pk=card.pk, state__in=[State.CLAIMED, State.ANSWERED]
    )
    if not rows.update(
        state=State.ANSWERED, course=course, proposed_on=proposed_on,
        answered_at=timezone.now(),
    ):  # fmt: skip
        raise Refused("card_closed", _("This card has been closed already."))
    card.refresh_from_db()
    log_decision(
        "demand.answered", by=by, subject=card.title, card=str(card.public_id),
        course=course.slug,
    )  # fmt: skip
    for wish in card.asks.select_related("person", "by"):
        notices.tell_answered(wish.person, card)
        if wish.by and wish.by_id != wish.person_id:
            notices.tell_answered(wish.by, card)
    close_if_credited(card)
    return card


def first_asker(card: DemandCard) -> Person | None:
    """Who asked first and is still in service."""
    first = card.asks.filter(person__is_active=True).select_related("person").first()
    return first.person if first else None


@transaction.atomic
def close_if_credited(card: DemandCard) -> bool:
    """Close the card if the first who asked holds a standing record of its answer."""
    person = first_asker(card)
    if person is None or card.state != State.ANSWERED or card.course is None:
        return False
    records = Record.objects.standing().filter(
        person=person, activity=card.course.activity_id, ended_on__gte=_day(card)
    )
    record = records.order_by("pk").first()
    if record is None:
        return False
    rows = DemandCard.objects.filter(pk=card.pk, state=State.ANSWERED)
    if not rows.update(state=State.CLOSED, record=record, closed_at=timezone.now()):
        return False
    card.refresh_from_db()
    return True


def _day(card: DemandCard) -> datetime.date:
    return timezone.localdate(card.opened_at)


def close_for(record: Record) -> None:
    """Follower of completed courses: the cards that wait for this record are closed."""
    cards = DemandCard.objects.filter(
        state=State.ANSWERED,
        course__activity=record.activity_id,
        asks__person=record.person_id,
    )
    for card in cards.select_related("course").distinct():
        close_if_credited(card)


def sweep() -> dict[str, int]:
    """Open what enough people searched for; close what was credited; open again what was
    voided."""
    waiting = DemandCard.objects.filter(state=State.ANSWERED).select_related("course")
    return {
        "opened": open_search_cards(),
        "closed": sum(close_if_credited(card) for card in waiting),
        "reopened": _reopen_voided(),
    }


def _reopen_voided() -> int:
    rows = DemandCard.objects.filter(state=State.CLOSED, record__voided_by__isnull=False)
    reopened = 0
    for card in rows:
        others = DemandCard.objects.going().filter(key=card.key)
        if not others.exists():
            reopened += DemandCard.objects.filter(pk=card.pk).update(
                state=State.ANSWERED, record=None, closed_at=None
            )
    return reopened
