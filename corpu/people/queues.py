"""Queues of decisions: each domain offers its own, one screen shows them all.

A queue is named in `settings.DECISION_QUEUES` by the dotted path of a `Queue`; a path
that cannot be loaded stops the start (`corpu.people.checks`).
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from corpu.people.models import Person


@dataclass(frozen=True)
class QueueItem:
    """One request that waits. `key` is unique in its queue; `decide_by` may be None.

    `decider` is the person in whose queue it lies (it may be one who handed hers over);
    None means that HR decides.
    """

    key: str
    person: Person
    title: str
    detail: str = ""
    asked_at: datetime.datetime | None = None
    decide_by: datetime.datetime | None = None
    url: str = ""
    decider: Person | None = None


def _nothing_to_escalate() -> int:
    return 0


@dataclass(frozen=True)
class Queue:
    """Requests of one kind.

    `rows(viewer)` gives the items that wait for `viewer`, oldest first;
    `decide(viewer, key, accept, reason)` decides one of them or raises `Refused`;
    `escalate()` moves what was left in silence one level up and returns how many;
    `waiting(viewer)` gives the same requests as a queryset with `decide_by`, so that
    every page can count them without building them.
    """

    code: str
    title: str
    rows: Callable[[Person], Iterable[QueueItem]]
    decide: Callable[[Person, str, bool, str], object]
    escalate: Callable[[], int] = _nothing_to_escalate
    waiting: Callable[[Person], QuerySet] | None = None


@cache
def _load(paths: tuple[str, ...]) -> tuple[Queue, ...]:
    return tuple(import_string(path) for path in paths)


def due_for(viewer: Person) -> list[datetime.datetime | None]:
    """When each request that waits for `viewer` is due: one statement over all queues
    that offer a queryset."""
    queues = load_queues()
    rows = [
        queue.waiting(viewer).order_by().values_list("decide_by", flat=True)
        for queue in queues
        if queue.waiting
    ]
    others = [item.decide_by for q in queues if not q.waiting for item in q.rows(viewer)]
    return [*(rows[0].union(*rows[1:], all=True) if rows else []), *others]


def load_queues() -> tuple[Queue, ...]:
    """Every queue of `settings.DECISION_QUEUES`, in its order."""
    return _load(tuple(settings.DECISION_QUEUES))
