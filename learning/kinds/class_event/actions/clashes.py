"""Nobody can be in two places: what stands in the way of a class."""

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from corpu.agenda.models import Commitment
from corpu.lib.refusals import Refused
from corpu.people.models import Absence
from learning.kinds.class_event.models import ClassEvent


def refuse_clash(person, event: ClassEvent) -> None:
    """Nobody can be in two places: other commitments and absences come first."""
    if found := find_clash(person, event):
        code, sentence = found
        raise Refused(code, sentence)


def find_clash(person, event: ClassEvent):
    """What stands in the way, as (code, sentence), or None."""
    sittings = list(event.sittings.all())
    if not sittings:
        return None
    first, last = sittings[0], max(sittings, key=lambda sitting: sitting.ends_at)
    promises = Commitment.objects.filter(person=person)
    promises = promises.exclude(source__startswith=f"class:{event.public_id}:")
    near = promises.clashing(first.starts_at, last.ends_at)
    days = (first.starts_at.date(), last.ends_at.astimezone(event.tz).date())
    away = list(Absence.objects.over(*days).filter(person=person))
    near = list(near)
    for sitting in sittings:
        for promise in near:
            if (
                promise.starts_at < sitting.ends_at
                and sitting.starts_at < promise.ends_at
            ):
                return "clash_commitment", _commitment_sentence(promise, event)
        for absence in away:
            if absence.started_on <= sitting.day <= absence.ended_on:
                return "clash_absence", _absence_sentence(absence)
    return None


def _commitment_sentence(promise, event: ClassEvent):
    start = promise.starts_at.astimezone(event.tz)
    end = promise.ends_at.astimezone(event.tz)
    return _(
        "You have “%(title)s” at that time (%(day)s, %(start)s–%(end)s %(clock)s). "
        "Cancel that first, or choose another class."
    ) % {
        "title": promise.title,
        "day": formats.date_format(start, "j F Y"),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "clock": event.clock,
    }


def _absence_sentence(absence):
    return _(
        "You are away at that time: %(kind)s from %(start)s until %(end)s. Choose "
        "another class, or ask HR to correct the absence."
    ) % {
        "kind": absence.get_kind_display(),
        "start": formats.date_format(absence.started_on, "j F Y"),
        "end": formats.date_format(absence.ended_on, "j F Y"),
    }
