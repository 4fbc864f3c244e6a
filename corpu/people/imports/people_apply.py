"""Applying a personnel file: set-based, in pieces, and the same again changes nothing."""

import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.people.actions import persons
from corpu.people.actions.decisions import log_decisions
from corpu.people.actions.today import refresh_today
from corpu.people.imports import placing
from corpu.people.imports.ground import Ground, pieces, read_ground
from corpu.people.imports.people_diff import (
    changes_of,
    day,
    known_acting,
    person_values,
    planned,
)
from corpu.people.imports.scope import left_care, managed_paths, still_in_scope
from corpu.people.imports.unit_tree import build_units
from corpu.people.imports.wanted import Wanted
from corpu.people.models import Appointment, Decision, ImportRow, ImportRun, Person, Post

DAY = datetime.timedelta(days=1)
FIELDS = [
    "name", "title_before", "title_after", "email", "phone", "born_on", "sex",
    "appointed_on",
]  # fmt: skip
APPLIED = [ImportRow.Act.ADD, ImportRow.Act.CHANGE]


def build_all_units(run: ImportRun) -> None:
    """The units of every accepted row, also of rows that change nothing else."""
    rows = run.rows.exclude(act=ImportRow.Act.REFUSE).values_list("data", flat=True)
    build_units(rows.iterator(chunk_size=2_000), by=run.started_by)


def apply_piece(rows: list[ImportRow], *, by: Person, on: datetime.date) -> None:
    """People, posts and appointments of some rows, in the caller's transaction."""
    wishes = [(row, Wanted(**row.data)) for row in rows]
    ground = read_ground(
        [w.nip for _row, w in wishes],
        [w.unit_code for _row, w in wishes],
        [w.post_code for _row, w in wishes],
    )
    wishes = _still_in_care(wishes, ground, by)
    _put_posts([w for _row, w in wishes], ground)
    diffs = {
        row.pk: changes_of(w, ground.people.get(w.nip), ground, on) for row, w in wishes
    }
    own = [w for _row, w in wishes if w.kind == "definitive"]
    _put_people(own, ground)
    years = _put_places(own, ground, on)
    _put_acting([w for _row, w in wishes if w.kind != "definitive"], ground, on)
    _log(wishes, diffs, ground, by)
    _let_go(own, ground, by)
    ids = [ground.people[w.nip].pk for _row, w in wishes if w.nip in ground.people]
    refresh_today(ids, on=on, tell=False)
    call_followers("PEOPLE_FOLLOWERS", ids, years | {on.year})


def _still_in_care(wishes: list, ground: Ground, by: Person) -> list:
    """The rows that are still the uploader's to apply; the others are refused."""
    managed, kept = managed_paths(by), []
    for row, wanted in wishes:
        if still_in_scope(wanted, ground, managed):
            kept.append((row, wanted))
        else:
            row.act, row.problems = ImportRow.Act.REFUSE, [*row.problems, left_care()]
    return kept


def _put_posts(wishes: list[Wanted], ground: Ground) -> None:
    """Posts that are new, and names that changed."""
    new: dict[str, Post] = {}
    for wanted in wishes:
        post = ground.posts.get(wanted.post_code)
        if post is None:
            new[wanted.post_code] = Post(
                code=wanted.post_code, name=wanted.post_name, kind=wanted.post_kind,
                level=wanted.post_level,
            )  # fmt: skip
        elif post.name != wanted.post_name:
            post.name = wanted.post_name
            post.save(update_fields=["name"])
    Post.objects.bulk_create(new.values(), ignore_conflicts=True)
    made = Post.objects.filter(code__in=new)
    ground.posts.update({post.code: post for post in made})


def _put_people(wishes: list[Wanted], ground: Ground) -> None:
    """Add those who are new, change those who are known."""
    new, changed, freed = [], [], []
    for wanted in wishes:
        person, values = ground.people.get(wanted.nip), person_values(wanted)
        if person is None:
            if not wanted.gone:
                new.append(_new_person(wanted, values))
            continue
        if any(getattr(person, name) != value for name, value in values.items()):
            if "email" in values and person.email not in (None, values["email"]):
                freed.append(person.pk)
            for name, value in values.items():
                setattr(person, name, value)
            changed.append(person)
    # Two people may exchange addresses: let go of all before any is taken.
    Person.objects.filter(pk__in=freed).update(email=None)
    EmailAddress.objects.filter(user__in=freed).delete()
    Person.objects.bulk_update(changed, FIELDS, batch_size=100)
    Person.objects.bulk_create(new, batch_size=200)
    ground.people.update({person.nip: person for person in new})


def _new_person(wanted: Wanted, values: dict) -> Person:
    person = Person(
        username=wanted.nip, nip=wanted.nip, staff_class=wanted.staff_class, **values
    )
    person.set_unusable_password()
    return person


