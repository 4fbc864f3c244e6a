"""Every row of the national conversion table (Peraturan LAN 10/2018, as BPS gives it)."""

import datetime

import pytest

from corpu.ledger.models import LearningClass, LearningForm, Rate
from tests.ledger.conftest import told

D = "2025-03-10"
PROGRAMME = [
    "managerial", "technical", "functional", "sociocultural", "course", "upgrading",
    "technical_guidance", "distance_training", "outdoor",
]  # fmt: skip


def test_there_are_23_forms_two_others_and_degree_study(rates):
    assert len(rates) == 26
    classes = [form.learning_class for form in rates.values()]
    assert classes.count(LearningClass.CLASSICAL) == 12
    assert classes.count(LearningClass.NON_CLASSICAL) == 13
    assert classes.count(LearningClass.EDUCATION) == 1


def test_each_siasn_id_is_used_once(rates):
    ids = sorted(form.siasn_id for form in rates.values() if form.siasn_id)
    assert ids == list(range(1, 26))
    assert rates["functional"].siasn_flag == "F"
    assert rates["seminar"].siasn_flag == "P"


def test_every_form_has_both_scopes_and_says_what_was_not_seen(rates):
    for form in LearningForm.objects.all():
        both = Rate.objects.published().filter(form=form, role="learner")
        assert {rate.scope for rate in both} == {"national", "international"}
        for rate in both:
            assert "10/2018 sendiri belum dilihat" in rate.legal_basis
            assert "itself was not seen" in rate.legal_basis_en


def test_loading_twice_changes_nothing(rates):
    from corpu.ledger.actions.national_rules import load_national_rules

    before = list(Rate.objects.values())
    load_national_rules()
    assert list(Rate.objects.values()) == before


@pytest.mark.parametrize("form", ["structural_leadership", *PROGRAMME])
def test_programme_jp_are_counted_as_stated(worth, form):
    assert worth(form, D, jp_stated="12.5") == ("12.50", "12.50", "full")
    assert worth(form, D, minutes=100) == ("2.22", "2.22", "full")


@pytest.mark.parametrize("form", PROGRAMME)
def test_programme_abroad_brings_a_fifth_more(worth, form):
    abroad = {"scope": "international"}
    assert worth(form, D, jp_stated="10.01", **abroad) == ("10.01", "12.01", "full")
    # 100 minutes are 2.2222 JP; with a fifth more 2.6667, rounded down once.
    assert worth(form, D, minutes=100, **abroad) == ("2.22", "2.66", "full")


def test_leadership_training_abroad_has_no_rate_of_its_own(worth):
    found = worth("structural_leadership", D, jp_stated="40", scope="international")
    assert found == ("40.00", "40.00", "full")


@pytest.mark.parametrize(
    ("form", "national", "international"),
    [("seminar", 4, 6), ("workshop", 5, 7), ("dissemination", 4, 6)],
)
def test_fixed_days(worth, form, national, international):
    assert worth(form, D) == (f"{national}.00", f"{national}.00", "full")
    abroad = worth(form, "2025-04-01", "2025-04-03", scope="international")
    assert abroad == (f"{3 * international}.00", f"{3 * international}.00", "full")


@pytest.mark.parametrize("form", ["coaching", "mentoring"])
def test_sessions(worth, form):
    assert worth(form, D, sessions=1) == ("2.00", "2.00", "full")
    abroad = worth(form, D, sessions=1, scope="international")
    assert abroad == ("4.00", "4.00", "full")
    assert worth(form, D, sessions=1) == ("2.00", "0.00", "month_cap")


@pytest.mark.parametrize(
    ("form", "cap", "abroad"),
    [
        ("e_learning", "3.00", "4.00"),
        ("self_study", "2.00", "2.40"),
        ("community", "2.00", "2.40"),
    ],
)
def test_capped_days(worth, form, cap, abroad):
    assert worth(form, D, jp_stated=10) == ("10.00", cap, "day_cap")
    found = worth(form, "2025-04-01", jp_stated=10, scope="international")
    assert found == ("10.00", abroad, "day_cap")
    assert worth(form, "2025-05-01", minutes=45) == ("1.00", "1.00", "full")


@pytest.mark.parametrize(
    ("form", "national", "international"),
    [
        ("secondment", 20, 24),
        ("benchmarking", 10, 20),
        ("exchange", 20, 24),
        ("internship", 20, 24),
    ],
)
def test_fixed_times(worth, form, national, international):
    months = ("2025-01-06", "2025-06-30")
    assert worth(form, *months) == (f"{national}.00", f"{national}.00", "full")
    abroad = worth(form, *months, scope="international")
    assert abroad == (f"{international}.00", f"{international}.00", "full")


def test_degree_study(worth):
    semesters = ("2024-08-01", "2025-07-31")
    assert worth("degree_study", *semesters, semesters=2) == ("40.00", "40.00", "full")
    abroad = worth("degree_study", *semesters, semesters=2, scope="international")
    assert abroad == ("40.00", "40.00", "full")


@pytest.mark.parametrize("form", ["other_classical", "other_non_classical"])
def test_other_forms_wait_for_an_approver(learn, form, hr):
    from corpu.ledger.actions.records import approve_jp

    fact = learn(form, D, jp_stated=8)
    assert told(fact) == ("8.00", "0.00", "needs_approval")
    approve_jp(fact, jp="6.5", by=hr, reason="Sertifikat dan jadwal")
    assert told(fact) == ("8.00", "6.50", "full")
    approve_jp(fact, jp="5", by=hr, reason="Jadwal diperbaiki")
    assert told(fact) == ("8.00", "5.00", "full")


def test_guidance_at_the_workplace_is_kept_but_not_confirmed(worth):
    assert worth("workplace_guidance", D, jp_stated=2) == (
        "2.00", "0.00", "unconfirmed_rate",
    )  # fmt: skip
    assert not Rate.objects.get(form="workplace_guidance", scope="national").confirmed


@pytest.mark.parametrize("role", ["coach", "mentor", "speaker"])
def test_roles_without_a_rate_count_for_nothing(worth, role):
    found = worth("coaching", D, sessions=1, role=role)
    assert found == ("0.00", "0.00", "no_rate_for_role")
    found = worth("seminar", D, jp_stated=4, role=role)
    assert found == ("4.00", "0.00", "no_rate_for_role")


def test_a_form_has_no_rate_before_it_was_valid(worth):
    found = worth("course", "2017-12-31", jp_stated=4)
    assert found == ("4.00", "0.00", "no_rate_for_role")
    assert datetime.date(2018, 1, 1) == Rate.objects.first().valid_from
