"""Field by field, what a row of the personnel file changes for a person."""

import datetime

from corpu.people.imports.ground import Ground
from corpu.people.imports.placing import SAME, Place, plan_place
from corpu.people.imports.wanted import Wanted
from corpu.people.models import Appointment, Person

# Column of the file -> field of the person, where None in the file keeps what is known.
PLAIN = {
    "nama": "name",
    "gelarDepan": "title_before",
    "gelarBelakang": "title_after",
    "email": "email",
    "noHp": "phone",
    "tglLahir": "born_on",
    "jenisKelamin": "sex",
    "tmtCpns": "appointed_on",
}


def day(text: str | None) -> datetime.date | None:
    """A day from JSON."""
    return datetime.date.fromisoformat(text) if text else None


def person_values(wanted: Wanted) -> dict:
    """Field -> value for what the row says of the person herself."""
    values = {
        "name": wanted.name,
        "title_before": wanted.title_before,
        "title_after": wanted.title_after,
        "email": wanted.email,
        "phone": wanted.phone,
        "born_on": day(wanted.born_on),
        "sex": wanted.sex,
        "appointed_on": day(wanted.appointed_on),
    }
    return {name: value for name, value in values.items() if value is not None}


def place_of(wanted: Wanted) -> Place:
    """Where the row puts her."""
    return Place(
        wanted.unit_code,
        wanted.post_code,
        wanted.staff_class,
        wanted.leads,
        day(wanted.started_on),
        day(wanted.ended_on),
    )


def place_of_row(row: Appointment) -> Place:
    """Where an appointment has her."""
    return Place(
        row.unit.code, row.post.code, row.staff_class, row.leads, row.started_on,
        row.ended_on,
    )  # fmt: skip


def planned(wanted: Wanted, definitive: list[Appointment], today):
    """What becomes of her definitive appointments: (act, first day)."""
    latest = place_of_row(definitive[-1]) if definitive else None
    return plan_place(
        latest, place_of(wanted), has_earlier=len(definitive) > 1, today=today
    )


def known_acting(wanted: Wanted, rows: list[Appointment]) -> Appointment | None:
    """The acting appointment that the row speaks of, if it is known."""
    start = day(wanted.started_on)
    for row in reversed(rows):
        same = (row.kind, row.unit.code, row.post.code) == (
            wanted.kind, wanted.unit_code, wanted.post_code,
        )  # fmt: skip
        if same and start in (None, row.started_on):
            return row
    return None


def changes_of(wanted: Wanted, person: Person | None, ground: Ground, today) -> dict:
    """Column -> [old, new], both as text; empty if the row changes nothing."""
    changes = {}
    if wanted.kind != "definitive":
        return _acting_changes(wanted, person, ground)
    if person is None:
        changes["unor"] = [None, wanted.unit_name]
        changes["jabatanNama"] = [None, wanted.post_name]
        return changes
    values = person_values(wanted)
    for column, name in PLAIN.items():
        old = getattr(person, name)
        if name in values and values[name] != old and (values[name] or old):
            changes[column] = [_text(old), _text(values[name])]
    if wanted.gone != (not person.is_active):
        changes["kedudukanPns"] = [_active(person.is_active), _active(not wanted.gone)]
    if wanted.gone:
        return changes
    known = person.leader.nip if person.leader else None
    if wanted.leader_nip and wanted.leader_nip != known:
        changes["nipAtasan"] = [known, wanted.leader_nip]
    return changes | _place_changes(wanted, ground.definitive(person), ground, today)


def _place_changes(wanted, definitive, ground, today) -> dict:
    act, start = planned(wanted, definitive, today)
    changes: dict = {}
    post = ground.posts.get(wanted.post_code)
    if post and post.name != wanted.post_name:
        changes["jabatanNama"] = [post.name, wanted.post_name]
    if act == SAME:
        return changes
    latest = definitive[-1] if definitive else None
    pairs = {
        "unorId": (latest and latest.unit.code, wanted.unit_code),
        "jabatanNama": (latest and latest.post.name, wanted.post_name),
        "asnJenjangJabatan": (latest and latest.post.level, wanted.post_level),
        "jenisPegawai": (
            latest and latest.staff_class.upper(),
            wanted.staff_class.upper(),
        ),
        "memimpin": (latest and _yes(latest.leads), _yes(wanted.leads)),
        "tmtJabatan": (latest and str(latest.started_on), str(start)),
    }
    for column, (old, new) in pairs.items():
        if (old or "") != (new or ""):
            changes[column] = [old, new]
    return changes


def _acting_changes(wanted, person, ground) -> dict:
    rows = ground.appointments.get(person.pk, []) if person else []
    known = known_acting(wanted, rows)
    if known is None:
        return {"jenisPenugasan": [None, f"{wanted.kind}: {wanted.unit_name}"]}
    ended_on = day(wanted.ended_on)
    if ended_on and ended_on != known.ended_on:
        return {"tmtSelesai": [_text(known.ended_on), _text(ended_on)]}
    return {}


def _text(value) -> str | None:
    return None if value in (None, "") else str(value)


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def _active(value: bool) -> str:
    return "Aktif" if value else "Berhenti"
