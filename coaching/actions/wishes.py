"""What a coachee wants: the purpose of an engagement and its goals, in sealed words.

Like all words of a pair they are sealed under its data key and opened for the two alone.
`purpose` and `text` of the rows hold only what was written before there were keys, until
the sweep seals it. Where the operator has set no key, no words are kept.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions.words import Words
from coaching.models import Engagement, Goal
from corpu.lib import vault

PURPOSE = "purpose"


@transaction.atomic
def keep_purpose(engagement: Engagement, *, by, text: str) -> None:
    """Seal the purpose of the pair; `by` is one of the two."""
    sealed = None
    if text and vault.may_seal():
        sealed = Words(engagement, by).seal(PURPOSE, text)
    engagement.purpose, engagement.purpose_sealed = "", sealed
    engagement.save(update_fields=["purpose", "purpose_sealed"])


def purpose_of(engagement: Engagement, viewer) -> str:
    """What the two want to reach, for one of them."""
    words = Words(engagement, viewer)
    if engagement.purpose_sealed is None:
        return engagement.purpose
    try:
        return words.read(PURPOSE, engagement.purpose_sealed)
    except vault.Locked:
        return _("(its key is lost)")


def with_purposes(pairs, viewer) -> list[Engagement]:
    """Engagements of the viewer, each with its `wish`."""
    found = list(pairs)
    for pair in found:
        pair.wish = purpose_of(pair, viewer)
    return found


def keep_goal(goal: Goal, *, by, text: str) -> Goal:
    """Save a goal with its words sealed; `by` is one of the pair."""
    goal.save()
    if text and vault.may_seal():
        goal.sealed = Words(goal.engagement, by).seal(_place(goal), text)
        goal.save(update_fields=["sealed"])
    return goal


def opened(goals, viewer) -> list[Goal]:
    """Goals of the viewer's engagements, each with its `words`; one without words is
    called by its competence."""
    doors: dict[int, Words] = {}
    found = list(goals)
    for goal in found:
        door = doors.get(goal.engagement_id)
        if door is None:
            door = doors[goal.engagement_id] = Words(goal.engagement, viewer)
        goal.words = _read(goal, door)
    return found


def _read(goal: Goal, door: Words) -> str:
    if goal.sealed is None:
        return goal.text or str(goal.competence or _("a goal without words"))
    try:
        return door.read(_place(goal), goal.sealed)
    except vault.Locked:
        return _("(its key is lost)")


def _place(goal: Goal) -> str:
    return f"goal:{goal.pk}"


def seal_plain(limit: int = 500) -> int:
    """Seal what was written before there were keys; how many there were."""
    if not vault.may_seal():
        return 0
    pairs = Engagement.objects.exclude(purpose="").filter(purpose_sealed=None)
    goals = Goal.objects.exclude(text="").filter(sealed=None)
    goals = goals.select_related("engagement__coach__person")
    done = [_seal_purpose(pair) for pair in pairs.with_pair().order_by("pk")[:limit]]
    done += [_seal_goal(goal) for goal in goals.order_by("pk")[:limit]]
    return sum(done)


@transaction.atomic
def _seal_purpose(pair: Engagement) -> int:
    sealed = Words(pair, pair.coachee).seal(PURPOSE, pair.purpose)
    same = Engagement.objects.filter(pk=pair.pk, purpose_sealed=None)
    same = same.filter(purpose=pair.purpose)
    return same.update(purpose="", purpose_sealed=sealed)


@transaction.atomic
def _seal_goal(goal: Goal) -> int:
    words = Words(goal.engagement, goal.engagement.coach.person)
    same = Goal.objects.filter(pk=goal.pk, sealed=None, text=goal.text)
    return same.update(text="", sealed=words.seal(_place(goal), goal.text))
