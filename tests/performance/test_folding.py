"""The kept figures of units equal a recount, whatever happened before they were folded."""

import datetime
import random
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from corpu.agenda.actions import release
from corpu.ledger.actions.records import void
from corpu.people.models import Unit
from performance import rollups
from performance.actions import folding, proving, rebuilding
from performance.actions import standings as actions
from performance.actions.exemptions import end_exemption, exempt
from performance.models import (
    Exemption,
    RebuildPiece,
    RollupMark,
    Standing,
    StandingCheck,
    UnitTally,
)

JULY = datetime.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):
    set_today(JULY)


def recounted(unit, year) -> dict:
    """The figures of a unit, added up from the rows themselves."""
    rows = Standing.objects.in_year(year).in_subtree(unit)
    homes = _homes(unit, year)
    credits = rollups.Credit.objects.filter(year=year, person__in=homes)
    return {
        "tally": rollups.tally(rows.minimums()).counts,
        "classes": _by_class(rows.minimums()),
        "warnings": rows.filter(is_warning=True).count(),
        "people": len(homes),
        "judged": len(homes & _judged(year)),
        "forms": rollups.jp_by_form(credits),
        "months": _by_month(credits, year),
    }


def _by_class(standings) -> list[tuple[str, dict]]:
    classes = sorted(set(standings.order_by().values_list("staff_class", flat=True)))
    return [
        (code, rollups.tally(standings.filter(staff_class=code)).counts)
        for code in classes
    ]


def _by_month(credits, year) -> list[Decimal]:
    """By the month in which the learning ended; what ended later is December's."""
    months = [Decimal(0)] * 12
    for credit in credits.select_related("record"):
        ended = credit.record.ended_on
        months[11 if ended.year > year else ended.month - 1] += credit.jp_recognised
    return months


def _homes(unit, year) -> set[int]:
    last = {}
    for row in Standing.objects.in_year(year).order_by("ends_on", "pk"):
        last[row.person_id] = row.unit.path
    return {pk for pk, path in last.items() if path.startswith(unit.path)}


def _judged(year) -> set[int]:
    rows = Standing.objects.in_year(year).minimums()
    return set(rows.values_list("person", flat=True))


def kept(unit, year) -> dict:
    figures = rollups.Figures((unit,), year)
    learnt = figures.jp()
    people, judged = figures.people()
    return {
        "tally": figures.tally().counts,
        "classes": [(code, sub.counts) for code, sub in figures.by_class_code()],
        "warnings": figures.warnings(),
        "people": people,
        "judged": judged,
        "forms": learnt.by_form(),
        "months": learnt.by_month(),
    }


@pytest.mark.parametrize("seed", range(3))
def test_kept_figures_equal_a_recount_after_any_events(
    seed, ministry, learner, leader, coachee, colleague, hr, learn, promise
):
    dice = random.Random(seed)
    people = [learner, leader, coachee, colleague]
    world = {"facts": [], "promises": []}
    for _ in range(3):
        for _ in range(6):
            _event(dice, dice.choice(people), world, ministry, hr, learn, promise)
        if dice.random() < 0.5:
            moved = dice.choice([ministry.section, ministry.other_section])
            _hang(moved, dice.choice([ministry.bureau, ministry.directorate]))
        folding.fold()
        assert not RollupMark.objects.exists()
        for unit in Unit.objects.all():
            for year in (2024, 2025, 2026):
                assert kept(unit, year) == recounted(unit, year), (unit, year)


def _event(dice, person, world, ministry, hr, learn, promise):
    act = dice.choice(["learn", "learn", "void", "promise", "release", "move", "exempt"])
    if act == "learn":
        day = JULY - datetime.timedelta(days=dice.randint(0, 800))
        form = dice.choice(["course", "e_learning", "seminar"])
        more = {"form": form, "on": day}
        if form == "seminar":
            more["jp_stated"] = None
        world["facts"].append(learn(person, dice.randint(1, 12), **more))
    elif act == "void" and world["facts"]:
        void(world["facts"].pop(), reason="Uji")
    elif act == "promise":
        world["promises"].append(promise(person, dice.randint(1, 9)))
    elif act == "release" and world["promises"]:
        release(world["promises"].pop().source)
    elif act == "move":
        unit = dice.choice([ministry.bureau, ministry.section, ministry.other_section])
        person.appointments.update(unit=unit)
        type(person).objects.filter(pk=person.pk).update(unit=unit)
        actions.recount([person.pk], actions.years_of([person.pk]))
    elif act == "exempt":
        row = Standing.objects.minimums().filter(person=person, year=2026).first()
        known = Exemption.objects.filter(person=person).first()
        if known:
            end_exemption(known, by=hr)
        elif row:
            exempt(row, by=hr, reason="Uji")


