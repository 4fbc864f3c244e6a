"""Two rows for one person become one (`docs/decisions/merging-people.md`)."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import PROTECT, CheckConstraint, F, Q
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.lib.refusals import Refused
from corpu.people.actions import appointments
from corpu.people.actions.appointments import years_since
from corpu.people.actions.decisions import log_decision
from corpu.people.actions.grants import call_grant_followers
from corpu.people.actions.persons import close_account, snapshot
from corpu.people.actions.today import refresh_today
from corpu.people.models import ActivationCode, Appointment, Delegation, Person
from corpu.people.permissions import refuse_account_above

# What is not moved as it stands: handled here, or belongs to the account that closes.
LEFT = {Appointment, Delegation, ActivationCode, EmailAddress, Authenticator, Person}
# What the editor of pages wrote down of each press stays as it was pressed.
LOGS = {"wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"}
LEFT_APPS = {"usersessions", "sessions", "auth"}
# Two signatures of one act, also where no check of the table tells them apart.
SIGNATURES = [("drafted_by", "published_by"), ("proposed_by", "decided_by")]
SHOWN = 5


@transaction.atomic
def merge(duplicate: Person, *, into: Person, by, reason: str) -> Person:
    """Move everything of `duplicate` to `into` and close the duplicate's account."""
    _refuse(duplicate, into, by)
    keep = Person.objects.select_for_update(of=("self",)).get(pk=into.pk)
    before = {"duplicate": snapshot(duplicate), "nip": duplicate.nip}
    years = years_since(_first_year(duplicate, keep))
    moved = _move_rows(duplicate, keep)
    moved |= _move_appointments(duplicate, keep)
    Person.objects.filter(leader=duplicate).exclude(pk=keep.pk).update(leader=keep)
    if keep.leader_id == duplicate.pk:
        Person.objects.filter(pk=keep.pk).update(leader=None)
    _give_identity(duplicate, keep)
    for path in settings.PERSON_MERGERS:
        import_string(path)(duplicate, keep, by, reason)
    refresh_today([keep.pk])
    close_account(duplicate)
    call_grant_followers(keep)
    log_decision(
        "person.merged", by=by, person=keep, subject=duplicate, reason=reason,
        before=before, moved=moved, duplicate=duplicate.pk,
    )  # fmt: skip
    call_followers("PEOPLE_FOLLOWERS", [keep.pk, duplicate.pk], years)
    keep.refresh_from_db()
    return keep


def _refuse(duplicate: Person, keep: Person, by) -> None:
    if duplicate.pk == keep.pk:
        raise Refused(
            "merge_same", _("Choose the other row of the same person."), field="duplicate"
        )
    if duplicate.merged_into_id or keep.merged_into_id:
        raise Refused("person_merged", _("One of the two rows was merged already."))
    if by and by.pk in (duplicate.pk, keep.pk):
        raise Refused("merge_self", _("Ask another HR officer to merge your own rows."))
    for person in (duplicate, keep):
        refuse_account_above(by, person)
    if signed := signed_by_both(duplicate, keep):
        raise Refused(
            "merge_two_persons",
            _(
                "These two rows are the two different persons behind: %(acts)s. Such an "
                "act needs two people, so they cannot become one. Look again whether it "
                "is the same person; if it is, tell the auditor, and record that the "
                "other row has left the service instead."
            )
            % {"acts": "; ".join(signed)},
            field="duplicate",
        )


def signed_by_both(one: Person, other: Person) -> list[str]:
    """Acts that need two people, and in which these two are the two: five at most."""
    found = []
    for model, pairs in two_person_acts().items():
        for (first, second), check in pairs.items():
            asked = Q(**{first: one, second: other}) | Q(**{first: other, second: one})
            for row in model._base_manager.filter(asked)[:SHOWN]:
                if check is None or _breaks(check, row, first, second):
                    found.append(f"{capfirst(model._meta.verbose_name)}: {row}")
    return found[:SHOWN]


def _breaks(check: CheckConstraint, row, first: str, second: str) -> bool:
    """True if the table refuses the row where both fields hold one person."""
    setattr(row, second, getattr(row, first))
    try:
        check.validate(type(row), row)
    except ValidationError:
        return True
    return False


def two_person_acts() -> dict[type, dict[tuple[str, str], CheckConstraint | None]]:
    """Tables with pairs of fields that never hold one person: those that a check of the
    table tells apart, where the name of who acted stays, and those of `SIGNATURES`."""
    fields: dict[type, set[str]] = {}
    for model, name in movable():
        fields.setdefault(model, set()).add(name)
    found = {}
    for model, names in fields.items():
        pairs = dict.fromkeys(pair for pair in SIGNATURES if names.issuperset(pair))
        for check in model._meta.constraints:
            if isinstance(check, CheckConstraint):
                for pair in _told_apart(check.condition):
                    if names.issuperset(pair) and any(_stays(model, n) for n in pair):
                        pairs.pop(pair[::-1], None)
                        pairs[pair] = check
        if pairs:
            found[model] = pairs
    return found


