"""Next steps: what the pair agreed that the coachee will do, in sealed words."""

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions.words import Words
from coaching.models import Engagement, NextStep
from corpu.lib import vault


@transaction.atomic
def agree_step(engagement: Engagement, *, by, text: str, **fields) -> NextStep:
    """Keep one next step of the pair, sealed."""
    step = NextStep.objects.create(engagement=engagement, **fields)
    step.sealed = Words(engagement, by).seal(_place(step), text)
    step.save(update_fields=["sealed"])
    return step


def opened(steps, viewer) -> list[NextStep]:
    """Steps of the viewer's engagements, each with its `words`."""
    doors: dict[int, Words] = {}
    found = list(steps)
    for step in found:
        door = doors.get(step.engagement_id)
        if door is None:
            door = doors[step.engagement_id] = Words(step.engagement, viewer)
        step.words = _read(step, door)
    return found


def _read(step: NextStep, door: Words) -> str:
    if step.sealed is None:
        return step.text
    try:
        return door.read(_place(step), step.sealed)
    except vault.Locked:
        return _("(its key is lost)")


def _place(step: NextStep) -> str:
    return f"step:{step.pk}"


def seal_plain(limit: int = 500) -> int:
    """Seal what was written before there were keys; how many there were."""
    if not vault.may_seal():
        return 0
    rows = NextStep.objects.filter(sealed=None).exclude(text="")
    rows = rows.select_related("engagement__coach__person").order_by("pk")[:limit]
    for step in rows:
        words = Words(step.engagement, step.engagement.coach.person)
        sealed = words.seal(_place(step), step.text)
        NextStep.objects.filter(pk=step.pk, sealed=None).update(sealed=sealed, text="")
    return len(rows)
