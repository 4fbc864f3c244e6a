"""What an assessment found wanting is asked for in the development plan."""

import datetime
from decimal import Decimal

import pytest

from performance.development.models import PerformanceGap
from performance.plans.actions import assessing, dialogue
from performance.plans.actions.falling_short import note_gaps


@pytest.fixture
def assessed(agreed, leader, learner):
    """Assess a period, and let the person agree."""

    def assess(quarter, result, behaviour, **more):
        row = assessing.assess(
            agreed,
            by=leader,
            quarter=quarter,
            result=result,
            behaviour=behaviour,
            note="Tiga naskah belum disahkan.",
            **more,
        )
        assert not PerformanceGap.objects.exists()  # it does not stand yet
        assessing.acknowledge(row, by=learner)
        return row

    return assess


def gaps() -> list[tuple]:
    rows = PerformanceGap.objects.order_by("source")
    return list(rows.values_list("year", "title", "detail", "by"))


def test_as_expected_asks_for_nothing(assessed):
    assessed(2, "above", "meets")
    assert gaps() == []


def test_a_quarter_below_expectation_asks_once(assessed):
    row = assessed(2, "below", "meets")
    title = "Hasil kerja di bawah ekspektasi: triwulan 2 2026"
    assert gaps() == [(2026, title, "Tiga naskah belum disahkan.", None)]
    assert note_gaps(row) == 1
    assert len(gaps()) == 1


def test_each_core_value_below_expectation_asks(assessed):
    said = {"competent": ("below", "Belum berbagi ilmu"), "loyal": ("meets", "")}
    assessed(2, "meets", "below", behaviours=said)
    ((_year, title, detail, _by),) = gaps()
    assert "ompeten" in title and detail == "Belum berbagi ilmu"


def test_a_year_asks_for_the_lines_that_were_missed(
    plan, learner, leader, rates, set_today
):
    dialogue.add_line(
        plan,
        by=learner,
        measure="learning",
        form=rates["coaching"],
        expectation=Decimal(4),
        wording="Belajar bersama coach",
    )
    dialogue.sign(plan, by=learner)
    dialogue.sign(plan, by=leader)
    set_today(datetime.date(2027, 1, 20))
    row = assessing.assess(
        plan, by=leader, quarter=None, result="below", behaviour="meets"
    )
    assessing.acknowledge(row, by=learner)
    found = {title: (year, detail) for year, title, detail, _by in gaps()}
    year, detail = found["Belajar bersama coach"]
    assert year == 2027
    assert "4 JP" in detail