def _hang(unit, parent):
    unit.refresh_from_db()
    parent.refresh_from_db()
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    for row in Unit.objects.filter(path__startswith=old):
        Unit.objects.filter(pk=row.pk).update(path=new + row.path[len(old) :])
    Unit.objects.filter(pk=unit.pk).update(parent=parent)


def test_folding_everything_changes_nothing(learner, colleague, learn):
    learn(learner, 6)
    learn(colleague, 30)
    folding.fold()
    before = list(UnitTally.objects.order_by("unit", "year", "target").values_list())
    assert before
    folding.mark_all()
    folding.fold()
    after = list(UnitTally.objects.order_by("unit", "year", "target").values_list())
    assert [row[1:] for row in after] == [row[1:] for row in before]


def test_a_posting_only_leaves_a_mark(learner, learn):
    learn(learner, 1)
    folding.fold()
    learn(learner, 1)
    assert set(RollupMark.objects.values_list("unit", "year")) == {
        (learner.unit_id, 2025),
        (learner.unit_id, 2026),
    }
    _at, waits = folding.folded_at([learner.unit])
    assert waits


def test_the_dashboard_asks_as_often_for_one_as_for_many(
    client_of, hr, learner, leader, coachee, colleague, learn
):
    client, counts = client_of(hr), []
    for people in ([learner], [learner, leader, coachee, colleague]):
        for person in people:
            learn(person, 3)
            learn(person, 2, form="e_learning")
        folding.fold()
        assert client.get("/units/").status_code == 200
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/units/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# -- the whole, in pieces --------------------------------------------------------------


def test_a_worker_that_dies_gives_its_piece_back(learner, colleague, learn, monkeypatch):
    learn(learner, 7)
    learn(colleague, 3)
    Standing.objects.filter(year=2026).update(counted=0)
    rebuilding.start(with_credits=True, size=1)
    pieces = RebuildPiece.objects.count()
    monkeypatch.setattr(rebuilding, "count", _dies)
    with pytest.raises(KeyboardInterrupt):
        while rebuilding.take_one() is not None:
            pass
    left = RebuildPiece.objects.count()
    assert pieces - left < pieces
    monkeypatch.undo()
    while rebuilding.take_one() is not None:
        pass
    assert rebuilding.is_done()
    assert Standing.objects.get(person=learner, year=2026).counted == 7
    assert rebuilding.rebuild(with_credits=True) == 0


def _dies(*args):
    raise KeyboardInterrupt


# -- the nightly proof -----------------------------------------------------------------


def test_the_proof_finds_what_differs_and_mends_nothing(learner, learn, hr, ministry):
    from corpu.notices.models import Notice

    learn(learner, 7)
    actions.fill_missing()
    good = proving.prove()
    assert (good.differences, good.standings > 0) == (0, True)
    Standing.objects.filter(person=learner, year=2026).update(counted=Decimal(9))
    bad = proving.prove()
    assert (bad.differences, bad.person_ids) == (1, [learner.pk])
    assert Standing.objects.get(person=learner, year=2026).counted == 9
    assert StandingCheck.objects.count() == 2 and proving.latest() == bad
    told = Notice.objects.filter(kind="performance.check_failed")
    national = Q(person__grants__role="hr", person__grants__unit=None)
    assert told.filter(national).count() == told.count()


def test_a_standing_that_goes_by_itself_leaves_a_mark(learner, colleague, learn):
    """Whatever took it: a cascade, a shell, a queryset."""
    learn(learner, 6)
    learn(colleague, 3)
    folding.fold()
    root = Unit.objects.get(parent=None, pk=int(learner.unit.path.split("/")[0]))
    before = kept(root, 2026)["tally"]
    rows = Standing.objects.filter(person=learner, year=2026)
    assert rows.exists()
    rows.delete()
    assert set(RollupMark.objects.values_list("unit", "year")) == {
        (learner.unit_id, 2026)
    }
    folding.fold()
    assert kept(root, 2026) == recounted(root, 2026)
    assert kept(root, 2026)["tally"] != before


def test_a_target_that_goes_leaves_a_mark_for_every_unit(learner, colleague, learn):
    learn(learner, 6)
    learn(colleague, 3)
    folding.fold()
    units = set(Standing.objects.values_list("unit", "year"))
    for target in {row.target for row in Standing.objects.select_related("target")}:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM performance_standing WHERE target_id = %s", [target.pk]
            )
    assert set(RollupMark.objects.values_list("unit", "year")) == units
