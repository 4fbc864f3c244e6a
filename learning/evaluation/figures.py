"""How useful a course is found, and how often it is used: figures of many people."""

from dataclasses import dataclass

from django.db.models import Count, Q

from learning.evaluation.models import OpinionSum, Use
from learning.evaluation.rules import FEWEST
from learning.models import Course, Enrolment

State = Use.State


@dataclass(frozen=True)
class Figures:
    """Of one course: the sum of opinions, and the uses of those who completed it."""

    opinions: OpinionSum | None
    completed: int
    confirmed: int
    said: int
    not_seen: int
    hindered: int
    # What was in the way most often, once five people or more have said what was.
    hurdle: str

    @property
    def silent(self) -> int:
        """Those who completed it and have said nothing of its use."""
        told = self.confirmed + self.said + self.not_seen + self.hindered
        return self.completed - told

    @property
    def is_told(self) -> bool:
        """True if enough have completed it for the share to tell of nobody."""
        return self.completed >= FEWEST


def figures_of(course: Course) -> Figures:
    """Three statements."""
    through = Enrolment.objects.filter(course=course, state=Enrolment.State.COMPLETED)
    counts = {
        str(state): Count("pk", filter=Q(use__state=state)) for state in State.values
    }
    found = through.aggregate(completed=Count("pk"), **counts)
    return Figures(
        opinions=OpinionSum.objects.filter(course=course).first(),
        hurdle=_hurdle(course) if found[State.HINDERED] >= FEWEST else "",
        **{str(key): many for key, many in found.items()},
    )


def _hurdle(course: Course) -> str:
    rows = Use.objects.filter(enrolment__course=course, state=State.HINDERED)
    rows = rows.order_by().values("hurdle").annotate(many=Count("pk"))
    first = rows.order_by("-many", "hurdle").first()
    return str(Use.Hurdle(first["hurdle"]).label) if first else ""
