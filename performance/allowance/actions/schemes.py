"""An institution switches recommendations on: one gives the legal basis, another
confirms it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Unit
from performance.allowance.models import Scheme
from performance.allowance.permissions import keeps


def scheme_of(unit: Unit) -> Scheme:
    """The scheme of an institution; off where nobody has done anything yet."""
    return Scheme.objects.get_or_create(unit=unit)[0]


def _held(scheme: Scheme, by) -> Scheme:
    if not keeps(by, scheme.unit):
        raise PermissionDenied
    rows = Scheme.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=scheme.pk)


@transaction.atomic
def propose(scheme: Scheme, *, by, legal_basis: str) -> Scheme:
    """Give the regulation on which the institution would switch it on."""
    scheme = _held(scheme, by)
    legal_basis = legal_basis.strip()
    if scheme.is_on:
        raise Refused("on_already", _("The recommendation is switched on already."))
    if len(legal_basis) < 10:
        raise Refused(
            "legal_basis_missing",
            _("Name the regulation: its kind, number, year and article."),
            field="legal_basis",
        )
    scheme.legal_basis, scheme.proposed_by = legal_basis, by
    scheme.proposed_at = timezone.now()
    scheme.confirmed_by = scheme.confirmed_at = None
    scheme.save()
    _log("allowance.switch_proposed", scheme, by, legal_basis)
    return scheme


@transaction.atomic
def confirm(scheme: Scheme, *, by) -> Scheme:
    """A second person switches it on."""
    scheme = _held(scheme, by)
    if not scheme.is_proposed:
        raise Refused("nothing_proposed", _("Nobody has proposed to switch it on."))
    if scheme.proposed_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You gave the legal basis: ask a second person to confirm it."),
        )
    scheme.is_on, scheme.confirmed_by = True, by
    scheme.confirmed_at = timezone.now()
    scheme.save()
    _log("allowance.switched_on", scheme, by, scheme.legal_basis)
    return scheme


@transaction.atomic
def switch_off(scheme: Scheme, *, by, reason: str) -> Scheme:
    """Stop it, or decline what was proposed. What is locked stays."""
    scheme = _held(scheme, by)
    if not reason.strip():
        raise Refused("reason_missing", _("Write the reason."), field="reason")
    scheme.is_on, scheme.proposed_by, scheme.proposed_at = False, None, None
    scheme.confirmed_by = scheme.confirmed_at = None
    scheme.save()
    _log("allowance.switched_off", scheme, by, reason)
    return scheme


@transaction.atomic
def set_terms(
    scheme: Scheme, *, by, objection_days: int, decision_days: int, leaders_see: bool
) -> Scheme:
    """The days to object and to answer, and whether leaders see their people's lines."""
    scheme = _held(scheme, by)
    scheme.objection_days, scheme.decision_days = objection_days, decision_days
    scheme.leaders_see = leaders_see
    scheme.save()
    _log("allowance.terms_set", scheme, by, "")
    return scheme


def _log(act: str, scheme: Scheme, by, reason: str) -> None:
    log_decision(
        act, by=by, subject=scheme.unit.name, reason=reason, unit=scheme.unit_id,
        is_on=scheme.is_on, objection_days=scheme.objection_days,
        decision_days=scheme.decision_days, leaders_see=scheme.leaders_see,
    )  # fmt: skip
