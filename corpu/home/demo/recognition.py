"""Thanks given and received, and a certificate for a team that has met its targets."""

import datetime

from django.utils import timezone

from corpu.home.demo.organisation import Ministry
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decisions
from corpu.people.models import Decision, Person
from performance.recognition.actions.certificates import (
    issue,
    publish_criterion,
    reached_by,
)
from performance.recognition.actions.thanking import give
from performance.recognition.models import Criterion, Thanks
from performance.recognition.rules import is_proved

WORDS = [
    "Menyusun ringkasan standar layanan yang kini dipakai seluruh tim.",
    "Menemani pegawai baru di minggu pertamanya dengan sabar.",
    "Menemukan kesalahan data sebelum laporan dikirim.",
    "Membagikan catatan lokakarya kepada yang tidak dapat hadir.",
    "Menyelesaikan pengaduan warga yang sudah lama tertunda.",
]


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Words of thanks, times to decide, and a team certificate."""
    thanks = _thanks(ministry, cast)
    _decided(cast)
    number = _certify(ministry, cast, today)
    return f"{thanks} thanks, {number} team certificate(s)"


def _thanks(ministry: Ministry, cast: dict[str, Person]) -> int:
    leader, learner = cast["leader"], cast["learner"]
    team = ministry.staff_of(learner.unit)
    pairs = [(leader, person, "recognition") for person in [learner, *team[:2]]]
    pairs += [(person, learner, "thanks") for person in team[1:3]]
    pairs += [(learner, person, "thanks") for person in team[2:4]]
    pairs += [(leader, learner.unit, "recognition")]
    given = 0
    for number, (giver, receiver, kind) in enumerate(pairs):
        try:
            row = give(receiver, kind=kind, reason=WORDS[number % 5], by=giver)
        except Refused:  # the same pair twice
            continue
        given += 1
        at = timezone.now() - datetime.timedelta(days=3 * number, hours=number)
        Thanks.objects.filter(pk=row.pk).update(given_at=at)
    return given


def _decided(cast: dict[str, Person]) -> None:
    """Requests that the leader decided in the last weeks, some of them late."""
    team = Person.objects.led_by(cast["leader"]).order_by("pk")[:7]
    for number, person in enumerate(team):
        at = timezone.now() - datetime.timedelta(days=4 * number + 1, hours=number)
        waited = datetime.timedelta(hours=[3, 20, 26, 50, 7, 96, 30][number])
        log_decisions(
            [
                Decision(
                    act="enrolment.accepted", by=cast["leader"], person=person, at=at,
                    subject="Pengelolaan Arsip Dinamis",
                    data={"asked_at": (at - waited).isoformat()},
                )
            ]
        )  # fmt: skip


def _certify(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> int:
    """The best team of last year, by the figure."""
    criterion = Criterion.objects.create(
        code="seluruh-anggota", name_id="Seluruh anggota memenuhi target pembelajaran",
        name_en="Every member has met the learning target",
        legal_basis="Keputusan Kepala Biro Sumber Daya Manusia (contoh)",
        first_year=today.year - 1, drafted_by=cast["second"],
    )  # fmt: skip
    publish_criterion(criterion, by=cast["hr"])
    made = 0
    for unit in (unit for unit in ministry.units if unit.depth == 5):
        year = today.year - 1
        found = reached_by(unit, year, criterion)
        if is_proved(found, min_share=100, min_people=3) and not made:
            issue(unit, year=year, criterion=criterion, by=cast["hr"])
            made += 1
    return made
