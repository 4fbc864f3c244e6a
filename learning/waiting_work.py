"""What waits for instructors, one line a lesson: for the kinds in which they mark."""

from django.db.models import Count, Min
from django.urls import reverse

from learning.lessons import Work


def by_lesson(rows, providers, *, since: str, page: str) -> list[Work]:
    """The waiting `rows` (each about a `progress`) at these agencies, the longest waiting
    first. `since` names the field that says since when, `page` the page (by the key of
    the lesson) on which they are marked."""
    lesson, course = "progress__lesson__", "progress__enrolment__course__"
    rows = rows.filter(
        progress__enrolment__course__provider__in=providers,
        progress__enrolment__state__in=["enrolled", "completed"],
    )
    rows = rows.values(f"{lesson}key", f"{lesson}title", f"{course}title")
    return [
        Work(
            title=row[f"{lesson}title"],
            course=row[f"{course}title"],
            count=row["many"],
            since=row["since"],
            url=reverse(page, args=[row[f"{lesson}key"]]),
        )
        for row in rows.annotate(many=Count("pk"), since=Min(since)).order_by("since")
    ]
