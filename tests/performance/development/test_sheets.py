"""Plans added up: drill-downs equal their figures, approvals freeze, demand hides."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.models import Decision
from performance.development.actions import sheets
from performance.development.demand import by_competence, cells
from performance.development.models import PlanLine
from performance.development.totals import DIMENSIONS, narrow, rows_by, whole

YEAR = today().year


@pytest.fixture
def planned(many, ministry, provider):
    """Lines of three units, forms, quarters and competences."""
    many(3, quarter=1, cost=250_000)
    many(2, unit=ministry.other_section, code="integritas", form="coaching", quarter=3)
    many(4, unit=ministry.bureau, form="seminar", provider=provider, jp=Decimal("4.5"))
    many(1, unit=ministry.subdirectorate, code="analisis-data")
    return PlanLine.objects.agreed().in_year(YEAR)


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("place", ["root", "general", "subdirectorate"])
def test_every_figure_equals_the_lines_behind_it(planned, ministry, by, place):
    unit = getattr(ministry, place)
    lines = planned.in_subtree(unit)
    total, rows = whole(lines), rows_by(lines, by, unit)
    assert rows and sum(row.lines for row in rows) == total.lines
    assert sum(row.jp for row in rows) == total.jp
    assert sum(row.cost for row in rows) == total.cost
    for row in rows:
        behind = list(narrow(lines, by, row.key))
        assert len(behind) == row.lines
        assert sum(line.jp for line in behind) == row.jp
        assert sum(line.cost for line in behind) == row.cost
        assert len({line.plan.person_id for line in behind}) == row.people
        assert sum(line.is_realised for line in behind) == row.realised


def test_drafts_and_retired_lines_are_not_added_up(
    planned, agree, write, learner, leader
):
    before = whole(planned)
    write(learner)
    assert whole(planned.all()) == before


def test_the_head_approves_and_freezes_her_unit(planned, ministry, leader, learner, hr):
    with pytest.raises(PermissionDenied):
        sheets.approve_unit(ministry.section, YEAR, by=hr)
    sheet = sheets.approve_unit(ministry.section, YEAR, by=leader)
    frozen = whole(sheet.lines.all())
    PlanLine.objects.filter(plan__person__unit=ministry.section).update(jp=99)
    assert (frozen.lines, frozen.people, frozen.jp) == (3, 3, Decimal(18))
    assert whole(sheet.lines.all()) == frozen
    again = sheets.approve_unit(ministry.section, YEAR, by=leader)
    assert again.version == 2


@pytest.mark.parametrize("by", DIMENSIONS)
def test_frozen_figures_equal_their_lines(planned, ministry, hr, other_hr, by):
    sheet = sheets.propose_agency(ministry.root, YEAR, by=hr)
    sheets.approve_agency(sheet, by=other_hr)
    lines = sheet.lines.all()
    living = {row.key: (row.people, row.lines, row.jp, row.cost)
              for row in rows_by(planned, by, ministry.root)}  # fmt: skip
    frozen = {row.key: (row.people, row.lines, row.jp, row.cost)
              for row in rows_by(lines, by, ministry.root)}  # fmt: skip
    assert frozen == living
    for key, (_people, number, _jp, _cost) in frozen.items():
        assert narrow(lines, by, key).count() == number


def test_the_agencys_plan_takes_two_officers(planned, ministry, hr, other_hr, leader):
    with pytest.raises(PermissionDenied):
        sheets.propose_agency(ministry.root, YEAR, by=leader)
    sheet = sheets.propose_agency(ministry.root, YEAR, by=hr)
    assert sheets.propose_agency(ministry.root, YEAR, by=other_hr) == sheet
    with pytest.raises(Refused) as refusal:
        sheets.approve_agency(sheet, by=hr)
    assert refusal.value.code == "same_person"
    sheet = sheets.approve_agency(sheet, by=other_hr)
    assert sheet.state == "approved" and sheet.lines.count() == 10
    with pytest.raises(Refused) as refusal:
        sheets.approve_agency(sheet, by=other_hr)
    assert refusal.value.code == "approved_already"
    with pytest.raises(Refused) as refusal:
        sheets.withdraw_agency(sheet, by=hr)
    assert refusal.value.code == "approved_already"
    assert not Decision.objects.filter(act="sheet.withdrawn").exists()


def test_a_unit_without_agreed_lines_has_no_plan(ministry, leader, policy):
    with pytest.raises(Refused) as refusal:
        sheets.approve_unit(ministry.section, YEAR, by=leader)
    assert refusal.value.code == "nothing_agreed"


def test_the_budget_is_hr_data(ministry, hr, leader):
    with pytest.raises(PermissionDenied):
        sheets.set_budget(ministry.section, YEAR, by=leader, ceiling=5)
    assert sheets.set_budget(ministry.section, YEAR, by=hr, ceiling=5).ceiling == 5
    assert sheets.set_budget(ministry.section, YEAR, by=hr, ceiling=None) is None


# -- demand ----------------------------------------------------------------------------


def test_demand_hides_groups_under_five(many, ministry):
    many(5, quarter=1)
    many(4, quarter=2)
    found = cells(YEAR)
    assert [(cell.quarter, cell.people, cell.jp) for cell in found] == [
        (1, 5, Decimal(30)),
        (2, None, None),
    ]
    assert {cell.place for cell in found} == {ministry.root}
    assert [row["value"] for row in by_competence(found)] == [Decimal(30)]


def test_demand_counts_people_not_lines(many):
    lines = many(4, quarter=1)
    first = lines[0]
    PlanLine.objects.create(
        plan=first.plan, title="Lagi", competence=first.competence, form=first.form,
        jp=2, quarter=1, reason="x", agreed_at=first.agreed_at,
    )  # fmt: skip
    assert [cell.people for cell in cells(YEAR)] == [None]


def test_what_is_learnt_is_no_demand_any_more(many, teach, learn):
    from performance.development.actions.realisation import realise_lines

    lines = many(5, quarter=1)
    activity = teach("Kursus bicara", "komunikasi", 2)
    learn(lines[0].plan.person, activity=activity)
    realise_lines([line.plan.person_id for line in lines], [YEAR])
    assert [cell.people for cell in cells(YEAR)] == [None]


def test_demand_takes_the_same_number_of_queries_for_all(many, django_assert_num_queries):
    many(6)
    with django_assert_num_queries(4):
        cells(YEAR)
