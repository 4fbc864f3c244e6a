"""Performance plans in every stage: last year closed, this year under way."""

import datetime
import random
from decimal import Decimal

from django.utils import timezone

from corpu.home.demo.organisation import Ministry
from corpu.ledger.models import LearningForm
from corpu.lib.clock import JAKARTA
from corpu.people.models import Person
from performance.plans import rules
from performance.plans.actions.starting import ensure_lines
from performance.plans.models import (
    Appraisal,
    BehaviourNote,
    Entry,
    Feedback,
    FollowUp,
    LeaderSpan,
    LineReport,
    Objection,
    Plan,
    PlanLine,
    PredicateMatrix,
    UnitGoal,
    UnitPlan,
)

# (result, behaviour) -> how often
RATINGS = {
    ("above", "above"): 12,
    ("above", "meets"): 14,
    ("meets", "above"): 14,
    ("meets", "meets"): 52,
    ("below", "meets"): 5,
    ("meets", "below"): 2,
    ("below", "below"): 1,
}
WORK = [
    ("Menyusun naskah standar pelayanan", "Naskah yang disahkan", 4, "naskah"),
    ("Menyelesaikan telaahan kebijakan", "Telaahan yang dipakai pimpinan", 6, "telaahan"),
    ("Menindaklanjuti pengaduan masyarakat", "Pengaduan yang selesai", 60, "pengaduan"),
    ("Menata arsip aktif unit kerja", "Berkas yang tertata", 120, "berkas"),
]
FEEDBACK = [
    "Naskah pertama rapi dan tepat waktu; libatkan bagian hukum lebih awal.",
    "Rapat koordinasi berjalan baik. Tambahkan data pada telaahan berikutnya.",
    "Kerja sama dengan tim lain makin lancar; pertahankan.",
]


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Plans of the whole ministry, and the story of the cast's team."""
    draw = random.Random(6)
    people = [p for p in ministry.people if p.is_active]
    year = today.year
    matrix = PredicateMatrix.objects.in_year(year)
    ensure_lines(year, person_ids=[p.pk for p in people])
    closed = _last_year(people, year - 1, matrix, draw)
    team = ministry.staff_of(cast["leader"].unit)
    running = _this_year(people, {p.pk for p in team}, today, matrix, draw)
    _units(ministry, cast, year, draw)
    _team(team, cast, today, matrix)
    return f"{closed} closed plans, {running + len(team)} plans of this year"


def _moment(day: datetime.date, hour: int = 9) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=JAKARTA)


def _last_year(people: list[Person], year: int, matrix, draw) -> int:
    """Everybody who served last year has a closed plan with a final assessment."""
    signed, final = (
        _moment(datetime.date(year, 1, 20)),
        _moment(datetime.date(year + 1, 1, 18)),
    )
    served = [p for p in people if p.appointed_on < datetime.date(year, 7, 1)]
    plans = Plan.objects.bulk_create(
        Plan(
            person=person,
            year=year,
            unit=person.unit,
            leader=person.leader,
            state=rules.CLOSED,
            opened_at=signed,
            person_signed_at=signed,
            leader_signed_at=signed,
            leader_signed_by=person.leader,
        )
        for person in served
        if person.leader_id
    )
    rows = [_appraisal(plan, None, matrix, draw, final) for plan in plans]
    Appraisal.objects.bulk_create(rows)
    return len(plans)


def _appraisal(plan: Plan, quarter, matrix, draw, at, ratings=None) -> Appraisal:
    """A final assessment; which ratings it has is drawn unless they are given."""
    result, behaviour = ratings or draw.choices([*RATINGS], [*RATINGS.values()])[0]
    return Appraisal(
        person_id=plan.person_id,
        year=plan.year,
        quarter=quarter,
        plan=plan,
        result=result,
        behaviour=behaviour,
        predicate=matrix.predicate(result, behaviour),
        matrix=matrix,
        note="Sesuai catatan pemantauan.",
        assessor_id=plan.leader_id,
        given_at=at,
        object_by=at + datetime.timedelta(days=14),
        acknowledged_at=at,
        is_final=True,
        final_at=at,
    )


def _this_year(people, spared: set[int], today, matrix, draw) -> int:
    """Most plans of this year run; some wait for a signature, some were not begun."""
    year = today.year
    signed = min(_moment(datetime.date(year, 1, 22)), timezone.now())
    plans = Plan.objects.filter(year=year, person__in=people)
    plans = [p for p in plans if p.person_id not in spared and p.leader_id]
    begun = []
    for number, plan in enumerate(plans):
        if number % 14 == 13:
            continue
        plan.state = rules.PLANNING if number % 14 == 6 else rules.RUNNING
        plan.opened_at = plan.person_signed_at = signed
        if plan.state == rules.RUNNING:
            plan.leader_signed_at, plan.leader_signed_by_id = signed, plan.leader_id
        begun.append(plan)
    Plan.objects.bulk_update(
        begun,
        [
            "state",
            "opened_at",
            "person_signed_at",
            "leader_signed_at",
            "leader_signed_by",
        ],
    )
    _work_of(begun, draw)
    running = [plan for plan in begun if plan.state == rules.RUNNING]
    _quarters(running, today, matrix, draw)
    LeaderSpan.objects.bulk_create(
        LeaderSpan(plan=p, leader_id=p.leader_id, started_on=datetime.date(year, 1, 1))
        for p in begun
    )
    return len(begun)


