"""A person asks that a target of hers be lifted, moved or corrected; another decides.

Her leader decides about more time; HR, who keep targets and the data they rest on,
decide about exemptions and objections. Silence escalates to the next leader above, and
past the last one to HR, who are reminded.
"""

import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.deciders import decider_for, next_decider
from corpu.people.actions.decisions import log_decision
from performance import notices
from performance.actions import adjustments
from performance.actions.exemptions import put_exemption
from performance.models import Petition, PetitionStep, Standing

# A request that nobody answers is passed on after this long.
TIME_TO_DECIDE = datetime.timedelta(days=7)
# Nobody objects to what ended long ago.
TIME_TO_ASK = datetime.timedelta(days=90)
Kind, State, Step = Petition.Kind, Petition.State, PetitionStep.Act


@transaction.atomic
def ask(
    standing: Standing, kind: str, *, by, reason: str, wanted_on=None,
    wanted: Decimal | None = None,
) -> Petition:  # fmt: skip
    """The person of `standing` asks for an exemption, for more time, or that the amount
    be corrected."""
    if standing.person_id != by.pk:
        raise Refused("not_yours", _("Only the person herself can ask for this."))
    _refuse_senseless(standing, kind, reason, wanted_on, wanted)
    now = timezone.now()
    try:
        with transaction.atomic():
            row = Petition.objects.create(
                person=by, target=standing.target, year=standing.year, kind=kind,
                reason=reason.strip(), asked_at=now, decide_by=now + TIME_TO_DECIDE,
                wanted_on=wanted_on if kind == Kind.EXTENSION else None,
                wanted=wanted if kind == Kind.OBJECTION else None,
                decider=decider_for(by) if kind == Kind.EXTENSION else None,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            "asked_already",
            _("A request about this target waits already. Withdraw it to ask anew."),
        ) from None
    _step(row, Step.ASKED, by, reason)
    _log("petition.asked", row, by, "")  # her words stay in the request
    notices.tell_petition_asked(row)
    return row


@transaction.atomic
def decide(petition: Petition, *, by, accept: bool, reason: str = "") -> Petition:
    """Answer it. What is granted changes the requirement in the same transaction; a
    refusal needs a reason; the answer is given once."""
    if petition.person_id == by.pk:
        raise Refused("own_petition", _("Nobody decides about her own request."))
    if not petition.is_open:
        raise Refused("decided_already", _("This request has been decided already."))
    if not Petition.objects.waiting_for(by).filter(pk=petition.pk).exists():
        raise Refused("not_yours", _("This request is not yours to decide."))
    if not accept and not reason.strip():
        raise Refused(
            "reason_missing", _("Say why, so that the person knows."), field="reason"
        )
    _close(petition, State.ACCEPTED if accept else State.REFUSED, by, reason)
    if accept:
        _grant(petition, by, reason)
    _step(petition, Step.ACCEPTED if accept else Step.REFUSED, by, reason)
    act = "petition.accepted" if accept else "petition.refused"
    asked = petition.asked_at.isoformat()
    _log(act, petition, by, reason, asked_at=asked)
    notices.tell_petition_answered(petition)
    return petition


@transaction.atomic
def withdraw(petition: Petition, *, by) -> Petition:
    """The person takes her request back before it is decided."""
    if petition.person_id != by.pk:
        raise Refused("not_yours", _("Only the person herself can withdraw it."))
    _close(petition, State.WITHDRAWN, None, "")
    _step(petition, Step.WITHDRAWN, by, "")
    return petition


def pass_on_silent(now) -> int:
    """Requests that nobody answered in time go one level up, and from the top to HR;
    HR are reminded. Returns how many."""
    late = Petition.objects.overdue(now).order_by("pk").values_list("pk", flat=True)
    return sum(_pass_on(pk, now) for pk in late)


@transaction.atomic
def _pass_on(pk: int, now) -> bool:
    rows = Petition.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.overdue(now).filter(pk=pk).first()
    if row is None:
        return False
    silent = row.decider
    row.decider = next_decider(silent, row.person) if silent else None
    row.decide_by = now + TIME_TO_DECIDE
    row.save(update_fields=["decider", "decide_by"])
    _step(row, Step.PASSED_ON if silent else Step.REMINDED, None, str(silent or ""))
    if silent:
        _log("petition.passed_on", row, None, "", silent=silent.pk)
    notices.tell_petition_asked(row)
    return True


def _refuse_senseless(standing, kind, reason, wanted_on, wanted) -> None:
    if standing.target.is_ceiling:
        raise Refused(
            "only_a_warning", _("A ceiling asks nothing: there is nothing to lift.")
        )
    if not reason.strip():
        raise Refused(
            "reason_missing",
            _("Write the reason: another decides by it."),
            field="reason",
        )
    if today() > standing.ends_on + TIME_TO_ASK:
        raise Refused(
            "too_late", _("It can be asked for until 90 days after the last day.")
        )
    if kind == Kind.EXEMPTION and standing.is_exempt:
        raise Refused("exempt_already", _("You are exempt already."))
    if kind == Kind.EXTENSION:
        _refuse_day(standing, wanted_on)
    if kind == Kind.OBJECTION and (wanted is None or not 0 <= wanted < standing.required):
        raise Refused(
            "not_less",
            _("Say which amount would be right; it must be below the one that is asked."),
            field="wanted",
        )


def _refuse_day(standing, wanted_on) -> None:
    if wanted_on is None or wanted_on <= standing.ends_on:
        raise Refused(
            "not_later",
            _("Choose a day after %(day)s: the target runs until then already.")
            % {"day": date_format(standing.ends_on, "j F Y")},
            field="wanted_on",
        )
    if (wanted_on - standing.ends_on).days > 366:
        raise Refused(
            "too_late", _("At most one year later can be given."), field="wanted_on"
        )


def _close(petition: Petition, state: str, by, reason: str) -> None:
    """Of two who press at the same moment, one decides."""
    rows = Petition.objects.open().filter(pk=petition.pk)
    if not rows.update(
        state=state, decided_by=by, decided_at=timezone.now(), answer=reason.strip()
    ):
        raise Refused("decided_already", _("This request has been decided already."))
    petition.refresh_from_db()


def _grant(petition: Petition, by, reason: str) -> None:
    """What was asked, in the words of whoever decides; never in those of the person,
    which are for the ones who decide alone."""
    standing = adjustments.standing_of(petition)
    words = {"by": by, "reason": reason.strip(), "is_asked": True}
    if petition.kind == Kind.EXEMPTION:
        put_exemption(standing, **words)
    elif petition.kind == Kind.EXTENSION:
        adjustments.put_extension(standing, ends_on=petition.wanted_on, **words)
    else:
        adjustments.put_correction(standing, required=petition.wanted, **words)


def _step(petition: Petition, act: str, by, note: str) -> None:
    PetitionStep.objects.create(petition=petition, act=act, by=by, note=note.strip())


def _log(act: str, petition: Petition, by, reason: str, **data) -> None:
    decider = petition.decider
    stands_in = by and decider and decider.pk != by.pk and petition.person_id != by.pk
    log_decision(
        act,
        by=by,
        on_behalf_of=decider if stands_in else None,
        person=petition.person,
        subject=f"{petition.target.code} {petition.year}: {petition.kind}",
        reason=reason,
        petition=str(petition.public_id),
        wanted=str(petition.wanted or petition.wanted_on or ""),
        **data,
    )
