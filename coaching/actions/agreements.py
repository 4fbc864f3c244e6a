"""What a pair agrees, and how the two part: signatures, goals, fit and closing."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.actions.wishes import keep_goal, keep_purpose
from coaching.models import Agreement, Engagement, Fit, Goal, GoalMark, Review, Session
from corpu.agenda.models import Need
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell

DAYS_A_MONTH = 30
TERMS = (
    "meetings", "starts_on", "ends_on", "means", "confidence", "leader_at_start",
    "leader_at_end",
)  # fmt: skip


def draft_agreement(engagement: Engagement) -> Agreement:
    """The usual terms of the kind (or of the programme), for both to sign."""
    kind, programme = engagement.kind, engagement.programme
    starts_on = engagement.started_on or today()
    values = {
        "meetings": programme.meetings if programme else kind.meetings,
        "starts_on": starts_on,
        "ends_on": starts_on + datetime.timedelta(days=DAYS_A_MONTH * kind.months),
        "means": engagement.coach.means,
    }
    if programme and programme.ends_on > starts_on:
        values["ends_on"] = programme.ends_on
    agreement, created = Agreement.objects.get_or_create(
        engagement=engagement, defaults=values
    )
    if created and programme and programme.competence_id:
        Goal.objects.create(engagement=engagement, competence=programme.competence)
    return agreement


@transaction.atomic
def change_terms(
    engagement: Engagement, *, by, purpose: str, version: int, **terms
) -> Agreement:
    """Write other terms; whoever writes signs, and the other is asked to. `version` is
    the one that was read."""
    _must_be_active(engagement)
    agreement = _locked(engagement)
    if agreement.version != version:
        message = _("This was changed meanwhile. Read it again, then write.")
        raise Refused("changed_meanwhile", message)
    for name in TERMS:
        setattr(agreement, name, terms[name])
    agreement.version += 1
    agreement.changed_by, agreement.changed_at = by, timezone.now()
    agreement.coach_signed_at = agreement.coachee_signed_at = None
    _sign(agreement, engagement, by)
    agreement.save()
    keep_purpose(engagement, by=by, text=purpose)
    _tell(engagement, engagement.other_than(by), "to_sign", mark=agreement.version, by=by)
    return agreement


@transaction.atomic
def sign(engagement: Engagement, *, by, version: int) -> Agreement:
    """One of the pair signs the terms as they stand."""
    _must_be_active(engagement)
    agreement = _locked(engagement)
    if agreement.version != version:
        message = _("This was changed meanwhile. Read it again, then sign.")
        raise Refused("changed_meanwhile", message)
    _sign(agreement, engagement, by)
    agreement.save(
        update_fields=["coach_signed_at", "coachee_signed_at", "in_force_since"]
    )
    what = "signed" if agreement.is_signed else "to_sign"
    _tell(engagement, engagement.other_than(by), what, mark=agreement.version, by=by)
    return agreement


def _locked(engagement: Engagement) -> Agreement:
    draft_agreement(engagement)
    return Agreement.objects.select_for_update().get(engagement=engagement)


def _sign(agreement: Agreement, engagement: Engagement, by) -> None:
    is_coach = engagement.coach.person_id == by.pk
    field = "coach_signed_at" if is_coach else "coachee_signed_at"
    if getattr(agreement, field) is None:
        setattr(agreement, field, timezone.now())
    if agreement.is_signed and agreement.in_force_since is None:
        agreement.in_force_since = timezone.now()


def may_go_on(engagement: Engagement) -> bool:
    """True if one more session may be logged: the first ones of a kind may precede the
    signatures, for those after them both have signed once."""
    limit = engagement.kind.sessions_unsigned
    if limit is None or engagement.circle_id:
        return True
    rows = Agreement.objects.filter(engagement=engagement)
    if rows.exclude(in_force_since=None).exists():
        return True
    return Session.objects.held().filter(engagement=engagement).count() < limit


def _must_be_active(engagement: Engagement) -> None:
    if engagement.state != Engagement.State.ACTIVE:
        raise Refused("not_active", _("This engagement is not active."))


# -- goals -------------------------------------------------------------------------


@transaction.atomic
def add_goal(
    engagement: Engagement, *, by, text: str, competence=None, source: str = ""
) -> Goal:
    """One more goal; one that comes from a need takes the competence of the need."""
    _must_be_active(engagement)
    if source:
        need = Need.objects.filter(person=engagement.coachee, source=source).first()
        if need is None:
            text_ = _("This need is met meanwhile. Choose another, or none.")
            raise Refused("need_gone", text_, field="source")
        competence = competence or need.competence
    goal = Goal(engagement=engagement, competence=competence, source=source)
    return keep_goal(goal, by=by, text=text)


def mark_goal(goal: Goal, *, mark: int) -> GoalMark:
    """Where the coachee sees herself today; the last word of a day counts."""
    row, _created = GoalMark.objects.update_or_create(
        goal=goal, marked_on=today(), defaults={"mark": mark}
    )
    return row


@transaction.atomic
def drop_goal(goal: Goal) -> None:
    """Given up while under way; one without marks goes away altogether."""
    _must_be_active(goal.engagement)
    if goal.marks.exists():
        Goal.objects.filter(pk=goal.pk).update(state=Goal.State.DROPPED)
    else:
        goal.delete()


# -- fit and closing ---------------------------------------------------------------


def fit_is_asked(engagement: Engagement, person) -> bool:
    """True after the first session, until this one of the pair has answered."""
    if engagement.state != Engagement.State.ACTIVE or engagement.circle_id:
        return False
    held = Session.objects.held().filter(engagement=engagement).exists()
    return held and not engagement.fits.filter(person=person).exists()


@transaction.atomic
def answer_fit(engagement: Engagement, *, by, answer: str) -> bool:
    """Keep the answer; a "no" parts the two without a word from whom it came. Returns
    True if they part."""
    from coaching.actions.engagements import end

    _must_be_active(engagement)
    if not Session.objects.held().filter(engagement=engagement).exists():
        raise Refused("no_session_yet", _("Meet once first, then say how it fits."))
    Fit.objects.update_or_create(
        engagement=engagement,
        person=by,
        defaults={"answer": answer, "answered_at": timezone.now()},
    )
    if answer != Fit.Answer.NO:
        return False
    end(engagement, by=None, how=Engagement.End.PARTED)
    for person in (engagement.coachee, engagement.coach.person):
        _tell(engagement, person, "parted")
    return True


@transaction.atomic
def propose_review(engagement: Engagement, *, by, states: dict[str, str]) -> Review:
    """Write down where the goals stand; the other confirms it, or writes it anew."""
    _must_be_active(engagement)
    goals = {str(pk) for pk in engagement.goals.values_list("pk", flat=True)}
    wanted = {key: state for key, state in states.items() if key in goals}
    if set(wanted) != goals:
        raise Refused("goals_changed", _("A goal was added meanwhile. Read it again."))
    review, _created = Review.objects.update_or_create(
        engagement=engagement,
        defaults={"proposed_by": by, "proposed_at": timezone.now(), "states": wanted},
    )
    mark = review.proposed_at.isoformat()
    _tell(engagement, engagement.other_than(by), "review", mark=mark, by=by)
    return review


@transaction.atomic
def confirm_review(engagement: Engagement, *, by) -> Review:
    """The other one agrees: the goals get their states and the engagement ends."""
    from coaching.actions.engagements import end

    _must_be_active(engagement)
    rows = Review.objects.select_for_update()
    review = rows.filter(engagement=engagement, confirmed_at=None).first()
    if review is None:
        raise Refused("no_review", _("Nobody has written the closing review yet."))
    if review.proposed_by_id == by.pk:
        raise Refused("own_review", _("The other one of you confirms the review."))
    for key, state in review.states.items():
        Goal.objects.filter(engagement=engagement, pk=int(key)).update(state=state)
    review.confirmed_at = timezone.now()
    review.save(update_fields=["confirmed_at"])
    end(engagement, by=by, how=Engagement.End.COMPLETED)
    return review


def _tell(engagement: Engagement, person, what: str, *, mark="", by=None) -> None:
    tell(
        person,
        f"coaching.{what}",
        source=f"engagement:{engagement.pk}:{what}:{mark}:{person.pk}",
        url=reverse("coaching:engagement", args=[engagement.public_id]),
        who=by.name if by else engagement.other_than(person).name,
    )
