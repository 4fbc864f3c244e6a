"""A request for coaching has an owner, a clock and an end."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching import rules
from coaching.actions.coaches import refresh_opening
from coaching.models import Coach, Engagement
from coaching.permissions import in_one_line
from corpu.agenda.actions import commit, release
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell

State = Engagement.State


@transaction.atomic
def ask_for_coaching(coach: Coach, *, coachee, form: str, purpose: str) -> Engagement:
    """Ask a coach to accompany `coachee`; she has seven days to answer."""
    coach = Coach.objects.select_for_update().select_related("person").get(pk=coach.pk)
    _check_pair(coach, coachee, form)
    load = coach.engagements.filter(state__in=[State.REQUESTED, State.ACTIVE]).count()
    if load >= coach.capacity:
        raise Refused(
            "coach_full", _("This coach has no free place. Please choose another.")
        )
    now = timezone.now()
    try:
        with transaction.atomic():
            engagement = Engagement.objects.create(
                coach=coach,
                coachee=coachee,
                form_id=form,
                purpose=purpose,
                state=State.REQUESTED,
                asked_at=now,
                answer_by=now + datetime.timedelta(days=rules.ANSWER_WITHIN_DAYS),
            )
    except IntegrityError:
        raise Refused(
            "already_asked",
            _("You have already asked this coach, or work together already."),
        ) from None
    refresh_opening(coach)
    tell(
        coach.person,
        "coaching.asked",
        source=f"engagement:{engagement.pk}:asked",
        url="/coaching/desk/",
        who=coachee.name,
    )
    return engagement


def _check_pair(coach: Coach, coachee, form: str) -> None:
    if not coach.is_active:
        raise Refused("coach_inactive", _("This coach is no longer on the register."))
    if coach.person_id == coachee.pk:
        raise Refused("own_coach", _("You cannot be your own coach."))
    if form not in coach.forms:
        raise Refused(
            "form_not_offered", _("This coach does not offer mentoring."), field="form"
        )
    if in_one_line(coach.person, coachee):
        raise Refused(
            "reporting_line",
            _("A leader and her people are not paired. Please choose another coach."),
        )


@transaction.atomic
def answer(engagement: Engagement, *, by, accept: bool, reason: str = "") -> None:
    """The coach accepts or declines; a second answer changes nothing."""
    changed = Engagement.objects.filter(pk=engagement.pk, state=State.REQUESTED).update(
        state=State.ACTIVE if accept else State.DECLINED,
        answer_reason=reason,
        started_on=today() if accept else None,
    )
    if not changed:
        raise Refused("already_answered", _("This request has already been answered."))
    refresh_opening(engagement.coach)
    tell(
        engagement.coachee,
        "coaching.accepted" if accept else "coaching.declined",
        source=f"engagement:{engagement.pk}:answer",
        url="/coaching/",
        coach=engagement.coach.person.name,
        reason=reason,
    )


@transaction.atomic
def end(engagement: Engagement, *, by) -> None:
    """Either of the pair ends the engagement; signed sessions keep their credit."""
    changed = Engagement.objects.filter(pk=engagement.pk, state=State.ACTIVE).update(
        state=State.ENDED, ended_on=today(), next_meeting_at=None
    )
    if not changed:
        raise Refused("not_active", _("This engagement is not active."))
    release(_meeting_source(engagement))
    refresh_opening(engagement.coach)
    tell(
        engagement.other_than(by),
        "coaching.ended",
        source=f"engagement:{engagement.pk}:ended",
        url="/coaching/",
        who=by.name,
    )


@transaction.atomic
def plan_meeting(engagement: Engagement, *, by, starts_at) -> None:
    """Agree the next meeting; it stands in the coachee's agenda as one booked session."""
    if starts_at <= timezone.now():
        raise Refused(
            "in_the_past", _("Please choose a moment to come."), field="starts_at"
        )
    Engagement.objects.filter(pk=engagement.pk).update(next_meeting_at=starts_at)
    commit(
        _meeting_source(engagement),
        person=engagement.coachee,
        title=str(engagement.form),
        form_id=engagement.form_id,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=1),
        sessions=1,
        url=f"/coaching/{engagement.public_id}/",
    )
    tell(
        engagement.other_than(by),
        "coaching.meeting",
        source=f"engagement:{engagement.pk}:meeting:{starts_at.isoformat()}",
        url=f"/coaching/{engagement.public_id}/",
        who=by.name,
        starts_at=starts_at.isoformat(),
    )


def meeting_held(engagement: Engagement, day: datetime.date) -> None:
    """A logged session keeps the promise of a meeting planned for that day or before."""
    planned = engagement.next_meeting_at
    if planned and timezone.localdate(planned) <= day:
        Engagement.objects.filter(pk=engagement.pk).update(next_meeting_at=None)
        release(_meeting_source(engagement))


def _meeting_source(engagement: Engagement) -> str:
    return f"engagement:{engagement.pk}:next"


def expire_unanswered(now) -> int:
    """Requests without an answer end, and the coachee hears of it; returns how many."""
    expired = 0
    for engagement in Engagement.objects.unanswered_at(now).select_related(
        "coach__person", "coachee"
    ):
        with transaction.atomic():
            rows = Engagement.objects.filter(pk=engagement.pk, state=State.REQUESTED)
            if not rows.update(state=State.EXPIRED):
                continue
            refresh_opening(engagement.coach)
            tell(
                engagement.coachee,
                "coaching.expired",
                source=f"engagement:{engagement.pk}:expired",
                url="/coaching/coaches/",
                coach=engagement.coach.person.name,
            )
            expired += 1
    return expired
