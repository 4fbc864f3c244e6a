"""Caps, edges and collisions, one by one."""

import datetime
import io

import pytest
from django.core.management import call_command

from corpu.ledger.actions import credits, records
from corpu.ledger.actions.invalid import Invalid
from corpu.ledger.models import Credit, DirtyYear
from corpu.ledger.tasks import recount_dirty
from corpu.lib.refusals import Refused
from tests.conftest import appoint, make_unit
from tests.ledger.conftest import told

D = "2025-03-10"


def by_year(record):
    return {c.year: str(c.jp_recognised) for c in record.credits.all()}


def test_one_award_a_day_over_all_fixed_forms(learn):
    workshop = learn("workshop", D)
    seminar = learn("seminar", "2025-03-09", D)
    # Both ended that day; the seminar started earlier, so its days come first.
    assert told(seminar) == ("8.00", "8.00", "full")
    assert told(workshop) == ("5.00", "0.00", "day_taken")


def test_the_earliest_free_days_of_the_range(learn):
    learn("seminar", "2025-03-10", "2025-03-11")
    later = learn("workshop", "2025-03-10", "2025-03-14", days=2)
    assert told(later) == ("10.00", "10.00", "full")
    third = learn("dissemination", "2025-03-10", "2025-03-14", days=2)
    assert told(third) == ("8.00", "4.00", "day_taken")


def test_national_and_international_share_a_day(learn):
    first = learn("e_learning", D, jp_stated=3)
    second = learn("e_learning", D, jp_stated=3, scope="international")
    assert told(first) == ("3.00", "3.00", "full")
    assert told(second) == ("3.00", "1.00", "day_cap")
    third = learn("e_learning", D, jp_stated=3)
    assert told(third) == ("3.00", "0.00", "day_cap")


def test_each_form_has_a_cap_of_its_own(learn):
    for form, cap in [("e_learning", "3.00"), ("self_study", "2.00")]:
        assert told(learn(form, D, jp_stated=9))[1] == cap


def test_the_uplift_is_added_after_the_cap(learn):
    fact = learn("self_study", D, jp_stated="1.01", scope="international")
    assert told(fact) == ("1.01", "1.21", "full")


def test_learning_days_limit_a_capped_form(learn):
    assert told(learn("e_learning", D, "2025-03-14", jp_stated=20, days=2))[1] == "6.00"
    other = learn("e_learning", "2025-04-01", "2025-04-05", jp_stated=20)
    assert told(other) == ("20.00", "15.00", "day_cap")


def test_named_learning_days(learn):
    days = [datetime.date(2025, 3, 10), datetime.date(2025, 3, 12)]
    fact = learn("e_learning", D, "2025-03-14", minutes=900, learning_days=days)
    assert told(fact) == ("20.00", "6.00", "day_cap")
    # The days between are free.
    assert told(learn("e_learning", "2025-03-11", jp_stated=3))[1] == "3.00"


def test_months_have_two_sessions_each(learn):
    facts = [learn("coaching", f"2025-01-{d}", sessions=1) for d in (10, 20, 31)]
    next_month = learn("coaching", "2025-02-01", sessions=1)
    assert [told(fact)[1] for fact in facts] == ["2.00", "2.00", "0.00"]
    assert told(facts[2])[2] == "month_cap"
    assert told(next_month) == ("2.00", "2.00", "full")


def test_sessions_of_both_scopes_share_the_month(learn):
    learn("coaching", D, sessions=1)
    abroad = learn("coaching", "2025-03-11", sessions=2, scope="international")
    assert told(abroad) == ("8.00", "4.00", "month_cap")
    assert told(learn("mentoring", D, sessions=2)) == ("4.00", "4.00", "full")


def test_a_late_entry_takes_its_place_in_the_order(learn):
    later = [learn("coaching", f"2025-03-{d}", sessions=1) for d in (12, 13)]
    learn("coaching", "2025-03-01", sessions=1)
    assert [told(fact)[1] for fact in later] == ["2.00", "0.00"]


def test_voiding_gives_the_cap_back(learn, hr):
    first = learn("coaching", "2025-03-01", sessions=2)
    second = learn("coaching", "2025-03-20", sessions=2)
    assert told(second)[1] == "0.00"
    records.void(first, reason="Salah orang", by=hr)
    assert told(second) == ("4.00", "4.00", "full")
    assert told(first) == ("4.00", "0.00", "voided")
    with pytest.raises(Refused) as refused:
        records.void(first, reason="Lagi", by=hr)
    assert refused.value.code == "already_voided"


def test_a_leap_day(learn):
    fact = learn("seminar", "2024-02-28", "2024-03-01")
    assert told(fact) == ("12.00", "12.00", "full")
    plain = learn("seminar", "2025-02-28", "2025-03-01")
    assert told(plain) == ("8.00", "8.00", "full")


def test_years_that_meet(learn):
    seminar = learn("seminar", "2024-12-30", "2025-01-02", jp_stated=10)
    assert by_year(seminar) == {2024: "8.00", 2025: "8.00"}
    online = learn("e_learning", "2024-12-31", "2025-01-01", jp_stated=5)
    assert by_year(online) == {2024: "3.00", 2025: "2.00"}
    assert told(online) == ("5.00", "5.00", "full")
    course = learn("technical", "2024-12-01", "2025-01-10", jp_stated=40)
    assert by_year(course) == {2025: "40.00"}


