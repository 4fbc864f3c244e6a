"""What changes around a pair: somebody leaves, or one comes to lead the other."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from coaching.actions.engagements import end, pass_on
from coaching.models import Engagement
from coaching.permissions import in_one_line
from corpu.notices.actions import tell

End = Engagement.End


def end_of_those_who_left() -> int:
    """Pairs one of whom has left the service end, and the other is told; how many."""
    gone = Q(coach__person__is_active=False) | Q(coachee__is_active=False)
    rows = Engagement.objects.filter(gone, state__in=Engagement.LIVE)
    done = 0
    for pair in rows.with_pair().order_by("pk"):
        coach_left = not pair.coach.person.is_active
        how = End.COACH_LEFT if coach_left else End.COACHEE_LEFT
        done += _end(pair, how, [pair.coachee if coach_left else pair.coach.person])
    return done


def end_of_lines() -> int:
    """Pairs in which one now leads the other end, and both are told; how many."""
    done = 0
    for pair in Engagement.objects.live().with_pair().order_by("pk"):
        if in_one_line(pair.coach.person, pair.coachee):
            done += _end(pair, End.LINE, [pair.coachee, pair.coach.person])
    return done


@transaction.atomic
def _end(pair: Engagement, how: str, told: list) -> int:
    if pair.state == Engagement.State.REQUESTED:
        rows = Engagement.objects.filter(pk=pair.pk, state=pair.state)
        if not rows.update(state=Engagement.State.EXPIRED, end=how):
            return 0
        if pair.coachee.is_active:
            pass_on(pair)
    else:
        end(pair, by=None, how=how)
    for person in told:
        tell(
            person,
            f"coaching.end_{how}",
            source=f"engagement:{pair.pk}:end:{how}:{person.pk}",
            url=reverse("coaching:engagement", args=[pair.public_id]),
            who=pair.other_than(person).name,
        )
    return 1
