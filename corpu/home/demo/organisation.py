"""One made-up ministry: five levels of units, 300 people, leaders and acting leaders."""

import datetime
from dataclasses import dataclass, field

from corpu.home.demo.names import MadeUp, Names
from corpu.people.models import Absence, Appointment, Person, Post, RoleGrant, Unit

PEOPLE = 300

ROOT = ("KLN", "Kementerian Layanan Nusantara")
# Second level -> third level; below these everything is drawn from FUNCTIONS.
TREE = {
    "Sekretariat Jenderal": [
        "Biro Sumber Daya Manusia",
        "Biro Perencanaan dan Keuangan",
        "Biro Umum",
    ],
    "Direktorat Jenderal Mutu Layanan": [
        "Direktorat Standar Layanan",
        "Direktorat Pengaduan Masyarakat",
        "Direktorat Inovasi Layanan",
    ],
    "Direktorat Jenderal Transformasi Digital": [
        "Direktorat Arsitektur Sistem",
        "Direktorat Data dan Interoperabilitas",
        "Direktorat Literasi Digital",
    ],
    "Inspektorat Jenderal": ["Inspektorat Wilayah I", "Inspektorat Wilayah II"],
}
FOURTH = ["Kelompok Penyusunan", "Kelompok Pelaksanaan"]
FIFTH = ["Tim Analisis", "Tim Pendampingan"]

STRUCTURAL = {
    1: ("JPT utama", "Menteri Sekretaris"),
    2: ("JPT madya", "Pimpinan Tinggi Madya"),
    3: ("JPT pratama", "Pimpinan Tinggi Pratama"),
    4: ("administrator", "Kepala Kelompok"),
    5: ("pengawas", "Ketua Tim"),
}
FUNCTIONAL = [
    ("ahli pertama", "Analis Kebijakan Ahli Pertama"),
    ("ahli muda", "Analis Kebijakan Ahli Muda"),
    ("ahli madya", "Widyaiswara Ahli Madya"),
    ("ahli muda", "Pranata Komputer Ahli Muda"),
    ("terampil", "Arsiparis Terampil"),
    ("mahir", "Pranata Humas Mahir"),
]
EXECUTOR = [
    ("", "Pengolah Data dan Informasi"),
    ("", "Penata Layanan Operasional"),
    ("", "Pengadministrasi Perkantoran"),
]


@dataclass
class Ministry:
    """What was made, for the parts of the demo that come after."""

    units: list[Unit] = field(default_factory=list)
    heads: dict[int, Person] = field(default_factory=dict)  # unit id -> its head
    acting: list[Person] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    @property
    def root(self) -> Unit:
        return self.units[0]

    def unit(self, name: str) -> Unit:
        """The unit of that name (the first, where teams share one)."""
        return next(unit for unit in self.units if unit.name == name)

    def staff_of(self, unit: Unit) -> list[Person]:
        """People of the unit without its head, in the order they were made."""
        head = self.heads.get(unit.pk)
        return [p for p in self.people if p.unit_id == unit.pk and p != head]


def build(today: datetime.date) -> Ministry:
    """Make units, posts, people, appointments and absences."""
    ministry, names = Ministry(), Names()
    _units(ministry)
    posts = _posts()
    vacant = _vacant(ministry)
    for unit in ministry.units:
        if unit not in vacant:
            ministry.heads[unit.pk] = _head(ministry, unit, posts, names, today)
    teams = [unit for unit in ministry.units if unit.depth == 5]
    for number in range(PEOPLE - len(ministry.people)):
        _staff(ministry, teams[number % len(teams)], posts, names, today, number)
    _appoint(ministry, posts, vacant)
    _absences(ministry, today)
    return ministry


def _units(ministry: Ministry) -> None:
    def add(code: str, name: str, parent: Unit | None = None) -> Unit:
        unit = Unit.objects.create(code=code, name=name, parent=parent)
        unit.path = f"{parent.path if parent else ''}{unit.pk}/"
        unit.save(update_fields=["path"])
        ministry.units.append(unit)
        return unit

    root = add(*ROOT)
    for a, (second, thirds) in enumerate(TREE.items(), 1):
        upper = add(f"{root.code}-{a}", second, root)
        for b, third in enumerate(thirds, 1):
            middle = add(f"{upper.code}{b}", third, upper)
            short = third.split(" ", 1)[1]
            for c, fourth in enumerate(FOURTH, 1):
                group = add(f"{middle.code}{c}", f"{fourth} {short}", middle)
                for d, fifth in enumerate(FIFTH[: 2 if c == 1 else 1], 1):
                    add(f"{group.code}{d}", f"{fifth} {fourth.split()[1]} {short}", group)


def _posts() -> dict[tuple, Post]:
    posts = {}
    listed = [("structural", *row) for row in STRUCTURAL.values()]
    listed += [("functional", *row) for row in FUNCTIONAL]
    listed += [("executor", *row) for row in EXECUTOR]
    for number, (kind, level, name) in enumerate(listed, 1):
        posts[kind, name] = Post.objects.create(
            code=f"J{number:03d}", kind=kind, level=level, name=name
        )
    return posts


