"""Who walks which path: joined, a step taken, a milestone confirmed, completed."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.ledger.models import Record
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.deciders import line_above
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person
from learning.actions import enrolments
from learning.credentials.actions.certificates import (
    Programme,
    issue_programme,
    withdraw_certificate,
)
from learning.models import Enrolment
from learning.paths import notices
from learning.paths.models import Cohort, Membership, Path, Step, StepDone
from learning.paths.permissions import may_confirm, may_run
from learning.paths.progress import Progress, progress_of

State = Membership.State


@transaction.atomic
def join(person: Person, path: Path, *, cohort: Cohort | None = None) -> Membership:
    """Walk a path; a programme in one of its cohorts. Twice is once."""
    known = Membership.objects.joined().filter(person=person, path=path).first()
    if known:
        return known
    if not path.is_published or not path.current_id:
        raise Refused("path_closed", _("This path is not offered any more."))
    if not person.is_active or not person.nip:
        raise Refused(
            "not_an_employee",
            _("Only civil servants can join. Sign in with the account of your NIP."),
        )
    if path.is_programme:
        _refuse_without_place(path, cohort)
    try:
        with transaction.atomic():
            member = Membership.objects.create(
                person=person, path=path, version=path.current,
                cohort=cohort if path.is_programme else None,
                mentor=_mentor_for(person, cohort),
            )  # fmt: skip
    except IntegrityError:  # another tab was first
        return Membership.objects.joined().get(person=person, path=path)
    notices.tell_joined(member)
    complete_if_done(member)
    return member


def _refuse_without_place(path: Path, cohort: Cohort | None) -> None:
    """The cohort's row is held, so that two people never get the last place."""
    rows = Cohort.objects.joinable().filter(path=path).select_for_update(of=("self",))
    held = rows.filter(pk=cohort.pk).first() if cohort else None
    if held is None:
        message = _("Choose a cohort that still takes people.")
        raise Refused("no_cohort", message, field="cohort")
    if held.seats is not None and held.memberships.joined().count() >= held.seats:
        message = _("All places of this cohort are taken. Choose another.")
        raise Refused("cohort_full", message, field="cohort")


def _mentor_for(person: Person, cohort: Cohort | None) -> Person | None:
    """The mentor with the fewest members who stands outside her line of report."""
    if cohort is None:
        return None
    line = {person.pk, *(leader.pk for leader in line_above(person, today()))}
    line |= set(Person.objects.led_by(person).values_list("pk", flat=True))
    mentors = [
        mentor for mentor in cohort.mentors.order_by("pk") if mentor.pk not in line
    ]
    busy = list(cohort.memberships.going().values_list("mentor", flat=True))
    return min(mentors, key=lambda mentor: busy.count(mentor.pk), default=None)


@transaction.atomic
def leave(member: Membership, *, by: Person, reason: str) -> None:
    """Stop walking; courses that were begun go on by themselves."""
    if by.pk != member.person_id:
        raise PermissionDenied
    if not reason.strip():
        message = _("Say why, it helps the agency.")
        raise Refused("reason_missing", message, field="reason")
    going = Membership.objects.going().filter(pk=member.pk)
    if not going.update(state=State.WITHDRAWN, reason=reason):
        message = _("This path has ended already: nothing was changed.")
        raise Refused("not_going", message)
    log_decision(
        "path.left", by=by, person=by, subject=member.version.title, reason=reason
    )


def _open_step(member: Membership, step: Step) -> Progress:
    if member.state != State.ACTIVE:
        raise Refused("not_going", _("This path has ended already: nothing was changed."))
    (progress,) = progress_of([member])
    if step.version_id != member.version_id or not progress.is_open(step):
        message = _("This step is not open yet: finish the required ones before it.")
        raise Refused("step_closed", message)
    return progress


@transaction.atomic
def take(member: Membership, step: Step) -> Enrolment:
    """Enrol in the course of a step that is open."""
    _open_step(member, step)
    if step.course is None:
        raise Refused("no_course", _("This step is a milestone: hand it in."))
    return enrolments.enrol(member.person, step.course, by=member.person)


@transaction.atomic
def hand_in(member: Membership, step: Step, *, text: str) -> StepDone:
    """Say that a milestone is reached; whoever confirms is told."""
    if not text.strip():
        message = _("Say in a few words what you did.")
        raise Refused("text_missing", message, field="text")
    _open_step(member, step)
    if not step.is_milestone:
        raise Refused("no_milestone", _("This step is a course: take it."))
    done, _new = StepDone.objects.select_for_update().get_or_create(
        membership=member, step=step, defaults={"text": text}
    )
    if done.state == StepDone.State.CONFIRMED:
        raise Refused("confirmed_already", _("This milestone is confirmed already."))
    done.state, done.text = StepDone.State.HANDED_IN, text
    done.handed_in_at, done.reason = timezone.now(), ""
    done.save()
    for person in _who_confirms(member):
        notices.tell_handed_in(done, person)
    return done