def _work_of(plans: list[Plan], draw) -> None:
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            wording=wording,
            indicator_text=indicator,
            aspect=PlanLine.Aspect.QUANTITY,
            expectation=Decimal(number),
            unit_of_measure=unit,
        )
        for plan in plans
        for wording, indicator, number, unit in draw.sample(WORK, 2)
    )


def _quarters(plans: list[Plan], today, matrix, draw) -> None:
    """Feedback and final assessments of the quarters that are over; a few are missing."""
    appraisals, feedback = [], []
    for quarter in rules.ended_quarters(today.year, today):
        end = rules.quarter_span(today.year, quarter)[1]
        at = min(_moment(end + datetime.timedelta(days=9)), timezone.now())
        for number, plan in enumerate(plans):
            if (number + quarter) % 9:
                appraisals.append(_appraisal(plan, quarter, matrix, draw, at))
            if (number + quarter) % 6:
                feedback.append(_feedback(plan, quarter, end, plan.leader_id, number))
    Appraisal.objects.bulk_create(appraisals)
    Feedback.objects.bulk_create(feedback)


def _feedback(plan: Plan, quarter: int, end, by_id: int, number: int) -> Feedback:
    return Feedback(
        plan=plan,
        quarter=quarter,
        text=FEEDBACK[number % len(FEEDBACK)],
        given_on=end - datetime.timedelta(days=number % 40 + 1),
        by_id=by_id,
    )


def _units(ministry: Ministry, cast, year: int, draw) -> None:
    """Plans of units; every third one forgets learning, a few were not written."""
    units = [unit for unit in ministry.units if unit.pk in ministry.heads]
    for number, unit in enumerate(units):
        mine = unit == cast["leader"].unit
        if number % 8 == 5 and not mine:
            continue
        head = ministry.heads[unit.pk]
        plan = UnitPlan.objects.create(unit=unit, year=year, owner=head)
        wording, indicator, amount, measure = draw.choice(WORK)
        goals = [
            UnitGoal(
                plan=plan,
                wording=wording,
                indicator_text=indicator,
                expectation=Decimal(amount * 5),
                unit_of_measure=measure,
                added_by=head,
            )
        ]
        if mine or number % 3:
            share = UnitGoal.Measure.SHARE
            goals.append(UnitGoal(plan=plan, measure=share, expectation=Decimal(100)))
        UnitGoal.objects.bulk_create(goals)


def _team(team: list[Person], cast, today: datetime.date, matrix) -> None:
    """The cast's own team: each of its people at another place of the cycle."""
    leader = cast["leader"]
    goal = UnitGoal.objects.filter(plan__unit=leader.unit, plan__year=today.year).first()
    others = [person for person in team if person != cast["learner"]]
    _learner(cast["learner"], leader, goal, today, matrix)
    for number, person in enumerate(others):
        plan = Plan.objects.get(person=person, year=today.year)
        if number == 0:
            continue  # not started: the leader begins it
        _begin(plan, leader, today, person_signs=number != 1)
        _support(plan, goal, Decimal(2 + number))
        if number == 2:
            continue  # waits for the leader's signature
        if number > 2:
            _agree(plan, leader)
            _over(plan, leader, today, matrix, objects=number == 3)
        if number == 4:
            PlanLine.objects.filter(plan=plan, measure="target").update(
                struck_at=timezone.now()
            )


def _begin(plan: Plan, leader: Person, today, *, person_signs: bool = True) -> None:
    at = min(_moment(datetime.date(today.year, 1, 12)), timezone.now())
    plan.state, plan.leader, plan.opened_at = rules.PLANNING, leader, at
    if person_signs:
        plan.person_signed_at = at + datetime.timedelta(hours=3)
    plan.save()
    first = datetime.date(today.year, 1, 1)
    LeaderSpan.objects.create(plan=plan, leader=leader, started_on=first)
    Entry.objects.create(plan=plan, act=Entry.Act.OPENED, by=leader, at=at)
    if person_signs:
        _entry(plan, Entry.Act.SIGNED, plan.person, plan.person_signed_at)


def _entry(plan: Plan, act: str, by: Person, at, **more) -> None:
    Entry.objects.create(plan=plan, act=act, by=by, at=at, **more)


def _agree(plan: Plan, leader: Person) -> None:
    at = plan.person_signed_at + datetime.timedelta(hours=4)
    plan.state, plan.leader_signed_at, plan.leader_signed_by = rules.RUNNING, at, leader
    plan.save()
    _entry(plan, Entry.Act.SIGNED, leader, at)


def _support(plan: Plan, goal: UnitGoal | None, number: Decimal) -> PlanLine | None:
    if goal is None:
        return None
    return PlanLine.objects.create(
        plan=plan,
        wording=goal.text,
        indicator_text=goal.indicator,
        aspect=PlanLine.Aspect.QUANTITY,
        expectation=number,
        unit_of_measure=goal.unit_of_measure,
        supports=goal,
        added_by=plan.leader,
    )


