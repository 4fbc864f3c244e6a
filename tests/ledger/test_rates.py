import datetime

import pytest
from django.urls import reverse

from corpu.ledger.actions.rates import publish_rate
from corpu.ledger.models import DirtyYear, LearningForm, Rate
from corpu.ledger.tasks import recount_dirty
from corpu.lib.refusals import Refused
from corpu.people.models import Decision
from tests.conftest import _make_person, grant
from tests.ledger.conftest import told

JULY = datetime.date(2025, 7, 1)


@pytest.fixture
def office(ministry):
    """HR of the whole installation, two of them."""
    people = [_make_person(name, unit=ministry.bureau) for name in ("Satu A", "Dua B")]
    for person in people:
        grant(person, "hr")
    return people


@pytest.fixture
def draft(rates, office):
    """Coaching brings 3 JP from 1 July 2025 on."""

    def _draft(**more):
        fields = {
            "form_id": "coaching", "scope": "national", "basis": "per_session", "jp": 3,
            "max_sessions_a_month": 2, "legal_basis": "Peraturan baru",
            "valid_from": JULY, "drafted_by": office[0], **more,
        }  # fmt: skip
        return Rate.objects.create(**fields)

    return _draft


def test_a_new_rate_counts_from_its_day_on(draft, office, learn):
    before = learn("coaching", "2025-06-30", sessions=1)
    after = learn("coaching", "2025-07-01", sessions=1)
    rate = publish_rate(draft(), by=office[1], reason="Uji")
    assert rate.live
    old = Rate.objects.get(form="coaching", scope="national", valid_to__isnull=False)
    assert old.valid_to == datetime.date(2025, 6, 30)
    assert list(DirtyYear.objects.values_list("year", flat=True)) == [2025]
    recount_dirty()
    assert told(before) == ("2.00", "2.00", "full")
    assert told(after) == ("3.00", "3.00", "full")
    decision = Decision.objects.get(act="rate.published")
    assert decision.data["people_touched"] == 1


def test_never_by_whoever_drafted_it(draft, office):
    with pytest.raises(Refused) as refused:
        publish_rate(draft(), by=office[0], reason="Uji")
    assert refused.value.code == "own_draft"


def test_only_by_hr_of_the_whole_installation(draft, hr):
    with pytest.raises(Refused) as refused:
        publish_rate(draft(), by=hr, reason="Uji")
    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize(
    "days",
    [
        {"valid_from": datetime.date(2018, 1, 1)},
        {"valid_from": datetime.date(2017, 1, 1)},
        {"valid_from": datetime.date(2017, 1, 1), "valid_to": datetime.date(2018, 1, 1)},
    ],
)
def test_overlaps_are_refused(draft, office, days):
    with pytest.raises(Refused) as refused:
        publish_rate(draft(**days), by=office[1], reason="Uji")
    assert refused.value.code == "overlap"


def test_publishing_twice(draft, office):
    rate = publish_rate(draft(), by=office[1], reason="Uji")
    with pytest.raises(Refused) as refused:
        publish_rate(rate, by=office[1], reason="Uji")
    assert refused.value.code == "already_published"


def test_confirming_a_rate_gives_waiting_facts_their_jp(draft, office, learn):
    fact = learn("workplace_guidance", "2025-03-10", jp_stated=5)
    assert told(fact)[2] == "unconfirmed_rate"
    rate = draft(
        form_id="workplace_guidance", basis="cap_per_day", jp=2, confirmed=True,
        max_sessions_a_month=None, valid_from=datetime.date(2018, 1, 1),
    )  # fmt: skip
    publish_rate(rate, by=office[1], reason="Uji")
    recount_dirty()
    assert told(fact) == ("5.00", "2.00", "day_cap")


def test_a_form_that_comes_to_be_counted_by_the_day(draft, office, learn):
    fact = learn("secondment", "2024-12-30", "2025-01-02")
    assert told(fact) == ("20.00", "20.00", "full")
    Rate.objects.filter(form="secondment").update(valid_to=datetime.date(2024, 1, 1))
    rate = draft(
        form_id="secondment", basis="per_day", jp=5, max_sessions_a_month=None,
        valid_from=datetime.date(2024, 1, 2),
    )  # fmt: skip
    publish_rate(rate, by=office[1], reason="Uji")
    recount_dirty()
    assert {c.year: str(c.jp_recognised) for c in fact.credits.all()} == {
        2024: "10.00", 2025: "10.00",
    }  # fmt: skip


def test_everybody_reads_the_conversions(client_of, learner, draft):
    rate = draft()
    client = client_of(learner)
    page = client.get(reverse("ledger:rates"))
    assert len(page.context["lines"]) == 52
    assert not page.context["drafts"]
    assert client.get(reverse("ledger:rate", args=[rate.pk])).status_code == 404
    url = reverse("ledger:publish_rate", args=[rate.pk])
    assert client.post(url).status_code == 403


def test_a_second_person_publishes_on_the_page(client_of, draft, office):
    rate = draft()
    url = reverse("ledger:publish_rate", args=[rate.pk])
    client_of(office[0]).post(url)
    rate.refresh_from_db()
    assert not rate.live
    assert client_of(office[1]).get(rate.get_absolute_url()).status_code == 200
    client_of(office[1]).post(url, {"reason": "Rapat 3"})
    rate.refresh_from_db()
    assert rate.live
    assert client_of(office[1]).get(rate.get_absolute_url()).status_code == 200


def test_the_editor_drafts_and_leaves_what_counts_alone(client_of, rates, office):
    from django.contrib.auth.models import Permission

    person = office[0]
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = client_of(person)
    add = reverse("wagtailsnippets_ledger_rate:add")
    assert client.get(add).status_code == 200
    data = {
        "form": "mentoring", "scope": "national", "role": "coach", "basis": "per_session",
        "jp": "1", "uplift_percent": "0", "max_sessions_a_month": "2", "confirmed": "on",
        "legal_basis": "Peraturan", "valid_from": "2026-01-01",
    }  # fmt: skip
    response = client.post(add, data)
    rate = Rate.objects.get(role="coach")
    assert response.status_code == 302
    assert rate.drafted_by == person
    assert not rate.live
    edit = reverse("wagtailsnippets_ledger_rate:edit", args=[rate.pk])
    assert client.get(edit).status_code == 200
    live = Rate.objects.filter(live=True).first()
    edit = reverse("wagtailsnippets_ledger_rate:edit", args=[live.pk])
    assert client.get(edit).status_code == 302
    assert client.get(reverse("wagtailsnippets_ledger_rate:list")).status_code == 200
    forms = reverse("wagtailsnippets_ledger_learningform:list")
    assert client.get(forms).status_code == 200
    assert LearningForm.objects.count() == 26


def test_the_action_itself_asks_for_a_rehearsal_or_a_reason(office, draft):
    """Whatever door calls it: a page, the editor, a command."""
    rate = draft()
    with pytest.raises(Refused) as refusal:
        publish_rate(rate, by=office[1])
    assert refusal.value.code == "reason_missing"
    rate.refresh_from_db()
    assert not rate.live
