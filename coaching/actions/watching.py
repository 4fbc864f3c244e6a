"""What changes around a pair: somebody leaves, or one comes to lead the other."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from coaching.actions.engagements import end, pass_on
from coaching.models import Engagement
from coaching.permissions import lines_over
from corpu.notices.actions import tell

End = Engagement.End
AT_ONCE = 500


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
    """Pairs in which one now leads the other end, and both are told; how many. The lines
    of many pairs are looked up together: most sweeps find none."""
    done, last = 0, 0
    rows = Engagement.objects.live().with_pair().order_by("pk")
    while pairs := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = pairs[-1].pk
        two = [(pair.coach.person, pair.coachee) for pair in pairs]
        over = lines_over(person for both in two for person in both)
        for pair, (coach, coachee) in zip(pairs, two, strict=True):
            if coach.pk in over[coachee.pk] or coachee.pk in over[coach.pk]:
                done += _end(pair, End.LINE, [coachee, coach])
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
