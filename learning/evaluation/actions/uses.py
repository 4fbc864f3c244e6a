"""What was learnt is used: she says so, another confirms it; or she says what hinders."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.deciders import decider_for, next_decider
from corpu.people.actions.decisions import log_decision
from learning.evaluation.actions.opinions import must_have_completed
from learning.evaluation.models import Use
from learning.models import Enrolment
from learning.rules import after_working_days

State = Use.State
DAYS_TO_DECIDE = 10


@transaction.atomic
def say(enrolment: Enrolment, *, by, text: str) -> Use:
    """She used it: whoever decides for her is asked to confirm. What was not seen, or
    hindered before, may be said anew."""
    must_have_completed(enrolment, by)
    if not text.strip():
        raise Refused("text_needed", _("Say in one sentence what you did."), field="text")
    now = timezone.now()
    use = _put(
        enrolment,
        state=State.SAID,
        text=text.strip(),
        hurdle="",
        decider=decider_for(enrolment.person),
        decide_by=after_working_days(now, DAYS_TO_DECIDE),
    )
    _tell_decider(use)
    return use


@transaction.atomic
def hinder(enrolment: Enrolment, *, by, hurdle: str) -> Use:
    """She could not use it, because of `hurdle`; nobody has to decide about that."""
    must_have_completed(enrolment, by)
    return _put(
        enrolment, state=State.HINDERED, hurdle=hurdle, decider=None, decide_by=None
    )


def _put(enrolment: Enrolment, **fields) -> Use:
    """One row an enrolment, taken anew unless somebody is asked or has confirmed."""
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    known = Use.objects.filter(enrolment=enrolment).first()
    if known and known.state == State.CONFIRMED:
        raise Refused("confirmed_already", _("This has been confirmed already."))
    if known and known.state == State.SAID:
        raise Refused("asked_already", _("Somebody has been asked already. Please wait."))
    fresh = {
        "said_at": timezone.now(), "decided_at": None, "decided_by": None, "reason": "",
    }  # fmt: skip
    use, _new = Use.objects.update_or_create(
        enrolment=enrolment, defaults={**fresh, **fields}
    )
    return use


@transaction.atomic
def decide(use: Use, *, by, accept: bool, reason: str = "") -> Use:
    """Confirm that it was seen at work, or say why not."""
    _must_wait_for(use, by)
    if not accept and not reason.strip():
        raise Refused(
            "reason_needed", _("Say what you would have to see."), field="reason"
        )
    state = State.CONFIRMED if accept else State.NOT_SEEN
    rows = Use.objects.filter(pk=use.pk, state=State.SAID)
    if not rows.update(
        state=state, decided_at=timezone.now(), decided_by=by, reason=reason.strip()
    ):
        raise Refused("already_decided", _("This has been answered already."))
    asked_at, decider = use.said_at, use.decider
    use.refresh_from_db()
    log_decision(
        f"use.{state}",
        by=by,
        person=use.enrolment.person,
        subject=use.enrolment.version.title,
        reason=reason.strip(),
        on_behalf_of=decider if decider and decider.pk != by.pk else None,
        use=str(use.public_id),
        asked_at=asked_at.isoformat(),
    )
    _tell_owner(use)
    return use


def _must_wait_for(use: Use, by) -> None:
    use.refresh_from_db(fields=["state", "decider"])
    if use.enrolment.person_id == by.pk:
        raise Refused("own_use", _("Nobody confirms her own."))
    if use.state != State.SAID:
        raise Refused("already_decided", _("This has been answered already."))
    if not Use.objects.waiting_for(by).filter(pk=use.pk).exists():
        raise Refused("not_yours", _("This waits for somebody else."))


def escalate() -> int:
    """Ask the next one up where the first kept silent; returns how often."""
    rows = Use.objects.overdue().select_related("decider", "enrolment__person")
    return sum(_pass_on(use) for use in rows)


@transaction.atomic
def _pass_on(use: Use) -> int:
    upper = next_decider(use.decider, use.enrolment.person)
    until = after_working_days(timezone.now(), DAYS_TO_DECIDE)
    rows = Use.objects.filter(pk=use.pk, state=State.SAID, decide_by=use.decide_by)
    if not rows.update(decider=upper, decide_by=until):
        return 0
    use.refresh_from_db()
    log_decision(
        "use.passed_on",
        by=None,
        person=use.enrolment.person,
        subject=use.enrolment.version.title,
        use=str(use.public_id),
    )
    _tell_decider(use)
    return 1


def _tell_decider(use: Use) -> None:
    if use.decider is None:
        return
    tell(
        use.decider,
        "evaluation.said",
        source=f"use:{use.public_id}:{use.said_at:%Y%m%d%H%M%S}:{use.decider_id}",
        url=reverse("home:decisions"),
        name=use.enrolment.person.full_name,
        title=use.enrolment.version.title,
    )


def _tell_owner(use: Use) -> None:
    tell(
        use.enrolment.person,
        f"evaluation.{use.state}",
        source=f"use:{use.public_id}:{use.decided_at:%Y%m%d%H%M%S}",
        url=reverse("learning:finished", args=[use.enrolment.public_id]),
        title=use.enrolment.version.title,
        reason=use.reason,
    )
