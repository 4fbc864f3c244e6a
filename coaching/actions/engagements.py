"""A request for coaching has an owner, a clock and an end; so has a pair at work."""

import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.actions.agreements import draft_agreement
from coaching.actions.coaches import refresh_openings, touch
from coaching.actions.matching import propose
from coaching.actions.meetings import cancel_all
from coaching.actions.wishes import keep_purpose, purpose_of
from coaching.models import Circle, Coach, Engagement, Kind, Programme
from coaching.permissions import in_one_line
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision

State, Way, End = Engagement.State, Engagement.Way, Engagement.End
# How many coaches are asked one after the other before the coachee chooses anew.
MOST_ASKED = 3


@transaction.atomic
def ask_for_coaching(
    coach: Coach, *, coachee, kind, purpose: str, passes_on=False, **fields
) -> Engagement:
    """Ask a coach to accompany `coachee`; she has the days of the kind to answer."""
    kind = _kind(kind)
    coach = _locked(coach)
    _check_pair(coach, coachee, kind)
    now = timezone.now()
    engagement = _create(
        coach,
        coachee,
        kind,
        purpose,
        state=State.REQUESTED,
        answer_by=now + datetime.timedelta(days=kind.answer_days),
        passes_on=passes_on,
        **fields,
    )
    refresh_openings(coach)
    tell(
        coach.person,
        "coaching.asked",
        source=f"engagement:{engagement.pk}:asked",
        url=reverse("coaching:desk"),
        who=coachee.name,
        answer_at=engagement.answer_by.isoformat(),
    )
    return engagement


@transaction.atomic
def place(programme: Programme, *, coachee, coach: Coach, by, reasons=()) -> Engagement:
    """HR gives a person of the programme's unit a coach; the two then sign."""
    coach = _locked(coach)
    if coachee.pk == by.pk:
        raise Refused("own_entry", _("Another HR officer places you."))
    in_unit = coachee.unit_id and coachee.unit.path.startswith(programme.unit.path)
    if not in_unit:
        text = _("%(who)s does not work in the unit of this programme.")
        raise Refused("outside_programme", text % {"who": coachee.name})
    _check_pair(coach, coachee, programme.kind)
    engagement = _create(
        coach, coachee, programme.kind, programme.purpose,
        state=State.ACTIVE, answer_by=timezone.now(), started_on=today(),
        way=Way.PLACED, programme=programme, reasons=list(reasons),
    )  # fmt: skip
    draft_agreement(engagement)
    refresh_openings(coach)
    log_decision(
        "engagement.placed", by=by, person=coachee, subject=programme, coach=coach.pk
    )
    for person, other in ((coach.person, coachee), (coachee, coach.person)):
        _tell_pair(engagement, person, "placed", who=other.name, programme=programme.name)
    return engagement


@transaction.atomic
def join_circle(circle: Circle, *, coachee, purpose: str) -> Engagement:
    """Take a place in a group; the last one is given once."""
    circle = Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
    coach = Coach.objects.select_related("person").get(pk=circle.coach_id)
    if not circle.is_open or circle.ends_on < today():
        raise Refused("circle_closed", _("This group takes nobody more. Find another."))
    _refuse_unfit(coach, coachee)
    if circle.engagements.live().count() >= circle.places:
        raise Refused("circle_full", _("This group has no free place. Find another."))
    engagement = _create(
        coach, coachee, circle.kind, purpose,
        state=State.ACTIVE, answer_by=timezone.now(), started_on=today(), circle=circle,
    )  # fmt: skip
    _tell_pair(engagement, coach.person, "joined", who=coachee.name, circle=circle.name)
    return engagement


def _kind(kind) -> Kind:
    return kind if isinstance(kind, Kind) else Kind.objects.get(pk=kind)


def _locked(coach: Coach) -> Coach:
    """One at a time for each coach, so that her last place is given once."""
    rows = Coach.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=coach.pk)


def _create(coach, coachee, kind: Kind, purpose: str, **fields) -> Engagement:
    try:
        with transaction.atomic():
            pair = Engagement.objects.create(
                coach=coach, coachee=coachee, kind=kind, form_id=kind.form_id,
                asked_at=timezone.now(), **fields,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            "already_asked",
            _("You have already asked this coach, or work together already."),
        ) from None
    keep_purpose(pair, by=coachee, text=purpose)
    return pair


def _check_pair(coach: Coach, coachee, kind: Kind) -> None:
    _refuse_unfit(coach, coachee)
    if kind.is_group or not coach.kinds.filter(pk=kind.pk).exists():
        text = _("This coach does not offer %(kind)s.") % {"kind": kind.name}
        raise Refused("kind_not_offered", text, field="kind")
    load = coach.engagements.filter(state__in=Engagement.LIVE, circle=None).count()
    if load >= coach.capacity:
        raise Refused(
            "coach_full", _("This coach has no free place. Please choose another.")
        )


