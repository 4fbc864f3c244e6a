"""Appointments: where a person belongs, and whom she stands in for, from day to day."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.actions.today import refresh_today
from corpu.people.models import Appointment, Person

DAY = datetime.timedelta(days=1)
DEFINITIVE = Appointment.Kind.DEFINITIVE


def snapshot(appointment: Appointment) -> dict:
    """An appointment as the decision log keeps it."""
    return {
        "id": appointment.pk,
        "unit": appointment.unit.code,
        "post": appointment.post.name,
        "staff_class": appointment.staff_class,
        "kind": appointment.kind,
        "leads": appointment.leads,
        "from": str(appointment.started_on),
        "until": str(appointment.ended_on) if appointment.ended_on else None,
    }


@transaction.atomic
def appoint(
    person: Person, *, unit, post, started_on, by, staff_class="", leads=False,
    fraction=1, ended_on=None, reason="",
) -> Appointment:  # fmt: skip
    """Give her a definitive place from `started_on`; the one before ends the day before."""
    _refuse_closed(unit, started_on)
    latest = _definitive(person).last()
    if latest and latest.started_on >= started_on:
        raise Refused(
            "appointment_before_last",
            _(
                "Her last appointment began on %(day)s. Correct that one, or choose a later day."
            )
            % {"day": latest.started_on},
            field="started_on",
        )
    if latest and (latest.ended_on is None or latest.ended_on >= started_on):
        latest.ended_on = started_on - DAY
        latest.save(update_fields=["ended_on"])
    new = Appointment.objects.create(
        person=person, unit=unit, post=post, kind=DEFINITIVE, leads=leads,
        staff_class=staff_class or person.staff_class or "pns", fraction=fraction,
        started_on=started_on, ended_on=ended_on,
    )  # fmt: skip
    before = snapshot(latest) if latest else None
    _changed("appointment.added", new, by=by, reason=reason, before=before)
    return new


@transaction.atomic
def act(
    person: Person, *, unit, post, started_on, by, kind=Appointment.Kind.ACTING,
    ended_on=None, leads=True, reason="",
) -> Appointment:  # fmt: skip
    """Let her fill another post for a time (Plt., Plh.) beside her own."""
    _refuse_closed(unit, started_on)
    if kind == DEFINITIVE:
        raise ValueError("an acting appointment is not definitive")
    taken = Appointment.objects.on(started_on).filter(
        person=person, unit=unit, post=post, kind=kind
    )
    if taken.exists():
        raise Refused("acting_already", _("She acts there already on that day."))
    new = Appointment.objects.create(
        person=person, unit=unit, post=post, kind=kind, leads=leads,
        staff_class=person.staff_class or "pns",
        started_on=started_on, ended_on=ended_on,
    )  # fmt: skip
    _changed("appointment.acting", new, by=by, reason=reason, before=None)
    return new


@transaction.atomic
def end(appointment: Appointment, *, on, by, reason="") -> Appointment:
    """Its last day is `on`."""
    if on < appointment.started_on:
        raise Refused(
            "appointment_ends_before_start",
            _("It began on %(day)s: it cannot end before that.")
            % {"day": appointment.started_on},
            field="ended_on",
        )
    before = snapshot(appointment)
    appointment.ended_on = on
    appointment.save(update_fields=["ended_on"])
    _changed("appointment.ended", appointment, by=by, reason=reason, before=before)
    return appointment


@transaction.atomic
def correct(appointment: Appointment, *, by, reason="", **fields) -> Appointment:
    """Repair what was entered wrongly; the person's history is rewritten, and logged."""
    kept = Appointment.objects.select_for_update().get(pk=appointment.pk)
    before = snapshot(kept)
    for name, value in fields.items():
        setattr(kept, name, value)
    if kept.ended_on and kept.ended_on < kept.started_on:
        raise Refused(
            "appointment_ends_before_start",
            _("It began on %(day)s: it cannot end before that.")
            % {"day": kept.started_on},
            field="ended_on",
        )
    if kept.kind == DEFINITIVE:
        _refuse_overlap(kept)
    kept.save()
    _changed("appointment.corrected", kept, by=by, reason=reason, before=before)
    return kept


@transaction.atomic
def remove(appointment: Appointment, *, by, reason: str) -> None:
    """Take away an appointment that never was."""
    before, person = snapshot(appointment), appointment.person
    if appointment.kind == DEFINITIVE and _definitive(person).count() == 1:
        raise Refused(
            "appointment_only_one",
            _("It is her only definitive appointment. Correct it, or end it."),
        )
    year = appointment.started_on.year
    appointment.delete()
    log_decision(
        "appointment.removed", by=by, person=person, reason=reason, before=before
    )
    refresh_today([person.pk])
    call_followers("PEOPLE_FOLLOWERS", [person.pk], years_since(year))


def years_since(year: int) -> list[int]:
    """The years from `year` to this one, five at most: older ones are closed."""
    this = today().year
    return list(range(max(min(year, this), this - 4), this + 1))


def _definitive(person: Person):
    rows = Appointment.objects.select_for_update().filter(person=person, kind=DEFINITIVE)
    return rows.order_by("started_on", "pk")


def _refuse_closed(unit, day) -> None:
    if unit.closed_on and unit.closed_on <= day:
        raise Refused(
            "unit_closed", _("This unit is closed. Choose an open one."), field="unit"
        )


def _refuse_overlap(kept: Appointment) -> None:
    for other in _definitive(kept.person).exclude(pk=kept.pk):
        begins_before_end = kept.ended_on is None or other.started_on <= kept.ended_on
        ends_after_start = other.ended_on is None or other.ended_on >= kept.started_on
        if begins_before_end and ends_after_start:
            raise Refused(
                "appointment_overlaps",
                _("On these days she has another definitive appointment: %(other)s.")
                % {"other": other},
                field="started_on",
            )


def _changed(act_name: str, appointment: Appointment, *, by, reason, before) -> None:
    person = appointment.person
    log_decision(
        act_name, by=by, person=person, subject=appointment, reason=reason,
        before=before, after=snapshot(appointment),
    )  # fmt: skip
    refresh_today([person.pk])
    years = years_since(appointment.started_on.year)
    call_followers("PEOPLE_FOLLOWERS", [person.pk], years)
