"""Somebody is invited to a course by its agency, her leader or HR."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning import notices
from learning.models import Course, Enrolment
from learning.permissions import may_invite

# How long an invitation waits for its answer.
TIME_TO_ANSWER = datetime.timedelta(days=14)


@transaction.atomic
def invite(person, course: Course, *, by) -> Enrolment:
    """Invite `person`; whoever asked for the course is let in by it. Twice is once."""
    if not may_invite(by, person, course):
        raise PermissionDenied
    if not course.is_published or not course.current_id:
        raise Refused("course_closed", _("This course is not offered any more."))
    if not person.is_active or not person.nip:
        raise Refused("not_an_employee", _("Only civil servants can be invited."))
    enrolment = Enrolment.objects.live().filter(person=person, course=course).first()
    if enrolment:
        return enrolment
    now = timezone.now()
    enrolment = Enrolment.objects.create(
        person=person,
        course=course,
        version=course.current,
        state=Enrolment.State.INVITED,
        asked_at=now,
        decide_by=now + TIME_TO_ANSWER,
        invited_by=by,
    )
    log_decision(
        "enrolment.invited", by=by, person=person, subject=enrolment.version.title,
        enrolment=str(enrolment.public_id),
    )  # fmt: skip
    notices.tell_invited(enrolment)
    return enrolment
