"""What the home of a training agency shows."""

from django.db.models import Count, Q
from wagtail.models import Page, TaskState

from corpu.people.models.access import Role
from learning.actions.holds import pace_of
from learning.lessons import Work, kind_of, kinds
from learning.models import (
    AgencyApprovalTask,
    Course,
    Enrolment,
    LessonHold,
    ProviderPage,
)
from learning.permissions import works_at
from learning.spans import span


def work_of(person, providers) -> list[Work]:
    """What learners handed in and `person` may mark, the longest waiting first."""
    marks = (Role.MANAGER, Role.REVIEWER, Role.INSTRUCTOR)
    own = [provider for provider in providers if works_at(person, provider, *marks)]
    found = (
        [w for kind in kinds().values() for w in kind.waiting_work(own)] if own else []
    )
    return sorted(found, key=lambda work: work.since)


def results_of(course) -> list[dict]:
    """Lessons of the course whose answers its staff can look at."""
    lessons = course.current.lessons.all() if course.current else []
    rows = [{"title": row.title, "url": kind_of(row).staff_url(row)} for row in lessons]
    return [row for row in rows if row["url"]]


# Of fewer people than this the agency is told no figures of a lesson.
FEWEST = 5


def times_of(course) -> list[dict]:
    """How long the lessons of the current version take those who complete them, and how
    often one was finished too fast; nothing about a single person."""
    lessons = course.current.lessons.all() if course.current else []
    rows = [_time(row) for row in lessons if kind_of(row).is_studied]
    return [row for row in rows if row]


def _time(lesson) -> dict | None:
    pace = pace_of(lesson)
    own = LessonHold.objects.filter(
        progress__lesson=lesson, reason=LessonHold.Reason.PACE
    )
    states = dict(own.order_by().values_list("state").annotate(count=Count("pk")))
    is_told = pace is not None and pace.people >= FEWEST
    if not states and not is_told:
        return None
    unasked = states.get(LessonHold.State.UNASKED, 0)
    count = sum(states.values())
    return {
        "title": lesson.title,
        "median": span(pace.median) if is_told else "",
        "people": pace.people if is_told else 0,
        "limit": span(pace.limit) if pace else "",
        "count": count,
        "is_few": 0 < count < FEWEST,
        "answered": states.get(LessonHold.State.ANSWERED, 0),
        "stayed": states.get(LessonHold.State.STAYED, 0),
        "lacks_questions": bool(unasked),
    }


def courses_of(providers):
    """Courses of the agencies with how many wait, learn and have completed."""
    states = Enrolment.State
    rows = Course.objects.filter(provider__in=providers)
    rows = rows.select_related("provider", "activity__form", "current")
    return rows.annotate(
        waiting=Count("enrolments", filter=Q(enrolments__state=states.REQUESTED)),
        learning=Count("enrolments", filter=Q(enrolments__state=states.ENROLLED)),
        completed=Count("enrolments", filter=Q(enrolments__state=states.COMPLETED)),
    ).order_by("-is_published", "title", "pk")


def drafts_of(providers) -> list[Page]:
    """Courses, classes and paths with something that is not published, the latest
    first."""
    shelves = ProviderPage.objects.filter(provider__in=providers)
    below = Q(pk__in=[])
    for path in shelves.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    pages = Page.objects.filter(below).exclude(pk__in=shelves.values("pk"))
    pages = pages.filter(Q(live=False) | Q(has_unpublished_changes=True))
    return list(pages.order_by("-latest_revision_created_at")[:20])


def reviews_of(person) -> list[TaskState]:
    """Submissions that `person` may approve, oldest first."""
    tasks = AgencyApprovalTask.objects.filter(active=True, groups__user=person)
    states = TaskState.objects.filter(
        task__in=tasks, status=TaskState.STATUS_IN_PROGRESS
    ).exclude(workflow_state__requested_by=person)
    states = states.select_related("workflow_state__requested_by", "revision")
    return list(states.order_by("started_at")[:50])
