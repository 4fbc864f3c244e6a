"""Opinions of a course: given by who completed it, told as a sum of five or more."""

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from learning.evaluation import rules
from learning.evaluation.models import Opinion, OpinionSum
from learning.models import Course, Enrolment


@transaction.atomic
def rate(enrolment: Enrolment, *, by, stars: int) -> None:
    """She says how useful the course is for her work; a later word takes its place."""
    must_have_completed(enrolment, by)
    Course.objects.select_for_update().get(pk=enrolment.course_id)
    Opinion.objects.update_or_create(
        enrolment=enrolment, defaults={"stars": stars, "given_at": timezone.now()}
    )
    _sum_up(enrolment.course)


def must_have_completed(enrolment: Enrolment, by) -> None:
    """Refuse whoever is not the learner, or has not completed the course."""
    if enrolment.person_id != by.pk:
        raise Refused("not_learner", _("Only who took the course says this."))
    if enrolment.state != Enrolment.State.COMPLETED:
        raise Refused("not_completed", _("Complete the course first."))


def _sum_up(course: Course) -> None:
    """A new sum, if enough people have spoken since the last one."""
    rows = Opinion.objects.filter(enrolment__course=course)
    found = rows.aggregate(voices=Count("pk"), stars=Sum("stars"))
    known = OpinionSum.objects.filter(course=course).first()
    if rules.may_sum(found["voices"], known.voices if known else 0):
        OpinionSum.objects.update_or_create(
            course=course, defaults={**found, "summed_at": timezone.now()}
        )