def test_a_posting_in_one_year_can_move_jp_in_the_next(learn):
    span = learn("e_learning", "2024-12-31", "2025-01-01", jp_stated=3)
    assert by_year(span) == {2024: "3.00", 2025: "0.00"}
    learn("e_learning", "2024-12-31", jp_stated=2)
    assert by_year(span) == {2024: "1.00", 2025: "2.00"}
    assert credits.rebuild_range(span.person_id, span.person_id) == 0


def test_rounding_happens_once_over_both_years(learn):
    span = learn(
        "self_study", "2024-12-31", "2025-01-01", minutes=100, scope="international"
    )
    # 2 JP on the last day, 0.2222 on the first; 2.2222 * 1.2 = 2.6667 in all.
    assert by_year(span) == {2024: "2.40", 2025: "0.26"}
    assert told(span) == ("2.22", "2.66", "full")


def test_the_same_certificate_counts_once(learn):
    first = learn("technical", D, jp_stated=5, certificate_number="LP/2025 007")
    second = learn("course", "2026-01-10", jp_stated=5, certificate_number="lp/2025007")
    assert told(first)[2] == "full"
    assert told(second) == ("5.00", "0.00", "duplicate_certificate")
    earlier = learn("course", "2024-01-10", jp_stated=5, certificate_number="LP/2025007")
    assert told(earlier)[2] == "full"
    assert told(first)[2] == "duplicate_certificate"


def test_minutes_that_say_something_else(learn):
    assert told(learn("technical", D, jp_stated=10, minutes=450))[2] == "full"
    assert told(learn("technical", D, jp_stated=10, minutes=405))[2] == "full"
    assert told(learn("technical", D, jp_stated=10, minutes=404)) == (
        "10.00", "10.00", "minutes_differ",
    )  # fmt: skip
    assert told(learn("e_learning", D, jp_stated=10, minutes=45))[2] == "day_cap"


def test_the_place_of_that_day_is_frozen(learn, learner, ministry):
    old = make_unit("LAMA", "Seksi Lama", ministry.root)
    learner.appointments.update(started_on=datetime.date(2025, 1, 1))
    appoint(
        learner, old,
        started_on=datetime.date(2020, 1, 1), ended_on=datetime.date(2024, 12, 31),
    )  # fmt: skip
    assert learn("seminar", "2024-05-01").unit == old
    assert learn("seminar", "2025-05-01").unit == ministry.section


def test_nobody_sets_jp_for_herself(learn, hr, learner):
    own = learn("other_classical", D, person=hr)
    with pytest.raises(Refused) as refused:
        records.approve_jp(own, jp=3, by=hr, reason="x")
    assert refused.value.code == "own_record"
    other = learn("other_classical", D)
    with pytest.raises(Refused) as refused:
        records.approve_jp(other, jp=3, by=learner, reason="x")
    assert refused.value.code == "own_record"
    with pytest.raises(Refused) as refused:
        records.approve_jp(learn("seminar", D), jp=3, by=hr, reason="x")
    assert refused.value.code == "has_conversion"


def test_many_at_once_are_all_or_none(rates, learner):
    def fact(number, **more):
        return {
            "person": learner, "form": "technical", "title": "Kursus", "jp_stated": 2,
            "started_on": datetime.date(2025, 3, number), "source": f"many:{number}",
            "ended_on": datetime.date(2025, 3, number), **more,
        }  # fmt: skip

    with pytest.raises(Invalid) as invalid:
        records.record_many([fact(1), fact(2, jp_stated=None)])
    assert ("1.minutes", "quantity_missing") in invalid.value.codes()
    assert not Credit.objects.exists()
    rows = records.record_many([fact(1), fact(2), fact(1)])
    assert rows[0].pk == rows[2].pk
    assert records.record_many([fact(1)])[0].pk == rows[0].pk
    assert Credit.objects.total() == 4


def test_a_rebuild_reports_what_differed(learn):
    fact = learn("seminar", D)
    Credit.objects.update(jp_recognised=1)
    Credit.objects.create(
        record=fact, person=fact.person, year=1999, ended_on=D, jp_claimed=1,
        jp_recognised=1, reason="full",
    )  # fmt: skip
    assert _rebuild().startswith("2 differences")
    assert _rebuild().startswith("0 differences")
    assert told(fact) == ("4.00", "4.00", "full")


def _rebuild() -> str:
    out = io.StringIO()
    call_command("rebuild_credits", stdout=out)
    return out.getvalue()


def test_a_posting_asks_a_small_and_constant_number_of_questions(
    learn, settings, django_assert_max_num_queries
):
    settings.LEDGER_FOLLOWERS = []
    for number in range(1, 15):
        learn("seminar", f"2025-01-{number:02d}")
    # Seven, the lock of the person, and the savepoints.
    with django_assert_max_num_queries(12):
        learn("seminar", "2025-02-01", "2025-02-05")


def test_dirty_years_are_counted_in_the_background(learn, hr):
    fact = learn("seminar", D)
    DirtyYear.objects.create(person=fact.person, year=2025)
    Credit.objects.update(jp_recognised=1)
    assert recount_dirty() == 1
    assert not DirtyYear.objects.exists()
    assert told(fact)[1] == "4.00"
