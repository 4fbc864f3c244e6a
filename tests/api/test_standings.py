import datetime

import pytest


@pytest.fixture
def hr_token(token_of, rates):
    from performance.actions.targets import load_national_targets

    load_national_targets()
    return token_of("hr")


def test_an_ended_year_is_unmet_before_the_task_has_run(
    call, hr_token, fact, learner, ministry, set_today
):
    set_today(datetime.date(2025, 12, 31))
    call(hr_token, "/records", fact())
    path = f"/people/{learner.nip}/standings?year=2025"
    assert call(hr_token, path).json()[0]["status"] == "at_risk"
    set_today(datetime.date(2026, 1, 1))
    unit = call(hr_token, f"/units/{ministry.root.code}/standings?year=2025").json()
    assert unit["counts"]["unmet"] == 1 and unit["counts"]["at_risk"] == 0
    assert unit["items"][0]["standings"][0]["status"] == "unmet"
    assert call(hr_token, path).json()[0]["status"] == "unmet"
    this_year = call(hr_token, f"/people/{learner.nip}/standings?year=2026")
    assert this_year.json()[0]["counted_jp"] == "0.00"


def test_who_never_learnt_has_a_standing_at_once(call, hr_token, learner):
    rows = call(hr_token, f"/people/{learner.nip}/standings").json()
    assert [row["counted_jp"] for row in rows] == ["0.00"]
