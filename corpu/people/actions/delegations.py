"""Handing one's queue of decisions to another for some days."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Delegation, Person

LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def hand_over(person: Person, *, deputy: Person, started_on, ended_on, by) -> Delegation:
    """Let `deputy` work on the queue of `person`; only one deputy at a time."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # one at a time
    _refuse(person, deputy, started_on, ended_on)
    delegation = Delegation.objects.create(
        person=person, deputy=deputy, started_on=started_on, ended_on=ended_on
    )
    deputy.__dict__.pop("_stands_in_for", None)
    log_decision(
        "delegation.given", by=by, person=person, subject=deputy,
        deputy=deputy.pk, **{"from": str(started_on), "until": str(ended_on)},
    )  # fmt: skip
    for path in settings.DELEGATION_FOLLOWERS:
        import_string(path)(delegation)
    return delegation


def _refuse(person, deputy, started_on, ended_on) -> None:
    if deputy.pk == person.pk:
        raise Refused(
            "deputy_is_self", _("Choose another person than yourself."), field="deputy"
        )
    if not deputy.is_active:
        raise Refused(
            "deputy_left", _("This person has left. Choose another one."), field="deputy"
        )
    if ended_on < started_on:
        raise Refused(
            "delegation_days_reversed",
            _("The last day lies before the first. Exchange them."),
            field="ended_on",
        )
    if ended_on < today():
        raise Refused(
            "delegation_past", _("These days have passed. Choose later ones."),
            field="ended_on",
        )  # fmt: skip
    if ended_on - started_on > LONGEST:
        raise Refused(
            "delegation_too_long",
            _("A queue is handed over for a year at most. Choose an earlier last day."),
            field="ended_on",
        )
    others = Delegation.objects.filter(
        person=person, started_on__lte=ended_on, ended_on__gte=started_on
    )
    if others.exists():
        raise Refused(
            "delegation_overlaps",
            _(
                "On some of these days your queue is with someone already. End that first."
            ),
            field="started_on",
        )


@transaction.atomic
def take_back(delegation: Delegation, *, by) -> None:
    """End it: yesterday was its last day, or it never begins."""
    yesterday = today() - datetime.timedelta(days=1)
    log_decision(
        "delegation.ended", by=by, person=delegation.person, subject=delegation.deputy,
        **{"from": str(delegation.started_on), "until": str(delegation.ended_on)},
    )  # fmt: skip
    if delegation.started_on > yesterday:
        delegation.delete()
        return
    Delegation.objects.filter(pk=delegation.pk).update(ended_on=yesterday)
