"""An academy that runs in cohorts, and a path at one's own pace, with people on both."""

import datetime

from django.db.models import Count, Q

from corpu.home.demo.content import approve, staff, submit
from corpu.home.demo.organisation import Ministry
from corpu.people.models import Person
from learning.models import Course, Enrolment, ProviderPage
from learning.paths.actions import memberships
from learning.paths.models import Membership, Path
from learning.paths.pages import CohortRow, PathPage, StepRow

MEMBERS = 12


def build(ministry: Ministry, cast: dict[str, Person], day: datetime.date) -> str:
    """Publish both through the agency's review, and put people on their way."""
    shelf = ProviderPage.objects.get(provider__code="balai-nusantara")
    own = Course.objects.published().filter(provider=shelf.provider)
    through = Q(enrolments__state=Enrolment.State.COMPLETED)
    own = own.annotate(through=Count("enrolments", filter=through))
    courses = list(own.order_by("-through", "pk")[:3])
    academy = _page(
        shelf,
        "Akademi Pemimpin Pelayanan",
        "Program satu tahun bagi calon pemimpin unit layanan: belajar, menerapkan di "
        "unit sendiri, lalu berbagi hasilnya.",
        [
            {"course": courses[0]},
            {
                "title": "Rencana perbaikan layanan",
                "text": "Pilih satu layanan di unit Anda, ukur keadaannya sekarang, dan "
                "tulis rencana perbaikannya dalam satu halaman.",
                "is_gate": True,
                "weeks": 2,
            },
            {"course": courses[1], "is_gate": True, "weeks": 4},
            {
                "title": "Hasil setelah tiga bulan",
                "text": "Ukur lagi, dan ceritakan apa yang berubah.",
                "is_gate": True,
                "weeks": 12,
            },
        ],
        [
            _cohort("Angkatan I", day - datetime.timedelta(weeks=8), 20),
            _cohort("Angkatan II", day + datetime.timedelta(weeks=6), 20),
        ],
    )
    _page(
        shelf,
        "Langkah awal melayani",
        "Dua kursus singkat bagi pegawai yang baru bertugas di loket.",
        [{"course": courses[0]}, {"course": courses[2], "is_required": False}],
        [],
    )
    return f"{_walk(academy, ministry, cast)} people on a programme"


def _cohort(name: str, starts_on: datetime.date, seats: int) -> CohortRow:
    ends_on = starts_on + datetime.timedelta(weeks=52)
    return CohortRow(name=name, starts_on=starts_on, ends_on=ends_on, seats=seats)


def _page(shelf, title: str, summary: str, steps, cohorts) -> Path:
    page = PathPage(
        title=title,
        slug=title.lower().replace(" ", "-"),
        summary=summary,
        outcomes="Memimpin perbaikan layanan\nMengukur hasilnya",
        is_programme=bool(cohorts),
        owner=staff(shelf, "author"),
        live=False,
    )
    page.steps = [StepRow(sort_order=n, **step) for n, step in enumerate(steps)]
    page.cohorts = cohorts
    shelf.add_child(instance=page)
    submit(page, shelf)
    approve(page, shelf)
    return Path.objects.get(page_id=page.pk)


def _walk(academy: Path, ministry: Ministry, cast: dict[str, Person]) -> int:
    cohort = academy.cohorts.order_by("starts_on").first()
    for mentor in (cast["coach"], cast["instructor"]):
        memberships.add_mentor(cohort, mentor, by=cast["manager"])
    course = academy.current.steps.order_by("order").first().course
    through = Enrolment.objects.filter(course=course, state=Enrolment.State.COMPLETED)
    done = [row.person for row in through.select_related("person").order_by("pk")[:4]]
    known = {person.pk for person in done} | {cast["learner"].pk}
    others = [person for person in ministry.people if person.pk not in known]
    members = [cast["learner"], *done, *others[10::17]][:MEMBERS]
    for person in members:
        memberships.join(person, academy, cohort=cohort)
    waiting = list(
        Membership.objects.filter(person__in=done, path=academy).order_by("pk")
    )
    project = academy.current.steps.get(order=1)
    for number, member in enumerate(waiting):
        milestone = memberships.hand_in(
            member, project, text="Antrean loket diukur seminggu; rata-rata 23 menit."
        )
        if number % 2:
            memberships.decide(milestone, by=cast["manager"], accept=True)
    return len(members)
