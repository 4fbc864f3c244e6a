"""What the agency's home tells of each of its courses beyond enrolments."""

from django.db.models import Count

from learning.evaluation.models import OpinionSum, Use
from learning.lessons import kinds
from learning.models import Course, Enrolment


def with_figures(courses: list[Course]) -> None:
    """Add to each course how useful it is found, how many use it at work (confirmed by
    another), and how many wait for a seat: a few statements, however many courses."""
    opinions = {
        row.course_id: row for row in OpinionSum.objects.filter(course__in=courses)
    }
    used = Enrolment.objects.filter(
        course__in=courses,
        state=Enrolment.State.COMPLETED,
        use__state=Use.State.CONFIRMED,
    )
    used = dict(
        used.order_by()
        .values("course")
        .annotate(many=Count("pk"))
        .values_list("course", "many")
    )
    queues = [kind.queueing(courses) for kind in kinds().values()]
    for course in courses:
        course.opinions = opinions.get(course.pk)
        course.used = used.get(course.pk, 0)
        course.queueing = sum(found.get(course.pk, 0) for found in queues)