def _told_apart(condition: Q) -> Iterator[tuple[str, str]]:
    """Pairs (a, b) of fields that a condition compares: ~Q(a=F("b"))."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _told_apart(child)
        elif isinstance(child, tuple) and isinstance(child[1], F):
            yield child[0], child[1].name


def _stays(model, name: str) -> bool:
    """True if the name of who acted may not go: an act, and no pointer of today."""
    return model._meta.get_field(name).remote_field.on_delete is PROTECT


def _first_year(*people: Person) -> int:
    begun = Appointment.objects.filter(person__in=people).order_by("started_on")
    first = begun.values_list("started_on", flat=True).first()
    return first.year if first else today().year


def movable() -> list[tuple[type, str]]:
    """(table, field) of everything that names a person and moves as it stands.

    Django's own relations, also those without a name to come back by, and the tables
    between many and many: a new table needs no code here.
    """
    frozen = {apps.get_model(n) for n in [*settings.APPEND_ONLY, *settings.DERIVED]}
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model in LEFT | frozen or model._meta.app_label in LEFT_APPS:
            continue
        if (
            model._meta.label in LOGS
            or model._meta.proxy
            or not model._meta.managed
            or _is_of_account(model)
        ):
            continue
        found += [
            (model, field.name)
            for field in model._meta.local_fields
            if field.is_relation and field.related_model is Person
        ]
    return found


def what_moves(duplicate: Person) -> list[tuple[str, int]]:
    """What names a row that is given up, as (what it is, how many), most first."""
    found: dict[str, int] = {}
    for model, name in movable():
        if not model._meta.auto_created:
            number = model._base_manager.filter(**{name: duplicate}).count()
            kind = str(model._meta.verbose_name_plural)
            found[kind] = found.get(kind, 0) + number
    rows = [(kind, number) for kind, number in found.items() if number]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _is_of_account(model) -> bool:
    """Groups and permissions: they follow the roles, and end with the account."""
    return model in (Person.groups.through, Person.user_permissions.through)


def _move_rows(duplicate: Person, keep: Person) -> dict[str, int]:
    """Point every changeable row at `keep`; a row that would clash with one of hers
    stays with the closed account. Returns the numbers by table."""
    moved: dict[str, int] = {}
    for model, name in movable():
        rows = model._base_manager.filter(**{name: duplicate})
        for key in list(rows.values_list("pk", flat=True)):
            if _move_row(model, key, name, keep):
                label = model._meta.label
                moved[label] = moved.get(label, 0) + 1
    return moved


def _move_row(model, key, name: str, keep: Person) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=key).update(**{name: keep})
    except IntegrityError:
        return False
    return True


def _move_appointments(duplicate: Person, keep: Person) -> dict[str, int]:
    """Hers count; those of the duplicate fill days on which she has none, and the
    others are taken away (the decision log keeps them)."""
    kept = list(Appointment.objects.filter(person=keep))
    moved = 0
    for row in Appointment.objects.filter(person=duplicate).select_related(
        "unit", "post"
    ):
        clash = any(_overlap(row, other) for other in kept if other.kind == row.kind)
        if clash:
            log_decision(
                "appointment.removed", by=None, person=keep, subject=row,
                before=appointments.snapshot(row),
            )  # fmt: skip
            row.delete()
            continue
        row.person = keep
        row.save(update_fields=["person"])
        kept.append(row)
        moved += 1
    return {"people.Appointment": moved} if moved else {}


def _overlap(one: Appointment, other: Appointment) -> bool:
    before = one.ended_on is not None and one.ended_on < other.started_on
    after = other.ended_on is not None and other.ended_on < one.started_on
    return not (before or after)


def _give_identity(duplicate: Person, keep: Person) -> None:
    """The duplicate's numbers become former ones of `keep`; a missing e-mail is filled."""
    numbers = [*keep.former_nips, *duplicate.former_nips]
    if duplicate.nip and keep.nip:
        numbers.append(duplicate.nip)
    nip, email = keep.nip or duplicate.nip, keep.email or duplicate.email
    username = keep.username if keep.nip or not nip else nip
    Person.objects.filter(pk=duplicate.pk).update(
        nip=None, email=None, username=f"merged-{duplicate.pk}", leader=None,
        merged_into=keep, left_on=today(),
    )  # fmt: skip
    Person.objects.filter(pk=keep.pk).update(
        nip=nip, email=email, username=username, former_nips=list(dict.fromkeys(numbers))
    )
    duplicate.refresh_from_db()
    keep.refresh_from_db()
