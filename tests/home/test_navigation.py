import pytest
from django.urls import reverse

from corpu.home import navigation, places
from corpu.home.navigation import Navigation, sections_for


def names(person) -> set[str]:
    return {item.name for section in sections_for(person) for item in section.items}


@pytest.mark.parametrize(
    ("role", "has", "has_not"),
    [
        ("learner", {"home:me", "learning:catalogue"}, {"home:team", "home:unit"}),
        ("leader", {"home:me", "home:team", "home:decisions"}, {"home:unit"}),
        ("acting_leader", {"home:team", "home:decisions"}, {"home:unit"}),
        ("author", {"wagtailadmin_home"}, {"home:me", "home:unit", "home:team"}),
        ("instructor", {"kind_class_event:taught"}, {"wagtailadmin_home", "home:me"}),
        ("hr", {"home:me", "home:unit", "people:imports"}, {"people:decision_log"}),
        ("auditor", {"people:decision_log"}, {"people:imports", "people:people"}),
    ],
)
def test_each_role_sees_its_places(request, role, has, has_not):
    found = names(request.getfixturevalue(role))
    assert has <= found
    assert not has_not & found


def test_the_deputy_sees_the_queue(leader, colleague):
    from corpu.lib.clock import today
    from corpu.people.models import Delegation

    assert "home:decisions" not in names(colleague)
    Delegation.objects.create(person=leader, deputy=colleague, ended_on=today())
    assert "home:decisions" in names(type(colleague).objects.get(pk=colleague.pk))


def test_the_place_where_the_reader_is_is_marked(learner):
    found = Navigation(learner, reverse("home:me"))
    marked = [i.name for section in found.sections for i in section.items if i.is_current]
    assert marked == ["home:me"]


def test_every_place_exists():
    sections = [
        getattr(places, name)
        for name in ["LEARNER", "GROWTH", "COACH", "LEADER", "PROVIDER", "AUDITOR"]
    ]
    sections += [*places.HR, places.COMMON]
    items = [item for section in sections for item in section.items]
    assert [item.name for item in items if not navigation.address_of(item)] == []
    assert set(navigation.THUMB) <= {item.name for item in items} | {places.EDITOR.name}


def test_the_long_list_of_hr_is_grouped(hr):
    found = Navigation(hr, "/").sections
    assert all(section.title for section in places.HR)
    assert max(len(section.items) for section in found) <= 9
    names = [i.name for section in places.HR for i in section.items]
    assert len(names) == len(set(names))


def test_a_lesson_belongs_to_my_learning(learner):
    found = Navigation(learner, "/learning/enrolments/1/")
    marked = [i.name for section in found.sections for i in section.items if i.is_current]
    assert marked == ["learning:my"]


def test_counts_stand_beside_their_item(leader):
    found = Navigation(leader, "/", {"home:me": 3})
    assert {i.name: i.count for s in found.sections for i in s.items}["home:me"] == 3


def test_a_phone_shows_four_and_the_menu(client, leader):
    client.force_login(leader)
    page = client.get(reverse("pages:help")).content.decode()
    assert len(Navigation(leader, "/").thumb) <= navigation.THUMB_PLACES
    assert 'class="bottom-bar' in page


def test_visitors_have_no_navigation(client, db):
    assert b'class="bottom-bar' not in client.get("/").content


def test_own_pages_fold_for_whoever_has_another_role(learner, leader):
    at = reverse("home:team")
    folded = {s.title: s.folds for s in Navigation(leader, at).sections}
    assert folded[places.GROWTH.title] and not folded[places.LEADER.title]
    assert not any(s.folds for s in Navigation(learner, at).sections)


def test_what_is_folded_opens_where_the_reader_is(leader):
    sections = Navigation(leader, reverse("plans:mine")).sections
    assert [s.is_here for s in sections if s.folds] == [True]
    assert not any(s.is_here for s in Navigation(leader, "/team/").sections if s.folds)


def test_a_page_about_somebody_else_is_not_among_my_own(client_of, leader, learner):
    address = reverse("development:person", args=[learner.pk])
    here = {}
    for reader in (leader, learner):
        sections = client_of(reader).get(address).context["navigation"].sections
        here[reader] = [i.name for s in sections for i in s.items if i.is_current]
    assert here[leader] == ["development:team"]
    assert "development:team" not in here[learner]
