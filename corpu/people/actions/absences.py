"""Absences: days on which a person is not at her post."""

from django.db import transaction
from django.utils.translation import gettext as _

from corpu.lib.followers import call_followers
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Absence, Person


def snapshot(absence: Absence) -> dict:
    """An absence as the decision log keeps it."""
    return {
        "kind": absence.kind,
        "from": str(absence.started_on),
        "until": str(absence.ended_on),
        "note": absence.note,
    }


def _check(absence: Absence) -> None:
    if absence.ended_on < absence.started_on:
        raise Refused(
            "absence_days_reversed",
            _("The last day lies before the first. Exchange them."),
            field="ended_on",
        )
    others = Absence.objects.over(absence.started_on, absence.ended_on)
    other = others.filter(person=absence.person).exclude(pk=absence.pk).first()
    if other:
        raise Refused(
            "absence_overlaps",
            _("On these days another absence is known: %(other)s. Change that one.")
            % {"other": other},
            field="started_on",
        )


@transaction.atomic
def add_absence(
    person: Person, *, kind, started_on, ended_on, by, note="", reason=""
) -> Absence:
    """Note that she is away from `started_on` to `ended_on`, both included."""
    absence = Absence(
        person=person, kind=kind, started_on=started_on, ended_on=ended_on, note=note
    )
    _check(absence)
    absence.save()
    _tell("absence.added", absence, by=by, reason=reason, after=snapshot(absence))
    return absence


@transaction.atomic
def change_absence(absence: Absence, *, by, reason="", **fields) -> Absence:
    """Change its kind, days or note."""
    kept = Absence.objects.select_for_update().get(pk=absence.pk)
    before, first = snapshot(kept), kept.started_on
    for name, value in fields.items():
        setattr(kept, name, value)
    _check(kept)
    kept.save()
    _tell(
        "absence.changed", kept, by=by, reason=reason, before=before,
        after=snapshot(kept), also=first.year,
    )  # fmt: skip
    return kept


@transaction.atomic
def remove_absence(absence: Absence, *, by, reason="") -> None:
    """It did not take place."""
    before = snapshot(absence)
    absence.delete()
    _tell("absence.removed", absence, by=by, reason=reason, before=before)


def _tell(act, absence, *, by, reason, also=None, **data) -> None:
    log_decision(
        act, by=by, person=absence.person, subject=absence, reason=reason, **data
    )
    years = {absence.started_on.year, absence.ended_on.year, also} - {None}
    call_followers("PEOPLE_FOLLOWERS", [absence.person_id], years)
