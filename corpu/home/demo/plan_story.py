"""The plans of the cast's own team: each of its people at another place of the year."""

import datetime
from decimal import Decimal

from django.utils import timezone

from corpu.home.demo.plan_rows import appraisal, feedback, moment
from corpu.ledger.models import LearningForm
from corpu.people.models import Person
from performance.plans import rules
from performance.plans.models import (
    Appraisal,
    BehaviourNote,
    Entry,
    FollowUp,
    LeaderSpan,
    LineReport,
    Objection,
    Plan,
    PlanLine,
    UnitGoal,
)


def tell_of_the_team(team: list[Person], cast, today: datetime.date, matrix) -> None:
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
    at = min(moment(datetime.date(today.year, 1, 12)), timezone.now())
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
        at = moment(end + datetime.timedelta(days=8))
        ratings = ("meets", "meets")
        appraisal(plan, quarter, matrix, None, at, ratings).save()
        feedback(plan, quarter, end, leader.pk, quarter).save()
    if objects and over:
        _objection(plan, leader, over[-1], matrix)


def _objection(plan: Plan, leader: Person, quarter: int, matrix) -> None:
    at = timezone.now() - datetime.timedelta(days=4)
    row = appraisal(plan, quarter, matrix, None, at, ("meets", "below"))
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
        at = moment(end + datetime.timedelta(days=8))
        row = appraisal(plan, quarter, matrix, None, at, ("meets", "above"))
        feedback(plan, quarter, end, leader.pk, quarter - 1).save()
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
