"""A person's own data: adding, editing, a new NIP, leaving and coming back."""

import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.lib.refusals import Refused
from corpu.people.actions.appointments import appoint
from corpu.people.actions.decisions import log_decision
from corpu.people.actions.grants import call_grant_followers
from corpu.people.faults import checked_nip
from corpu.people.models import Appointment, Delegation, Person, RoleGrant
from corpu.people.permissions import refuse_account_above
from corpu.people.rules import follow_line

FIELDS = (
    "name", "title_before", "title_after", "born_on", "sex", "email", "phone",
    "appointed_on", "leader",
)  # fmt: skip


def snapshot(person: Person, fields=FIELDS) -> dict:
    """What the decision log keeps of a person."""
    values = {}
    for name in fields:
        value = getattr(person, name)
        values[name] = value if isinstance(value, int | str | None) else str(value)
    return values


@transaction.atomic
def add_person(
    *, nip: str, name: str, unit, post, staff_class: str, started_on, by, leads=False,
    leader=None, email=None, appointed_on=None, **fields,
) -> Person:  # fmt: skip
    """Add a civil servant with her first appointment; she has no password yet."""
    number = checked_nip(nip, kind=staff_class)
    _refuse_taken_nip(number.text)
    email = _free_email(email)
    person = Person(
        username=number.text, nip=number.text, name=name.strip(), email=email,
        born_on=number.born_on, sex=number.sex,
        appointed_on=appointed_on or number.started_on, leader=leader, **fields,
    )  # fmt: skip
    person.set_unusable_password()
    person.save()
    log_decision("person.added", by=by, person=person, after=snapshot(person))
    appoint(
        person, unit=unit, post=post, staff_class=staff_class, leads=leads,
        started_on=started_on, by=by,
    )  # fmt: skip
    person.refresh_from_db()
    return person


@transaction.atomic
def add_staff(*, name: str, email: str, by) -> Person:
    """Add someone without a NIP: staff of a provider, who signs in with her e-mail."""
    email = _free_email(email)
    if not email:
        raise Refused(
            "email_missing", _("Staff without a NIP sign in by e-mail: give one."),
            field="email",
        )  # fmt: skip
    person = Person(username=email[:150], name=name.strip(), email=email)
    person.set_unusable_password()
    person.save()
    log_decision("person.added", by=by, person=person, after=snapshot(person))
    return person


@transaction.atomic
def edit_person(person: Person, *, by, reason="", **fields) -> Person:
    """Change some of `FIELDS`; what changed is logged, before and after."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    before = snapshot(person)
    if "email" in fields:
        fields["email"] = _free_email(fields["email"], person)
    if "leader" in fields:
        refuse_wrong_leader(person, fields["leader"])
    for name, value in fields.items():
        setattr(person, name, value)
    _refuse_contradicting_nip(person)
    after = snapshot(person)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if not changed:
        return person
    if "email" in changed:
        refuse_account_above(by, person)
    person.save(update_fields=changed)
    if "email" in changed:
        _forget_address(person)
    log_decision(
        "person.edited", by=by, person=person, reason=reason,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )  # fmt: skip
    if "leader" in changed:
        call_followers("PEOPLE_FOLLOWERS", [person.pk], [today().year])
    return person


@transaction.atomic
def change_nip(person: Person, *, nip: str, by, reason="") -> Person:
    """Give her a new number; the old one is kept, her sign-in name follows, and she
    stays signed in."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    number = checked_nip(nip)
    if number.text == person.nip:
        return person
    refuse_account_above(by, person)
    _refuse_taken_nip(number.text, person)
    old = person.nip
    if old:
        person.former_nips = [*person.former_nips, old]
    if not old or person.username == old:
        person.username = number.text
    person.nip, person.born_on, person.sex = number.text, number.born_on, number.sex
    fields = ["nip", "former_nips", "username", "born_on", "sex"]
    person.save(update_fields=fields)
    log_decision(
        "person.nip_changed", by=by, person=person, reason=reason, before=old,
        after=number.text,
    )  # fmt: skip
    return person


