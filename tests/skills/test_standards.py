"""Standards of posts: two persons, dates, and the most particular row speaks."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.models import Decision
from corpu.skills.actions import standards
from corpu.skills.models import CompetenceLevel, PostStandard
from tests.conftest import make_post


def test_whoever_drafted_a_standard_cannot_publish_it(draft, hr, other_hr):
    row = draft(post=make_post())
    with pytest.raises(Refused) as refusal:
        standards.publish([row], by=hr)
    assert refusal.value.code == "same_person"
    assert standards.publish([row], by=other_hr) == 1
    row.refresh_from_db()
    assert row.live and row.published_by == other_hr
    assert Decision.objects.filter(act="standard.published", by=other_hr).exists()


def test_a_standard_without_legal_basis_is_refused(draft, other_hr):
    row = draft(post=make_post(), legal_basis="")
    with pytest.raises(Refused) as refusal:
        standards.publish([row], by=other_hr)
    assert refusal.value.code == "no_legal_basis"


def test_others_than_hr_publish_nothing(draft, leader):
    with pytest.raises(PermissionDenied):
        standards.publish([draft(post=make_post())], by=leader)


def test_a_new_standard_ends_the_one_before(draft, other_hr):
    begun = datetime.date(2024, 1, 1)
    old = draft(post=make_post(), level=2, valid_from=begun)
    standards.publish([old], by=other_hr)
    standards.publish([draft(post=make_post(), level=4)], by=other_hr)
    old.refresh_from_db()
    assert old.valid_to == today() - datetime.timedelta(days=1)
    asked = PostStandard.objects.required_by([make_post()])
    assert [found.level for found in asked[make_post().pk].values()] == [4]
    before = PostStandard.objects.required_by([make_post()], on=datetime.date(2025, 1, 1))
    assert [found.level for found in before[make_post().pk].values()] == [2]


def test_two_standards_of_one_day_are_refused(draft, other_hr):
    standards.publish([draft(post=make_post())], by=other_hr)
    with pytest.raises(Refused) as refusal:
        standards.publish([draft(post=make_post(), level=4)], by=other_hr)
    assert refusal.value.code == "standard_overlaps"


def test_the_most_particular_row_speaks(draft, other_hr, django_assert_num_queries):
    kind = draft(post_kind="functional", level=1)
    level = draft(post_kind="functional", post_level="Ahli Muda", level=2)
    other = make_post(code="other")
    own = draft(post=other, level=5)
    standards.publish([kind, level, own], by=other_hr)
    novice = make_post(code="novice", level="ahli pertama")
    posts = [make_post(), novice, other, make_post("executor")]
    with django_assert_num_queries(1):
        asked = PostStandard.objects.required_by(posts)
    levels = [[found.level for found in asked[post.pk].values()] for post in posts]
    assert levels == [[2], [1], [5], []]


def test_drafts_ask_nothing(draft):
    draft(post=make_post())
    assert PostStandard.objects.required_by([make_post()]) == {make_post().pk: {}}


def test_the_national_levels_ship_once_and_wait_to_be_confirmed(competences):
    added = standards.load_national_standards()
    assert added == 9 * 14 + 9 * 5
    assert standards.load_national_standards() == 0
    assert not PostStandard.objects.filter(is_confirmed=True).exists()
    assert CompetenceLevel.objects.exclude(behaviour_en="").count() == 45
    asked = PostStandard.objects.required_by([make_post()])[make_post().pk]
    assert {found.level for found in asked.values()} == {3} and len(asked) == 9


def test_drafts_are_seen_by_the_office_alone(draft, hr, auditor, learner):
    draft(post=make_post())
    assert PostStandard.objects.visible_to(hr).count() == 1
    assert PostStandard.objects.visible_to(auditor).count() == 1
    assert not PostStandard.objects.visible_to(learner).exists()