def _refuse_unfit(coach: Coach, coachee) -> None:
    if not coach.is_active or not coach.person.is_active:
        raise Refused("coach_inactive", _("This coach is no longer on the register."))
    if coach.person_id == coachee.pk:
        raise Refused("own_coach", _("You cannot be your own coach."))
    if in_one_line(coach.person, coachee):
        raise Refused(
            "reporting_line",
            _("A leader and her people are not paired. Please choose another coach."),
        )


# -- the answer --------------------------------------------------------------------


@transaction.atomic
def answer(engagement: Engagement, *, by, accept: bool, reason: str = "") -> None:
    """The coach accepts or declines; a second answer changes nothing."""
    if accept and in_one_line(engagement.coach.person, engagement.coachee):
        text = _("One of you leads the other by now. Decline, so that it goes on.")
        raise Refused("reporting_line", text)
    changed = Engagement.objects.filter(pk=engagement.pk, state=State.REQUESTED).update(
        state=State.ACTIVE if accept else State.DECLINED,
        answer_reason=reason,
        started_on=today() if accept else None,
    )
    if not changed:
        raise Refused("already_answered", _("This request has already been answered."))
    engagement.refresh_from_db()
    touch(engagement.coach)
    refresh_openings(engagement.coach)
    if accept:
        draft_agreement(engagement)
    _tell_pair(
        engagement,
        engagement.coachee,
        "accepted" if accept else "declined",
        coach=engagement.coach.person.name,
        reason=reason,
    )
    if not accept:
        pass_on(engagement)


@transaction.atomic
def withdraw_request(engagement: Engagement, *, by) -> None:
    """The coachee needs it no more; the coach is told."""
    rows = Engagement.objects.filter(pk=engagement.pk, state=State.REQUESTED)
    if not rows.update(state=State.WITHDRAWN):
        raise Refused("already_answered", _("This request has already been answered."))
    refresh_openings(engagement.coach)
    _tell_pair(engagement, engagement.coach.person, "withdrawn", who=by.name)


def pass_on(engagement: Engagement) -> Engagement | None:
    """Send a request that came to nothing to the next coach who fits, if its owner wants
    that; after the third the coachee chooses anew. None if it goes nowhere."""
    if not engagement.passes_on:
        return None
    asked = chain_of(engagement)
    besides = {one.coach_id for one in asked}
    if len(asked) < MOST_ASKED:
        for found in propose(
            engagement.coachee, kind=engagement.kind_id, besides=besides
        ):
            try:
                return _hand_to(engagement, found)
            except Refused:
                continue  # taken meanwhile: the next one
    _tell_pair(engagement, engagement.coachee, "nobody_left")
    return None


def _hand_to(engagement: Engagement, found) -> Engagement:
    followed = ask_for_coaching(
        found.coach,
        coachee=engagement.coachee,
        kind=engagement.kind,
        purpose=purpose_of(engagement, engagement.coachee),
        passes_on=True,
        way=Way.PASSED,
        follows=engagement,
        reasons=list(found.match.reasons),
    )
    _tell_pair(
        followed,
        engagement.coachee,
        "passed_on",
        before=engagement.coach.person.name,
        coach=found.coach.person.name,
        answer_at=followed.answer_by.isoformat(),
    )
    return followed


def chain_of(engagement: Engagement) -> list[Engagement]:
    """The request and all before it, the latest first."""
    chain = [engagement]
    while chain[-1].follows_id and len(chain) < MOST_ASKED * 2:
        chain.append(chain[-1].follows)
    return chain


def expire_unanswered(now) -> int:
    """Requests without an answer move to the next coach, or end; returns how many."""
    expired = 0
    rows = Engagement.objects.unanswered_at(now).select_related(
        "coach__person", "coachee__unit", "kind"
    )
    for engagement in rows.order_by("answer_by", "pk"):
        with transaction.atomic():
            mine = Engagement.objects.filter(pk=engagement.pk, state=State.REQUESTED)
            if not mine.update(state=State.EXPIRED):
                continue
            refresh_openings(engagement.coach)
            if not pass_on(engagement):
                _tell_pair(
                    engagement,
                    engagement.coachee,
                    "expired",
                    coach=engagement.coach.person.name,
                )
            expired += 1
    return expired


# -- the end -----------------------------------------------------------------------


@transaction.atomic
def end(engagement: Engagement, *, by, how: str = End.EARLY) -> None:
    """The engagement ends; signed sessions keep their credit. `by` is None for a rule."""
    changed = Engagement.objects.filter(pk=engagement.pk, state=State.ACTIVE).update(
        state=State.ENDED, ended_on=today(), end=how
    )
    if not changed:
        raise Refused("not_active", _("This engagement is not active."))
    cancel_all(engagement)
    refresh_openings(engagement.coach)
    if by is not None:
        other = engagement.other_than(by)
        _tell_pair(engagement, other, "ended", who=by.name)


def _tell_pair(engagement: Engagement, person, what: str, **data) -> None:
    tell(
        person,
        f"coaching.{what}",
        source=f"engagement:{engagement.pk}:{what}:{person.pk}",
        url=reverse("coaching:engagement", args=[engagement.public_id]),
        **data,
    )
