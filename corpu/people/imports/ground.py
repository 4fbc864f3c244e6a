"""What the database knows about the people, units and posts of a file, read in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpu.people.models import Appointment, Person, Post, Unit

PIECE = 2_000


def pieces(values: Iterable, size: int = PIECE):
    """`values` without repetitions, in lists that a query can take."""
    values = list(dict.fromkeys(value for value in values if value not in (None, "")))
    for start in range(0, len(values), size):
        yield values[start : start + size]


@dataclass
class Ground:
    """People by NIP with their appointments, addresses, units by code, posts by code."""

    people: dict[str, Person] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    appointments: dict[int, list[Appointment]] = field(default_factory=dict)

    def definitive(self, person: Person | None) -> list[Appointment]:
        """Her definitive appointments, oldest first."""
        if person is None or person.pk is None:
            return []
        rows = self.appointments.get(person.pk, [])
        return [row for row in rows if row.kind == Appointment.Kind.DEFINITIVE]


def read_ground(nips, unit_codes, post_codes, emails=()) -> Ground:
    """Read everything that the rows may touch: a few queries for each 2,000 values."""
    ground = Ground()
    for some in pieces(nips):
        for person in Person.objects.filter(nip__in=some).select_related(
            "leader", "unit"
        ):
            ground.people[person.nip] = person
    for nip, former in (
        Person.objects.exclude(former_nips=[])
        .filter(nip__isnull=False)
        .values_list("nip", "former_nips")
    ):
        ground.former.update(dict.fromkeys(former, nip))
    for some in pieces(emails):
        held = Person.objects.filter(email__in=some).values_list("email", "nip")
        ground.emails.update({email: nip or "" for email, nip in held})
    for some in pieces(unit_codes):
        units = Unit.objects.filter(code__in=some).select_related("parent")
        ground.units.update({unit.code: unit for unit in units})
    for some in pieces(post_codes):
        ground.posts.update({p.code: p for p in Post.objects.filter(code__in=some)})
    for some in pieces(person.pk for person in ground.people.values()):
        rows = Appointment.objects.filter(person__in=some).select_related("unit", "post")
        for row in rows.order_by("started_on", "pk"):
            ground.appointments.setdefault(row.person_id, []).append(row)
    return ground
