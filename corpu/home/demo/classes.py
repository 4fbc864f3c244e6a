"""Classes that are full, seats held for a team, and what people ask agencies for."""

import datetime

from corpu.home.demo.organisation import Ministry
from corpu.lib.refusals import Refused
from corpu.people.models import Person
from learning.actions import demand, demand_cards
from learning.kinds.class_event.actions import reserving
from learning.kinds.class_event.actions.bookings import book, cancel
from learning.kinds.class_event.models import ClassEvent
from learning.models import Course

SEMINAR = "seminar-kecerdasan-artifisial"
VAIN = "pelatihan drone pertanian"


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """A waiting list, an offered seat, reserved seats, and cards of demand."""
    large, small = ClassEvent.objects.filter(course__slug=SEMINAR).order_by("starts_at")
    waiting = _fill(ministry, cast, small)
    _hold(cast, large)
    cards = _ask(ministry, cast, today)
    return f"{waiting} people on a waiting list, {cards} cards of demand"


def _fill(ministry: Ministry, cast, event: ClassEvent) -> int:
    """All seats taken and four who wait; then one gives her seat up."""
    people = [p for p in ministry.people if p != cast["learner"]][5::13]
    for person in people:
        if event.bookings.queueing().count() == 4:
            break
        try:
            book(person, event, by=person)
        except Refused:
            continue
    first = event.bookings.filter(state="booked").select_related("person").first()
    cancel(first, by=first.person)
    row = event.bookings.filter(state="booked").first()
    type(row).objects.filter(pk=row.pk).update(adjustments="Kursi dekat pintu, kruk.")
    return event.bookings.queueing().count()


def _hold(cast, event: ClassEvent) -> None:
    """The leader holds three seats and has named one."""
    leader = cast["leader"]
    team = Person.objects.led_by(leader).employees().exclude(pk=cast["learner"].pk)
    held = reserving.reserve(event, seats=min(3, team.count()), by=leader)
    for person in team.order_by("name"):
        try:
            reserving.name(held, person, by=leader)
        except Refused:
            continue
        return


def _ask(ministry: Ministry, cast, today: datetime.date) -> int:
    """Five search in vain, a leader asks, an agency has taken one card up."""
    for person in ministry.people[7:60:9]:
        demand.record_search(VAIN, 0, person)
    for person in ministry.people[2:40:11]:
        demand.want_date(person, Course.objects.get(slug="kepemimpinan-tim"))
    demand_cards.open_search_cards()
    leader = cast["leader"]
    team = list(Person.objects.led_by(leader).employees().order_by("name")[:4])
    demand_cards.ask(
        by=leader, people=team, title="Melayani warga penyandang disabilitas",
        detail="Petugas loket dapat melayani tamu netra dan tuli tanpa pendamping.",
        wanted_by=today + datetime.timedelta(days=120),
    )  # fmt: skip
    card = demand_cards.ask(
        by=leader, people=team[:2], title="Menyusun laporan dengan bahasa lugas"
    )
    manager = cast["manager"]
    provider = manager.active_grants()[0].provider
    demand_cards.claim(card, provider=provider, by=manager)
    return 3