def _who_confirms(member: Membership) -> list[Person]:
    if member.mentor and member.mentor.is_active:
        return [member.mentor]
    grants = member.path.provider.grants.active().filter(role="manager")
    return [grant.person for grant in grants.select_related("person")]


@transaction.atomic
def decide(done: StepDone, *, by: Person, accept: bool, reason: str = "") -> StepDone:
    """Confirm a milestone, or send it back with a reason; once for each handing in."""
    member = done.membership
    if not may_confirm(by, member):
        raise PermissionDenied
    if not accept and not reason.strip():
        message = _("Say what is missing, so that she can go on.")
        raise Refused("reason_missing", message, field="reason")
    state = StepDone.State.CONFIRMED if accept else StepDone.State.RETURNED
    waiting = StepDone.objects.filter(pk=done.pk, state=StepDone.State.HANDED_IN)
    now = timezone.now()
    if not waiting.update(state=state, decided_by=by, decided_at=now, reason=reason):
        raise Refused("decided_already", _("This milestone was answered already."))
    done.refresh_from_db()
    act = "milestone.confirmed" if accept else "milestone.returned"
    log_decision(act, by=by, person=member.person, subject=done.step.title, reason=reason)
    notices.tell_decided(done)
    complete_if_done(member)
    return done


def complete_if_done(member: Membership) -> bool:
    """Once every required step is done: completed, with a certificate."""
    (progress,) = progress_of([member])
    if not progress.is_complete:
        return False
    now = timezone.now()
    going = Membership.objects.going().filter(pk=member.pk)
    if not going.update(state=State.COMPLETED, completed_at=now):
        return False
    member.refresh_from_db()
    issue_programme(_programme(member, progress))
    notices.tell_completed(member)
    return True


def _programme(member: Membership, progress: Progress) -> Programme:
    """What the certificate says: the steps that were done, and the JP of the courses."""
    done = [
        step for step, s in zip(progress.steps, progress.states, strict=True) if s.is_done
    ]
    activities = [step.course.activity_id for step in done if step.course]
    facts = Record.objects.standing().filter(
        person=member.person_id, activity__in=activities
    )
    days = list(facts.values_list("started_on", "ended_on"))
    ended = timezone.localdate(member.completed_at)
    jp = {fact.activity_id: fact.jp_stated or 0 for fact in facts.order_by("ended_on")}
    return Programme(
        source=member.certificate_source,
        person=member.person,
        provider=member.path.provider,
        title=member.version.title,
        outcomes=[*member.path.outcomes, *(step.title for step in done)],
        started_on=min([first for first, _last in days] or [ended]),
        ended_on=ended,
        jp=sum(jp.values()),
    )


def follow_course(record: Record) -> None:
    """A course was completed: the paths of the person that hold it may be done."""
    steps = Step.objects.filter(course__activity=record.activity_id)
    rows = Membership.objects.going().filter(
        person=record.person_id, version__in=steps.values("version")
    )
    for member in rows.select_related("person", "path__provider", "version", "cohort"):
        complete_if_done(member)


@transaction.atomic
def look_again() -> int:
    """Completed paths whose facts no longer stand go on; returns how many.

    A voided record takes its certificate at once; the certificate of a path that rests
    on it follows with this sweep.
    """
    lost = 0
    rows = Membership.objects.filter(state=State.COMPLETED).select_related(
        "person", "path__provider", "version", "cohort"
    )
    voided = Record.objects.filter(voided_by__isnull=False, activity__isnull=False)
    rows = rows.filter(person__in=voided.values("person"))
    for member, progress in zip(rows, progress_of(list(rows)), strict=True):
        if progress.is_complete:
            continue
        Membership.objects.filter(pk=member.pk).update(
            state=State.ACTIVE, completed_at=None
        )
        withdraw_certificate(
            member.certificate_source,
            reason=_("A record of one of its steps was voided."),
        )
        lost += 1
    return lost


@transaction.atomic
def add_mentor(cohort: Cohort, mentor: Person, *, by: Person) -> None:
    """Somebody accompanies the members of a cohort."""
    if not may_run(by, cohort.path):
        raise PermissionDenied
    cohort.mentors.add(mentor)
    for member in cohort.memberships.going().filter(mentor=None).select_related("person"):
        found = _mentor_for(member.person, cohort)
        Membership.objects.filter(pk=member.pk).update(mentor=found)
    log_decision("cohort.mentor_added", by=by, person=mentor, subject=cohort.name)


@transaction.atomic
def remove_mentor(cohort: Cohort, mentor: Person, *, by: Person) -> None:
    """A mentor leaves; her members get another, if there is one."""
    if not may_run(by, cohort.path):
        raise PermissionDenied
    cohort.mentors.remove(mentor)
    for member in cohort.memberships.going().filter(mentor=mentor):
        found = _mentor_for(member.person, cohort)
        Membership.objects.filter(pk=member.pk).update(mentor=found)
    log_decision("cohort.mentor_removed", by=by, person=mentor, subject=cohort.name)
