import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from corpu.ledger.models import Credit, Rate
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from performance.models import Standing, Target
from performance.rehearsals import rules
from performance.rehearsals.actions import guards, rehearsals, replaying
from performance.rehearsals.models import Rehearsal, Shift
from tests.conftest import grant

YEAR = 2025
TODAY = datetime.date(2026, 2, 10)


@pytest.fixture
def year(targets, learn, learner, leader, coachee, set_today):
    """2025 is over: the learner has 22 JP, the coachee 5."""
    set_today(datetime.date(2025, 11, 1))
    learn(learner, 22)
    learn(coachee, 5)
    set_today(TODAY)
    from performance.actions.standings import recount

    recount([learner.pk, leader.pk, coachee.pk], [YEAR])
    return YEAR


@pytest.fixture
def draft(office) -> Target:
    return Target.objects.create(
        code="raised",
        name_id="Minimal 24 JP",
        name_en="At least 24 JP",
        staff_classes=["pns"],
        required=Decimal(24),
        legal_basis="Keputusan Menteri Contoh 1/2027",
        valid_from=datetime.date(2027, 1, 1),
        drafted_by=office,
    )


def worked_off(rehearsal) -> Rehearsal:
    while rehearsals.rehearse_one(rehearsal.pk):
        pass
    rehearsal.refresh_from_db()
    return rehearsal


def code_of(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


days = st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31))


@given(days, st.none() | days, st.integers(2000, 2040))
def test_a_draft_is_moved_back_by_whole_years_and_never_forward(first, last, year):
    start, end = rules.replayed(first, last, year)
    assert start <= first and start.year == min(first.year, year)
    assert start.month == first.month and start.day in (first.day, 28)
    if last is None:
        assert end is None
    elif last >= first:
        assert end >= start


def test_what_begins_next_year_is_replayed_from_the_same_day(
    year, draft, office, learner, targets
):
    row = worked_off(
        rehearsals.rehearse(draft, year=YEAR, by=office, replaces=targets["pns-minimum"])
    )
    assert row.done_at
    shift = row.shifts.get(person=learner)
    assert (shift.before_status, shift.after_status) == ("met", "unmet")
    assert (shift.before_required, shift.after_required) == (20, 24)
    assert shift.before_counted == shift.after_counted == 22
    draft.refresh_from_db()
    assert (draft.live, draft.valid_from) == (False, datetime.date(2027, 1, 1))
    assert Target.objects.get(pk=targets["pns-minimum"].pk).valid_to is None
    notice = Notice.objects.get(person=office, kind="rehearsals.done")
    assert notice.data["draft"] and notice.url == row.get_absolute_url()


def test_the_guess_at_what_a_draft_follows_looks_at_whom_it_is_for(draft, targets):
    from performance.rehearsals.actions.drafts import likely_predecessor

    old = targets["pns-minimum"]
    draft.staff_classes = old.staff_classes
    assert likely_predecessor(draft) == old
    draft.post_kinds = ["functional"]
    assert likely_predecessor(draft) is None


def test_nothing_of_the_live_data_changes(year, draft, office, learner):
    def everything():
        return [
            sorted(model.objects.values_list())
            for model in (Standing, Credit, Target, Rate, Notice)
        ]

    before = everything()
    piece = rehearsals.rehearse(draft, year=YEAR, by=office)
    replaying.shifts_of(piece, [learner.pk])
    assert everything() == before


def test_a_killed_worker_loses_and_doubles_nothing(year, draft, office, monkeypatch):
    monkeypatch.setattr(rehearsals, "PIECE", 1)
    row = rehearsals.rehearse(draft, year=YEAR, by=office)
    pieces = row.pieces.count()
    assert pieces > 2
    rehearsals.rehearse_one(row.pk)
    before = Shift.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(rehearsals, "shifts_of", lambda *args: exit())
        with pytest.raises(SystemExit):
            rehearsals.rehearse_one(row.pk)
    assert (Shift.objects.count(), row.pieces.waiting().count()) == (before, pieces - 1)
    worked_off(row)
    people = list(row.shifts.values_list("person", "target"))
    assert row.done_at and len(people) == len(set(people)) > 0
    assert not rehearsals.rehearse_one(row.pk)