def _vacant(ministry: Ministry) -> list[Unit]:
    """Two units without a definitive head: acting leaders fill them."""
    fourth = [unit for unit in ministry.units if unit.depth == 4]
    fifth = [unit for unit in ministry.units if unit.depth == 5]
    return [fourth[3], fifth[7]]


def _person(made: MadeUp, unit: Unit, post: Post, staff_class: str, leader) -> Person:
    first = made.name.lower().replace(" ", ".")
    person = Person(
        username=made.nip,
        nip=made.nip,
        name=made.name,
        title_after=made.title_after,
        sex=made.sex,
        born_on=made.born_on,
        appointed_on=made.since,
        email=f"{first}@kln.example.go.id",
        unit=unit,
        post=post,
        staff_class=staff_class,
        leader=leader,
    )
    person.set_unusable_password()
    return person


def _leader_above(ministry: Ministry, unit: Unit) -> Person | None:
    """The head of the unit itself, or of the nearest one above that has a head."""
    for pk in reversed(unit.ancestor_ids):
        if pk in ministry.heads:
            return ministry.heads[pk]
    return None


def _head(ministry: Ministry, unit: Unit, posts, names: Names, today) -> Person:
    draw = names.random
    age = {1: 57, 2: 54, 3: 50, 4: 45, 5: 40}[unit.depth] + draw.randint(0, 4)
    made = names.person(age=age, years_in_service=age - 25, today=today)
    post = posts["structural", STRUCTURAL[unit.depth][1]]
    leader = _leader_above(ministry, unit)
    person = _person(made, unit, post, "pns", leader)
    person.save()
    ministry.people.append(person)
    return person


def _staff(ministry: Ministry, unit: Unit, posts, names: Names, today, number) -> None:
    draw = names.random
    pppk = number % 4 == 3
    newcomer = number % 29 == 28
    age = draw.randint(24, 32) if newcomer else draw.randint(27, 54)
    years = 0 if newcomer else draw.randint(1, 5) if pppk else age - 25
    made = names.person(
        age=age, years_in_service=max(years, 0), today=today, contract=int(pppk)
    )
    kind, rows = ("functional", FUNCTIONAL) if number % 3 else ("executor", EXECUTOR)
    post = posts[kind, draw.choice(rows)[1]]
    staff_class = "pppk" if pppk else "cpns" if newcomer else "pns"
    person = _person(made, unit, post, staff_class, _leader_above(ministry, unit))
    if number % 37 == 36:
        person.email = None  # comes in with an activation code
    person.save()
    ministry.people.append(person)


def _appoint(ministry: Ministry, posts, vacant: list[Unit]) -> None:
    heads = {person.pk for person in ministry.heads.values()}
    rows = [
        Appointment(
            person=person,
            unit=person.unit,
            post=person.post,
            staff_class=person.staff_class,
            leads=person.pk in heads,
            started_on=max(person.appointed_on, datetime.date(2021, 1, 4)),
        )
        for person in ministry.people
    ]
    for unit in vacant:
        person = _deputy(ministry, unit)
        ministry.acting.append(person)
        _lead(ministry, unit, person)
        rows.append(
            Appointment(
                person=person,
                unit=unit,
                post=posts["structural", STRUCTURAL[unit.depth][1]],
                staff_class=person.staff_class,
                kind=Appointment.Kind.ACTING,
                leads=True,
                started_on=datetime.date(2025, 7, 1),
            )
        )
    Appointment.objects.bulk_create(rows)


def _deputy(ministry: Ministry, unit: Unit) -> Person:
    """An experienced person beside the vacant post: a head nearby of the same parent."""
    siblings = [u for u in ministry.units if u.parent_id == unit.parent_id and u != unit]
    near = [ministry.heads[u.pk] for u in siblings if u.pk in ministry.heads]
    return near[0] if near else _leader_above(ministry, unit)


def _lead(ministry: Ministry, unit: Unit, acting: Person) -> None:
    """People of a unit without a head, and the heads right below, report to who acts."""
    below = {one.pk for one in ministry.units if one.parent_id == unit.pk}
    heads = {ministry.heads[pk].pk for pk in below if pk in ministry.heads}
    for person in ministry.people:
        if (person.unit_id == unit.pk or person.pk in heads) and person != acting:
            person.leader = acting
            person.save(update_fields=["leader"])


def _absences(ministry: Ministry, today: datetime.date) -> None:
    rows = []
    for number, person in enumerate(ministry.people):
        start = today - datetime.timedelta(days=(number * 7) % 300)
        if number % 11 == 5:
            rows.append(_absence(person, Absence.Kind.ANNUAL, start, 5))
        elif number % 61 == 60:
            rows.append(_absence(person, Absence.Kind.MATERNITY, start, 90))
    Absence.objects.bulk_create(rows)


def _absence(person: Person, kind: str, start: datetime.date, days: int) -> Absence:
    end = start + datetime.timedelta(days=days - 1)
    return Absence(person=person, kind=kind, started_on=start, ended_on=end)


def grant(person: Person, role: str, **scope) -> None:
    """A role since the beginning of the demo's time."""
    RoleGrant.objects.create(
        person=person, role=role, started_on=datetime.date(2024, 1, 1), **scope
    )
