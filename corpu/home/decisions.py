"""The queue of decisions: what every domain's queues hold for one person."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.deciders import decides_for
from corpu.people.models import Person
from corpu.people.queues import Queue, QueueItem, due_for, load_queues
from performance.models import Standing


@dataclass
class Waiting:
    """A request on the screen: its queue, whether its time is over, whether HR decides,
    why the last try was refused, and where the person stands."""

    queue: Queue
    item: QueueItem
    is_overdue: bool
    is_for_hr: bool = False
    refusal: Refused | None = None
    standing: Standing | None = None

    @property
    def value(self) -> str:
        """What the checkbox sends: the queue and the key in it."""
        return f"{self.queue.code}:{self.item.key}"


def kinds_of(waiting: list[Waiting], chosen: str = "") -> list[Queue]:
    """The queues in which something waits, and the one that was chosen."""
    codes = {row.queue.code for row in waiting} | {chosen}
    return [queue for queue in load_queues() if queue.code in codes]


def waiting_for(viewer: Person) -> list[Waiting]:
    """Everything that waits for the viewer, what is due first on top."""
    now = timezone.now()
    is_hr = viewer.has_role("hr")
    found = [
        Waiting(
            queue,
            item,
            is_overdue=bool(item.decide_by and item.decide_by < now),
            is_for_hr=is_hr and item.decider is None,
        )
        for queue in load_queues()
        for item in queue.rows(viewer)
    ]
    far = now + datetime.timedelta(days=36_500)
    found.sort(key=lambda row: row.item.decide_by or row.item.asked_at or far)
    return found


def with_standings(rows: list[Waiting]) -> list[Waiting]:
    """The same requests with what each person has reached of her minimum this year."""
    people = [row.item.person.pk for row in rows]
    found = Standing.objects.minimums().in_year(today().year).filter(person__in=people)
    by_person = {standing.person_id: standing for standing in found.order_by("-target")}
    for row in rows:
        row.standing = by_person.get(row.item.person.pk)
    return rows


@dataclass
class Outcome:
    """What became of a set of decisions: how many stand, the refusals by request, and
    how many no longer waited (decided by another, or pressed twice)."""

    decided: int = 0
    gone: int = 0
    refused: dict[str, Refused] = field(default_factory=dict)


def decide(viewer: Person, values: list[str], *, accept: bool, reason: str) -> Outcome:
    """Decide each of the ticked requests; one that is refused does not stop the others.

    Each is one transaction of its domain, so what was decided stays decided.
    """
    queues = {queue.code: queue for queue in load_queues()}
    outcome = Outcome()
    for value in dict.fromkeys(values):
        code, _colon, key = value.partition(":")
        if code not in queues:
            continue
        try:
            queues[code].decide(viewer, key, accept, reason)
        except Refused as refusal:
            outcome.refused[value] = refusal
        except (Http404, ValidationError):  # not there, or no key at all
            outcome.gone += 1
        else:
            outcome.decided += 1
    return outcome


def escalate() -> int:
    """Move every request that was left in silence one level up; returns how many."""
    return sum(queue.escalate() for queue in load_queues())


def deputised(viewer: Person) -> list[Person]:
    """The people whose queue the viewer works on beside her own."""
    ids = [pk for pk in decides_for(viewer) if pk != viewer.pk]
    return list(Person.objects.filter(pk__in=ids).order_by("name")) if ids else []


def card(viewer: Person) -> dict | None:
    """The viewer's own page says how many requests wait for her."""
    rows = due_for(viewer)
    if not rows:
        return None
    now = timezone.now()
    late = sum(due is not None and due < now for due in rows)
    text = ngettext(
        "%(number)d request waits for your decision.",
        "%(number)d requests wait for your decision.",
        len(rows),
    ) % {"number": len(rows)}
    if late:
        text += " " + ngettext(
            "%(number)d is overdue.", "%(number)d are overdue.", late
        ) % {"number": late}
    return {
        "title": _("Decisions"),
        "text": text,
        "url": reverse("home:decisions"),
        "action": _("Open the queue"),
        "icon": "inbox",
        "count": len(rows),
    }
