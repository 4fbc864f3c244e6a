"""A queue of decisions for the tests: wishes, kept in a list."""

from django.http import Http404

from corpu.lib.refusals import Refused
from corpu.people.actions.deciders import decides_for
from corpu.people.queues import Queue, QueueItem

wishes: list[dict] = []


def _rows(viewer):
    deciders = decides_for(viewer)
    return [
        QueueItem(
            key=wish["key"],
            person=wish["person"],
            title=f"Permohonan {wish['key']}",
            detail="Rincian",
            decide_by=wish.get("decide_by"),
            decider=wish["decider"],
        )
        for wish in wishes
        if not wish.get("decided") and wish["decider"].pk in deciders
    ]


def _decide(viewer, key, accept, reason):
    deciders = decides_for(viewer)
    for wish in wishes:
        if wish["key"] == key and wish["decider"].pk in deciders:
            if wish.get("decided"):
                raise Http404
            if wish.get("full"):
                raise Refused("class_full", "Kelas sudah penuh.")
            wish["decided"] = (accept, reason)
            return wish
    raise Http404


def _escalate():
    return len([wish for wish in wishes if not wish.get("decided")])


QUEUE = Queue(
    code="wishes", title="Keinginan", rows=_rows, decide=_decide, escalate=_escalate
)