def test_who_may_rehearse_what(year, draft, office, hr, learner, second):
    for person in (hr, learner):
        with pytest.raises(PermissionDenied):
            rehearsals.rehearse(draft, year=YEAR, by=person)
    assert code_of(lambda: rehearsals.rehearse(draft, year=2026, by=office)) == (
        "not_a_past_year"
    )
    Target.objects.filter(pk=draft.pk).update(live=True)
    draft.refresh_from_db()
    assert code_of(lambda: rehearsals.rehearse(draft, year=YEAR, by=office)) == (
        "published_already"
    )


def test_publishing_without_a_rehearsal_takes_a_reason(year, draft, office, second):
    check = guards.reason_without_rehearsal
    assert code_of(lambda: check(draft, second, " ")) == "reason_missing"
    check(draft, second, "Tenggat hari ini")
    line = Decision.objects.get(act="rule.published_unrehearsed")
    assert (line.by, line.reason) == (second, "Tenggat hari ini")
    row = rehearsals.rehearse(draft, year=YEAR, by=office)
    assert code_of(lambda: check(draft, second, "")) == "reason_missing"  # not done
    worked_off(row)
    check(draft, second, "")
    Target.objects.filter(pk=draft.pk).update(required=30)
    draft.refresh_from_db()
    assert code_of(lambda: check(draft, second, "")) == "reason_missing"  # stale


def test_the_screens(
    year, draft, office, second, auditor, hr, learner, client_of, rates, targets
):
    listing = reverse("rehearsals:rehearsals")
    for person in (office, auditor, hr):
        assert client_of(person).get(listing).status_code == 200
    assert client_of(learner).get(listing).status_code == 404
    target_page = client_of(second).get(reverse("performance:target", args=[draft.pk]))
    assert 'id="rehearsal"' in target_page.content.decode()
    start = reverse("rehearsals:start", args=["target", draft.pk])
    assert client_of(learner).post(start, {"year": YEAR}).status_code == 404
    data = {"year": YEAR, "replaces": targets["pns-minimum"].pk}
    page = client_of(office).post(start, data)["Location"]
    row = Rehearsal.objects.get()
    assert "hx-get" in client_of(second).get(page).content.decode()
    assert client_of(second).get(f"{page}progress/").status_code == 200
    worked_off(row)
    assert client_of(second).get(f"{page}progress/")["HX-Refresh"] == "true"
    shown = client_of(second).get(page)
    assert shown.context["flips"] == row.shifts.flips().count() > 0
    assert sum(one.number for one in shown.context["changes"]) == shown.context["flips"]
    listed = client_of(second).get(page, {"before": "met", "after": "unmet"})
    assert listed.context["page"].paginator.count == 1
    table = client_of(second).get(f"{page}people.csv", {"before": "met"})
    assert learner.name in table.content.decode()
    assert client_of(second).get(f"{page}people.xlsx").status_code == 200
    for path in (page, f"{page}progress/", f"{page}people.csv"):
        assert client_of(learner).get(path).status_code == 404


def test_hr_of_another_place_sees_nobody_of_ours(
    year, draft, office, stranger, client_of
):
    grant(stranger, "hr", unit=stranger.unit, started_on=datetime.date(2024, 1, 1))
    row = worked_off(rehearsals.rehearse(draft, year=YEAR, by=office))
    page = client_of(stranger).get(row.get_absolute_url())
    people = {shift.person_id for shift, _why in page.context["lines"]}
    assert people <= {stranger.pk}


def test_the_list_asks_as_much_for_thirty_as_for_three(
    year,
    draft,
    office,
    person_factory,
    ministry,
    client_of,
    django_assert_max_num_queries,
):
    for n in range(28):
        person_factory(f"Pegawai {n}", unit=ministry.section)
    row = worked_off(rehearsals.rehearse(draft, year=YEAR, by=office))
    client = client_of(office)
    with django_assert_max_num_queries(60):
        page = client.get(row.get_absolute_url())
    assert len(page.context["lines"]) == 30