def _over(plan: Plan, leader: Person, today, matrix, *, objects: bool) -> None:
    """Quarters that are over were assessed; in one of them the person objects."""
    over = rules.ended_quarters(today.year, today)
    for quarter in over[:-1] if objects else over:
        end = rules.quarter_span(today.year, quarter)[1]
        at = _moment(end + datetime.timedelta(days=8))
        ratings = ("meets", "meets")
        _appraisal(plan, quarter, matrix, None, at, ratings).save()
        _feedback(plan, quarter, end, leader.pk, quarter).save()
    if objects and over:
        _objection(plan, leader, over[-1], matrix)


def _objection(plan: Plan, leader: Person, quarter: int, matrix) -> None:
    at = timezone.now() - datetime.timedelta(days=4)
    row = _appraisal(plan, quarter, matrix, None, at, ("meets", "below"))
    row.is_final, row.final_at, row.acknowledged_at = False, None, None
    row.note = "Beberapa kali terlambat menyampaikan laporan."
    row.save()
    Objection.objects.create(
        appraisal=row,
        reason="Laporan tertunda karena data dari unit lain belum lengkap; "
        "kehadiran dan kerja sama saya sesuai ekspektasi.",
        wanted_result="meets",
        wanted_behaviour="meets",
        decider=leader.leader,
        decide_by=timezone.now() + datetime.timedelta(days=10),
        asked_at=timezone.now() - datetime.timedelta(days=2),
    )


def _learner(person: Person, leader: Person, goal, today, matrix) -> None:
    """The person of the story: a full year with dialogue, reports and an assessment that
    waits for her answer."""
    plan = Plan.objects.get(person=person, year=today.year)
    _begin(plan, leader, today)
    _agree(plan, leader)
    said = plan.opened_at + datetime.timedelta(minutes=40)
    text = "Saya ingin satu baris pembelajaran lewat coaching. Setuju?"
    _entry(plan, Entry.Act.COMMENT, person, said, text=text)
    answer = said + datetime.timedelta(hours=1)
    text = "Setuju. Naskah standar menjadi empat, mohon disesuaikan."
    _entry(plan, Entry.Act.COMMENT, leader, answer, text=text)
    line = _support(plan, goal, Decimal(4))
    coaching = LearningForm.objects.get(pk="coaching")
    PlanLine.objects.create(
        plan=plan,
        measure=PlanLine.Measure.LEARNING,
        form=coaching,
        wording="Mengembangkan penulisan kebijakan bersama coach",
        expectation=Decimal(4),
        added_by=person,
    )
    PlanLine.objects.create(
        plan=plan,
        kind=PlanLine.Kind.BEHAVIOUR,
        behaviour="competent",
        wording="Membagikan hasil belajar kepada rekan sekurang-kurangnya dua kali",
        added_by=leader,
    )
    if line:
        _reports(line, person, leader)
    _story_quarters(plan, leader, today, matrix)


def _reports(line: PlanLine, person: Person, leader: Person) -> None:
    now = timezone.now()
    LineReport.objects.create(
        line=line,
        value=Decimal(2),
        note="Dua naskah disahkan, nomor 04 dan 09.",
        by=person,
        at=now - datetime.timedelta(days=40),
        accepted=True,
        decided_by=leader,
        decided_at=now - datetime.timedelta(days=38),
    )
    note = "Naskah ketiga selesai dibahas, menunggu nomor."
    LineReport.objects.create(
        line=line, value=Decimal(3), note=note, by=person, at=now - datetime.timedelta(3)
    )


def _story_quarters(plan: Plan, leader: Person, today, matrix) -> None:
    over = rules.ended_quarters(today.year, today)
    for quarter in over:
        end = rules.quarter_span(today.year, quarter)[1]
        at = _moment(end + datetime.timedelta(days=8))
        row = _appraisal(plan, quarter, matrix, None, at, ("meets", "above"))
        _feedback(plan, quarter, end, leader.pk, quarter - 1).save()
        if quarter == over[-1]:
            now = timezone.now()
            row.given_at = now - datetime.timedelta(days=1)
            row.object_by = now + datetime.timedelta(days=13)
            row.is_final, row.final_at, row.acknowledged_at = False, None, None
        row.save()
        _notes(row)
        FollowUp.objects.create(
            appraisal=row,
            text="Mengikuti pelatihan penulisan naskah kebijakan",
            owner=FollowUp.Owner.PERSON,
            due_on=end + datetime.timedelta(days=75),
            added_by=leader,
            done_at=at if row.is_final else None,
        )


def _notes(row: Appraisal) -> None:
    said = {
        "service": ("meets", "Tanggap terhadap pertanyaan pengguna layanan."),
        "competent": ("above", "Rajin belajar dan membagikan hasilnya."),
        "collaborative": ("above", "Menggerakkan kerja sama antarbagian."),
    }
    BehaviourNote.objects.bulk_create(
        BehaviourNote(appraisal=row, value=value, rating=rating, note=note)
        for value, (rating, note) in said.items()
    )
