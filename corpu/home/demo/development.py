"""Standards, assessments, gaps and development plans of the demo's people."""

import datetime
import random
from decimal import Decimal

from django.utils import timezone

from corpu.home.demo.organisation import Ministry
from corpu.ledger.actions.records import record_many
from corpu.ledger.models import LearningForm
from corpu.people.models import Person, Post
from corpu.skills.models import (
    ActivityCompetence,
    Assessment,
    Competence,
    PostStandard,
)
from performance.development.actions.aspirations import aim_at
from performance.development.actions.gaps import add_performance_gap
from performance.development.actions.needs import refresh_needs
from performance.development.actions.plans import propose
from performance.development.actions.realisation import realise_lines
from performance.development.actions.sheets import (
    approve_unit,
    propose_agency,
    set_budget,
)
from performance.development.models import Comment, Plan, PlanLine
from performance.development.profile import Profile, Row, profiles_of

LAW = "Keputusan Menteri Layanan Nusantara 17/2025 (contoh)"
LAW_EN = "Decree 17/2025 of the made-up ministry (example)"
# name of a post -> technical competence, level
TECHNICAL = {
    "Analis Kebijakan Ahli Pertama": ("analisis-data", 2),
    "Analis Kebijakan Ahli Muda": ("analisis-data", 3),
    "Pranata Komputer Ahli Muda": ("keamanan-informasi", 4),
    "Arsiparis Terampil": ("arsip", 3),
}
DRAFTS = [("pelayanan-publik", 2), ("arsip", 1), ("keamanan-informasi", 1)]
# form, what the line is called, JP, cost in thousands of rupiah
WAYS = [
    ("e_learning", "E-learning {}", 6, 0),
    ("coaching", "Coaching {} dengan senior", 4, 0),
    ("mentoring", "Mentoring {}", 4, 0),
    ("workshop", "Lokakarya {}", 10, 1_750),
    ("course", "Kursus {}", 16, 3_200),
    ("managerial", "Pelatihan {}", 24, 5_400),
    ("internship", "Magang {} di unit layanan", 20, 2_100),
    ("community", "Komunitas belajar {}", 4, 0),
]


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Make all of it; returns a line that tells what."""
    draw = random.Random(17)
    deputy = cast["second"]
    _standards(deputy, cast["hr"])
    aim_at(cast["learner"], Post.objects.filter(level="ahli madya").first())
    found = _assess(ministry, draw, today)
    ids = [person.pk for person in ministry.people]
    people = list(Person.objects.filter(pk__in=ids).with_place())
    profiles = profiles_of(people)
    team = {person.pk for person in ministry.staff_of(cast["learner"].unit)}
    others = [profiles[pk] for pk in ids if pk not in team]
    lines = _plans(others, draw, today) + _story(cast, profiles, team, draw, today)
    learnt = _learn(cast["learner"], draw, today)
    realise_lines(ids, [today.year])
    refresh_needs(ids)
    _sheets(ministry, cast, deputy, today)
    return f"{found} assessments, {lines} lines of development plans, {learnt} learnt"


def _standards(deputy: Person, hr: Person) -> None:
    """Technical standards that two persons set, and drafts that wait for the second."""
    codes = {row.code: row for row in Competence.objects.all()}
    now = timezone.now()
    rows = []
    for post in Post.objects.filter(name__in=TECHNICAL):
        code, level = TECHNICAL[post.name]
        row = _standard(post, codes[code], level, deputy)
        row.live, row.published_by, row.published_at = True, hr, now
        rows.append(row)
    executor = Post.objects.filter(kind=Post.Kind.EXECUTOR).order_by("code").first()
    rows += [_standard(executor, codes[code], level, deputy) for code, level in DRAFTS]
    PostStandard.objects.bulk_create(rows)


def _standard(post, competence, level: int, by: Person) -> PostStandard:
    return PostStandard(
        post=post,
        competence=competence,
        level=level,
        legal_basis=LAW,
        legal_basis_en=LAW_EN,
        valid_from=datetime.date(2025, 1, 1),
        drafted_by=by,
    )


def _assess(ministry: Ministry, draw, today: datetime.date) -> int:
    """Leaders assess most of their people, some assess themselves, a few were at a
    centre."""
    asked = PostStandard.objects.required_by({p.post for p in ministry.people})
    rows = []
    for number, person in enumerate(ministry.people):
        if number % 9 == 8:
            continue
        day = today - datetime.timedelta(days=draw.randint(20, 300))
        for competence, required in asked[person.post_id].items():
            steps = [-2, -1, -1, 0, 0, 0, 0, 1]
            level = min(max(required.level + draw.choice(steps), 0), 5)
            source, by = "leader", person.leader
            if number % 7 == 3:
                source, by = "centre", None
            elif by is None:
                source, by = "self", person
            rows.append(_finding(person, competence, level, source, by, day))
            if number % 5 == 0:
                own = min(level + draw.choice([0, 0, 1]), 5)
                later = day + datetime.timedelta(days=3)
                rows.append(_finding(person, competence, own, "self", person, later))
    return len(Assessment.objects.bulk_create(rows, batch_size=500))


def _finding(person, competence: int, level: int, source, by, day) -> Assessment:
    return Assessment(
        person=person,
        competence_id=competence,
        level=level,
        source=source,
        by=by,
        assessed_on=day,
        is_validated=source == "centre",
    )


def _plans(profiles: list[Profile], draw, today: datetime.date) -> int:
    """Agreed plans of three people in five, drafts of some others."""
    plans, lines = [], []
    for number, profile in enumerate(profiles):
        person = profile.person
        if number % 5 == 4 or not person.leader_id:
            continue
        plan = _plan(person, today, draw, is_agreed=number % 5 < 3)
        plans.append(plan)
        lines += _lines(plan, profile, draw)
    Plan.objects.bulk_create(plans)
    PlanLine.objects.bulk_create(lines, batch_size=300)
    return len(lines)


def _plan(person: Person, today: datetime.date, draw, *, is_agreed: bool) -> Plan:
    plan = Plan(person=person, year=today.year, post_id=person.post_id)
    if is_agreed:
        begun = datetime.datetime(today.year, 1, 8, 2, tzinfo=datetime.UTC)
        plan.state = Plan.State.AGREED
        plan.person_signed_at = begun + datetime.timedelta(days=draw.randint(0, 20))
        plan.leader_signed_at = plan.person_signed_at + datetime.timedelta(days=3)
        plan.leader_signed_by_id = person.leader_id
    return plan


def _lines(plan: Plan, profile: Profile, draw) -> list[PlanLine]:
    """A line or two for each of the largest gaps."""
    gaps = sorted(profile.all_gaps, key=lambda row: -max(row.gap, row.aim_gap))
    rows = gaps[:3] or profile.rows[:1]
    return [_line(plan, row, _way(row, draw), draw) for row in rows]


def _way(row: Row, draw) -> tuple:
    """What an agency usually offers for a competence, or something else."""
    usual = WAYS[row.competence.pk % len(WAYS)]
    return usual if draw.random() < 0.6 else draw.choice(WAYS)


def _line(plan: Plan, row: Row, way, draw, **fields) -> PlanLine:
    form, title, jp, cost = way
    month = draw.randint(2, 12) if draw.random() < 0.3 else None
    quarter = (month + 2) // 3 if month else draw.choice([1, 2, 2, 3, 3, 3, 4])
    held = row.level or 0
    target = row.wanted or max(held, 1)
    line = PlanLine(
        plan=plan,
        title=title.format(row.competence.name_id),
        competence=row.competence,
        target_level=target,
        form_id=form,
        jp=Decimal(jp),
        quarter=quarter,
        month=month,
        cost=cost * 1000,
        reason=f"Kesenjangan: tingkat {held} dari {target}"
        if row.wanted
        else "Penguatan",
        added_at=plan.person_signed_at or timezone.now(),
        agreed_at=plan.leader_signed_at,
    )
    for name, value in fields.items():
        setattr(line, name, value)
    return line


def _story(cast, profiles, team: set[int], draw, today: datetime.date) -> int:
    """The learner's own plan and dialogue; a colleague's plan waits for the leader."""
    learner, leader, year = cast["learner"], cast["leader"], today.year
    add_performance_gap(
        person=learner,
        year=year,
        title="Rekap pengaduan selesai 9 hari setelah batas waktu",
        detail="Target: tanggal 5 tiap bulan. Tercapai: rata-rata tanggal 14.",
        competence=Competence.objects.get(code="analisis-data"),
        by=leader,
    )
    count = 0
    for number, pk in enumerate(sorted(team)):
        profile = profiles[pk]
        is_agreed = pk == learner.pk or number % 2 == 1
        plan = _plan(profile.person, today, draw, is_agreed=is_agreed)
        plan.save()
        lines = PlanLine.objects.bulk_create(_lines(plan, profile, draw))
        count += len(lines)
        if number < 5 and not is_agreed:
            propose(plan, by=profile.person, text="Mohon arahan Ibu/Bapak.")
    plan = Plan.objects.get(person=learner, year=year)
    words = [
        (learner, "Saya usulkan mulai dari kesenjangan terbesar.", "proposed"),
        (leader, "Setuju. Pilih pendampingan dulu, lalu kursus.", "agreed"),
    ]
    Comment.objects.bulk_create(
        Comment(plan=plan, by=by, text=text, act=act, at=plan.person_signed_at)
        for by, text, act in words
    )
    return count


def _learn(learner: Person, draw, today: datetime.date) -> int:
    """Some of what was planned has been learnt: facts of courses that teach it."""
    # Courses that state their hours; a coach's hours are counted by the session.
    teaches = ActivityCompetence.objects.filter(
        activity__jp__gt=0, activity__course__isnull=False
    )
    teaches = teaches.select_related("activity__provider")
    by_competence = {row.competence_id: row for row in teaches.order_by("pk")}
    lines = PlanLine.objects.agreed().filter(competence__in=by_competence)
    lines = lines.select_related("plan__person").order_by("pk")
    hers = list(lines.filter(plan__person=learner)[:1])
    lines = hers + list(lines.exclude(plan__person=learner)[::4])
    classes = dict(LearningForm.objects.values_list("pk", "learning_class"))
    facts = []
    for number, line in enumerate(lines[:40]):
        activity = by_competence[line.competence_id].activity
        PlanLine.objects.filter(pk=line.pk).update(
            activity=activity, form=activity.form_id, title=activity.title
        )
        is_classical = classes[activity.form_id] == "classical"
        ended = today - datetime.timedelta(days=draw.randint(5, max(today.day, 6) + 60))
        ended = max(ended, datetime.date(today.year, 1, 3))
        facts.append(
            {
                "person": line.plan.person,
                "form": activity.form_id,
                "title": activity.title,
                "activity": activity,
                "provider": activity.provider,
                "provider_name": activity.provider.name if activity.provider else "",
                "started_on": ended - datetime.timedelta(days=1),
                "ended_on": ended,
                "jp_stated": activity.jp,
                "days": 2 if is_classical else None,
                "source": f"demo:development:{number}",
            }
        )
    record_many(facts)
    return len(facts)


def _sheets(ministry: Ministry, cast, deputy: Person, today: datetime.date) -> None:
    """Budgets, a unit's plan that its head approved, the agency's that waits for HR."""
    hr, year = cast["hr"], today.year
    set_budget(ministry.root, year, by=hr, ceiling=900_000_000)
    for unit in [unit for unit in ministry.units if unit.depth == 2]:
        set_budget(unit, year, by=hr, ceiling=150_000_000)
    for unit in [unit for unit in ministry.units if unit.depth == 3][:2]:
        if PlanLine.objects.agreed().in_year(year).in_subtree(unit).exists():
            approve_unit(unit, year, by=ministry.heads[unit.pk])
    propose_agency(ministry.root, year, by=deputy)