@transaction.atomic
def leave(person: Person, *, on: datetime.date, by, reason="") -> Person:
    """Her last day is `on`: appointments, roles and delegations end with it; her
    history stays, and after that day she cannot sign in."""
    if by and person.pk == by.pk:
        raise Refused(
            "leave_self", _("Ask another HR officer to record your own leaving.")
        )
    refuse_account_above(by, person)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    begun = Appointment.objects.filter(person=person)
    Appointment.objects.filter(person=person, started_on__gt=on).delete()
    begun.exclude(ended_on__lte=on).update(ended_on=on)
    roles = RoleGrant.objects.filter(person=person)
    roles.filter(started_on__gt=on).delete()
    roles.exclude(ended_on__lte=on).update(ended_on=on)
    Delegation.objects.filter(person=person, started_on__gt=on).delete()
    Delegation.objects.filter(deputy=person, ended_on__gt=on).delete()
    person.left_on = on
    person.save(update_fields=["left_on"])
    log_decision("person.left", by=by, person=person, reason=reason, on=str(on))
    if on <= today():
        close_account(person)
    call_followers("PEOPLE_FOLLOWERS", [person.pk], {on.year, today().year})
    return person


def close_account(person: Person) -> None:
    """She can no longer sign in, and is signed out everywhere."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    call_grant_followers(person)


@transaction.atomic
def bring_back(person: Person, *, by, reason="") -> Person:
    """She serves again. Her next appointment is entered as any other."""
    if person.merged_into_id:
        raise Refused(
            "person_merged", _("This row was merged into another. Work with that one.")
        )
    refuse_account_above(by, person)
    person.is_active, person.left_on = True, None
    person.save(update_fields=["is_active", "left_on"])
    log_decision("person.returned", by=by, person=person, reason=reason)
    call_followers("PEOPLE_FOLLOWERS", [person.pk], [today().year])
    return person


def set_own(person: Person, *, language: str, phone: str) -> None:
    """What a person sets for herself."""
    person.language, person.phone = language, phone
    person.save(update_fields=["language", "phone"])


def end_sessions(person: Person) -> None:
    """Sign her out on every device."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def refuse_wrong_leader(person: Person, leader: Person | None) -> None:
    """Nobody reports to herself, directly or in a circle."""
    if leader is None:
        return
    if leader.pk == person.pk:
        raise Refused(
            "leader_self", _("Nobody reports to herself. Choose another leader."),
            field="leader",
        )  # fmt: skip
    lines = {}
    at = leader
    while at is not None and at.pk not in lines:
        lines[at.pk] = at.leader_id
        at = at.leader
    if person.pk in lines or person.pk in follow_line(leader.pk, lines):
        raise Refused(
            "leader_circle",
            _("%(leader)s reports to this person already, directly or through others.")
            % {"leader": leader},
            field="leader",
        )


def _refuse_taken_nip(nip: str, person: Person | None = None) -> None:
    others = Person.objects.exclude(pk=person.pk) if person else Person.objects.all()
    if others.filter(nip=nip).exists() or others.filter(username=nip).exists():
        raise Refused(
            "nip_taken",
            _("Another person has this NIP. If they are one person, merge the two rows."),
            field="nip",
        )


def _free_email(email: str | None, person: Person | None = None) -> str | None:
    """The address in small letters, or None; refused if another has it."""
    email = email.strip().lower() if email else None
    others = Person.objects.exclude(pk=person.pk) if person else Person.objects.all()
    if email and others.filter(email=email).exists():
        raise Refused(
            "email_taken",
            _("Another person has this e-mail address. Everyone needs one of her own."),
            field="email",
        )
    return email


def _refuse_contradicting_nip(person: Person) -> None:
    if not person.nip:
        return
    number = checked_nip(person.nip)
    if person.born_on and person.born_on != number.born_on:
        raise Refused(
            "nip_birth_differs",
            _("The birth date differs from the one in the NIP. Correct it, or the NIP."),
            field="born_on",
        )
    if person.sex and person.sex != number.sex:
        raise Refused(
            "nip_sex_differs",
            _("The sex differs from the one in the NIP. Correct it, or the NIP."),
            field="sex",
        )


def _forget_address(person: Person) -> None:
    """The sign-in library keeps addresses of its own: drop those that are not hers now."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email or "").delete()