def _put_places(wishes: list[Wanted], ground: Ground, on) -> set[int]:
    """Definitive appointments; returns the years in which something changed."""
    new, changed, years = [], [], set()
    for wanted in wishes:
        person = ground.people.get(wanted.nip)
        unit, post = ground.units.get(wanted.unit_code), ground.posts[wanted.post_code]
        if person is None or unit is None or wanted.gone:
            continue
        definitive = ground.definitive(person)
        act, start = planned(wanted, definitive, on)
        if act == placing.SAME:
            continue
        years |= set(range(max(start.year, on.year - 4), on.year + 1))
        if act in (placing.ADD, placing.REPLACE):
            new.append(_new_place(person, unit, post, wanted, start))
        latest = definitive[-1] if definitive else None
        if act == placing.REPLACE and (
            latest.ended_on is None or latest.ended_on >= start
        ):
            latest.ended_on = start - DAY
            changed.append(latest)
        elif act in (placing.REPAIR, placing.EARLIER):
            latest.unit, latest.post, latest.leads = unit, post, wanted.leads
            latest.staff_class, latest.started_on = wanted.staff_class, start
            latest.ended_on = day(wanted.ended_on)
            changed.append(latest)
    fields = ["unit", "post", "leads", "staff_class", "started_on", "ended_on"]
    Appointment.objects.bulk_update(changed, fields, batch_size=100)
    Appointment.objects.bulk_create(new, batch_size=200)
    for row in new:
        ground.appointments.setdefault(row.person_id, []).append(row)
    return years


def _new_place(person, unit, post, wanted: Wanted, start) -> Appointment:
    ended_on = day(wanted.ended_on)
    if ended_on and ended_on < start:
        ended_on = None
    return Appointment(
        person=person, unit=unit, post=post, staff_class=wanted.staff_class,
        kind=wanted.kind, leads=wanted.leads, started_on=start, ended_on=ended_on,
    )  # fmt: skip


def _put_acting(wishes: list[Wanted], ground: Ground, on) -> None:
    """Acting appointments (Plt., Plh.) beside the definitive ones."""
    for wanted in wishes:
        person = ground.people.get(wanted.nip) or _find(wanted.nip, ground)
        unit, post = ground.units.get(wanted.unit_code), ground.posts[wanted.post_code]
        if person is None or unit is None or wanted.gone:
            continue
        known = known_acting(wanted, ground.appointments.get(person.pk, []))
        if known is None:
            row = _new_place(person, unit, post, wanted, day(wanted.started_on) or on)
            row.save()
            ground.appointments.setdefault(person.pk, []).append(row)
        elif wanted.ended_on and day(wanted.ended_on) != known.ended_on:
            known.ended_on = max(day(wanted.ended_on), known.started_on)
            known.save(update_fields=["ended_on"])


def _find(nip: str, ground: Ground) -> Person | None:
    """A person whom an earlier piece of the same file added."""
    person = Person.objects.filter(nip=nip).first()
    if person:
        ground.people[nip] = person
    return person


def _log(wishes, diffs: dict, ground: Ground, by) -> None:
    """One line of the decision log for each person that changed, before and after."""
    now = timezone.now()
    lines = []
    for row, wanted in wishes:
        person, changes = ground.people.get(wanted.nip), diffs[row.pk]
        if person is None or not changes:
            continue
        added = row.act == ImportRow.Act.ADD and wanted.kind == "definitive"
        lines.append(
            Decision(
                at=now, by=by, person=person,
                act="person.added" if added else "person.changed_by_file",
                subject=f"{row.run.filename}:{row.number}"[:200],
                data={
                    "import": str(row.run.public_id), "row": row.number,
                    "before": {name: pair[0] for name, pair in changes.items()},
                    "after": {name: pair[1] for name, pair in changes.items()},
                },
            )
        )  # fmt: skip
    log_decisions(lines)


def _let_go(wishes: list[Wanted], ground: Ground, by) -> None:
    """Leavers of the file leave today; those who are back come back."""
    for wanted in wishes:
        person = ground.people.get(wanted.nip)
        if person is None:
            continue
        if wanted.gone and person.is_active:
            persons.leave(person, on=today() - DAY, by=by, reason="kedudukanPns")
        elif not wanted.gone and not person.is_active and not person.merged_into_id:
            persons.bring_back(person, by=by, reason="kedudukanPns")


def set_leaders(run: ImportRun, *, by: Person) -> None:
    """Set the line of report of every accepted row, a piece a transaction."""
    rows = run.rows.exclude(act=ImportRow.Act.REFUSE).order_by("number")
    leader_of = {}
    for data in rows.values_list("data", flat=True).iterator(chunk_size=2_000):
        if data.get("leader_nip") and data["kind"] == "definitive" and not data["gone"]:
            leader_of[data["nip"]] = data["leader_nip"]
    for some in pieces(leader_of, 500):
        _set_leaders({nip: leader_of[nip] for nip in some}, by)


@transaction.atomic
def _set_leaders(leader_of: dict[str, str], by: Person) -> None:
    leaders = dict(
        Person.objects.filter(nip__in=set(leader_of.values())).values_list("nip", "pk")
    )
    changed = []
    for person in Person.objects.managed_by(by).filter(nip__in=leader_of):
        leader = leaders.get(leader_of[person.nip])
        if leader and leader != person.leader_id and leader != person.pk:
            person.leader_id = leader
            changed.append(person)
    Person.objects.bulk_update(changed, ["leader"], batch_size=200)
    ids = [person.pk for person in changed]
    call_followers("PEOPLE_FOLLOWERS", ids, [today().year])
