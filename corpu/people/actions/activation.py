"""Activation codes: how a person without e-mail, or without a password, first signs in."""

import datetime
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import ActivationCode, Person
from corpu.people.models.access import digest
from corpu.people.permissions import refuse_account_above
from corpu.people.rules import clean_nip

# No letters and digits that look alike on paper.
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 10
LASTS = datetime.timedelta(days=14)
MOST_FAILURES = 5


def new_code() -> str:
    """Ten signs, about 49 bits."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def clean_code(text: str) -> str:
    """As typed from paper: spaces and dashes between the signs are forgiven."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


@transaction.atomic
def issue_code(person: Person, *, by) -> str:
    """A fresh code for one person, to be shown once; older ones no longer work."""
    return issue_codes([person], by=by)[0][1]


@transaction.atomic
def issue_codes(people: list[Person], *, by) -> list[tuple[Person, str]]:
    """Fresh codes for several people, as (person, code)."""
    now = timezone.now()
    for person in people:
        if not (person.is_active and person.nip):
            raise Refused(
                "activation_not_possible",
                _("Codes are for people in service who have a NIP."),
            )
        refuse_account_above(by, person)
    open_codes = ActivationCode.objects.filter(person__in=people, used_at=None)
    open_codes.filter(expires_at__gt=now).update(expires_at=now)
    pairs = [(person, new_code()) for person in people]
    ActivationCode.objects.bulk_create(
        ActivationCode(
            person=person, digest=digest(code), issued_by=by, issued_at=now,
            expires_at=now + LASTS,
        )
        for person, code in pairs
    )  # fmt: skip
    for person in people:
        log_decision("activation.issued", by=by, person=person)
    return pairs


def _wrong() -> Refused:
    """One sentence for every cause: it tells a stranger nothing."""
    return Refused(
        "activation_wrong",
        _(
            "NIP and code do not belong together, or the code has expired or was tried "
            "too often. Check them, or ask HR for a new code."
        ),
    )


def activate(*, nip: str, code: str, password: str) -> Person:
    """Set the first password of the one whose NIP and code these are."""
    number = clean_nip(nip)
    person = Person.objects.filter(nip=number, is_active=True).first() if number else None
    kept = _open_code(person)
    if kept is None:
        raise _wrong()
    if not _take_try(kept):
        raise _wrong()
    if not constant_time_compare(kept.digest, digest(clean_code(code))):
        raise _wrong()
    _refuse_weak(password, person)
    return _use(kept, person, password)


def _open_code(person: Person | None) -> ActivationCode | None:
    if person is None:
        return None
    codes = ActivationCode.objects.filter(
        person=person, used_at=None, expires_at__gt=timezone.now()
    )
    return codes.order_by("-issued_at", "-pk").first()


def _take_try(kept: ActivationCode) -> bool:
    """Every try counts before it is looked at, so that many at once are no more than
    five; the right code gives its try back."""
    return bool(
        ActivationCode.objects.filter(
            pk=kept.pk, used_at=None, failures__lt=MOST_FAILURES
        ).update(failures=F("failures") + 1)
    )


def _refuse_weak(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        ActivationCode.objects.filter(person=person, used_at=None, failures__gt=0).update(
            failures=F("failures") - 1
        )
        raise Refused(
            "password_weak", " ".join(error.messages), field="password"
        ) from None


@transaction.atomic
def _use(kept: ActivationCode, person: Person, password: str) -> Person:
    used = ActivationCode.objects.filter(pk=kept.pk, used_at=None)
    if not used.update(used_at=timezone.now()):
        raise _wrong()
    person.set_password(password)
    person.save(update_fields=["password"])
    log_decision("activation.used", by=person, person=person)
    return person
