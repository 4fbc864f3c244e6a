"""The index from the ledger, education and files: kept rows equal a recount."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corpu.ledger.actions.records import void
from corpu.lib.clock import today
from corpu.people.actions import imports
from corpu.people.models import Education
from performance.plans.models import Appraisal
from performance.professionalism.actions import indices
from performance.professionalism.actions.next_item import what_more_would_add
from performance.professionalism.models import Imported, Index
from performance.professionalism.overview import indices_of, summaries
from performance.professionalism.tasks import follow_ledger, refresh_all


def measured(person):
    return indices.measure([person.pk])[person.pk]


def known(person, *, level=5, score=80, sanction="none"):
    Education.objects.create(person=person, level=level, is_validated=True)
    Imported.objects.create(
        person=person, year=today().year, score=Decimal(score), sanction=sanction
    )


def test_a_full_index_by_hand(rule, learner, learn):
    known(learner)
    learn(learner, 30, form="functional")
    learn(learner, 12, form="technical")
    learn(learner, 8, form="technical_guidance")
    learn(learner, 4, form="seminar", days=1)
    found = measured(learner)
    assert found.dimensions == {
        "qualification": 20, "competence": 40, "performance": 25, "discipline": 5,
    }  # fmt: skip
    assert (found.total, found.category, found.is_complete) == (90, "high", True)


def test_what_is_missing_or_unvalidated_adds_nothing(rule, learner, hr, learn):
    Education.objects.create(person=learner, level=6, is_validated=False)
    record = learn(learner, 30, form="functional")
    found = measured(learner)
    assert (found.total, found.category, found.is_complete) == (15, "very_low", False)
    void(record, reason="salah orang", by=hr)
    assert measured(learner).total == 0


def test_a_predicate_stands_in_for_a_score_where_the_rule_says_so(rule, learner):
    Appraisal.objects.create(
        person=learner, year=today().year - 1, predicate="very_good", result="above",
        behaviour="above", is_final=True,
    )  # fmt: skip
    assert measured(learner).performance == 30
    rule.uses_predicates = False
    rule.save()
    assert measured(learner).performance is None


def test_professions_have_a_part_by_nature(rule, learner):
    part = rule.parts.get(post_kind="functional", points=15, min_jp=None)
    part.given_to.add(learner.post)
    part.save()
    assert measured(learner).competence == 15


def test_one_more_item_is_simulated_by_both_rules(rule, learner, learn, offer):
    learn(learner, 12, form="technical")
    full = offer("Teknis 10 JP", 10, form="technical")
    offer("Teknis 2 JP", 2, form="technical")
    functional = offer("Fungsional", 30, form="functional")
    found = what_more_would_add(measured(learner))
    assert {m.opening: m.points for m in found} == {full: 15, functional: 15}
    learn(learner, 10, form="technical")
    assert measured(learner).total == found[0].total == 15


def test_kept_rows_equal_a_recount_and_follow_the_ledger(
    rule, learner, leader, colleague, hr, learn
):
    refresh_all()
    follow_ledger()
    known(learner)
    record = learn(learner, 30, form="functional")
    follow_ledger()
    row = Index.objects.get(person=learner)
    assert row.total == measured(learner).total == 65
    void(record, reason="salah", by=hr)
    follow_ledger()
    for row in Index.objects.all():
        again = measured(row.person)
        assert row.total == again.total and row.category == again.category
        assert all(getattr(row, k) == v for k, v in again.dimensions.items())
    assert Index.objects.get(person=learner).competence == 0


def test_a_posting_pays_nothing_for_the_index(settings):
    assert not any("professionalism" in path for path in settings.LEDGER_FOLLOWERS)


def test_who_leaves_is_no_longer_counted(rule, colleague):
    refresh_all()
    colleague.is_active = False
    colleague.save(update_fields=["is_active"])
    refresh_all()
    assert not Index.objects.filter(person=colleague).exists()


def test_a_unit_is_the_sum_of_its_people(rule, ministry, learner, leader, hr, learn):
    known(learner)
    learn(learner, 30, form="functional")
    refresh_all()
    whole, parts = summaries(
        indices_of(today().year), ministry.root, [ministry.general, ministry.secretariat]
    )
    rows = list(Index.objects.all())
    assert whole.people == len(rows) == sum(sub.people for _unit, sub in parts)
    expected = sum(row.total for row in rows) / len(rows)
    assert whole.averages["total"] == expected.quantize(Decimal("0.01"), "ROUND_DOWN")
    assert whole.averages["qualification"] == 20  # over those of whom it is known
    assert sum(whole.categories.values()) == len(rows)


def test_screens(
    client_of, rule, learner, leader, hr, auditor, colleague, stranger, learn
):
    record = learn(learner, 30, form="functional", title="Pelatihan analis")
    refresh_all()
    page = client_of(learner).get(reverse("professionalism:mine"))
    assert reverse("ledger:record", args=[record.public_id]) in page.content.decode()
    url = reverse("professionalism:person", args=[learner.pk])
    for person, status in [
        (learner, 200), (leader, 200), (hr, 200), (auditor, 200), (colleague, 404),
        (stranger, 404),
    ]:  # fmt: skip
        assert client_of(person).get(url).status_code == status
    unit = reverse("professionalism:unit")
    for person, status in [
        (learner, 403), (stranger, 403), (leader, 200), (hr, 200), (auditor, 200),
    ]:  # fmt: skip
        assert client_of(person).get(unit).status_code == status
    outside = f"{unit}?unit={hr.unit_id}"
    assert client_of(leader).get(outside).status_code == 404
    table = client_of(hr).get(reverse("professionalism:table", args=["csv"]))
    lines = table.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + Index.objects.exclude(person=stranger).count()


def test_the_unit_page_opens_as_many_people_as_it_counts(
    client_of, rule, hr, learner, learn
):
    learn(learner, 30, form="functional")
    refresh_all()
    client = client_of(hr)
    url = reverse("professionalism:unit")
    page = client.get(url)
    for code, _label, number in page.context["categories"]:
        opened = client.get(f"{url}?category={code}").context["page"].paginator.count
        assert opened == number


def test_a_unit_page_costs_the_same_for_more_people(
    client_of, rule, hr, person_factory, ministry, django_assert_max_num_queries
):
    refresh_all()
    client = client_of(hr)
    url = reverse("professionalism:unit")
    client.get(url)
    with django_assert_max_num_queries(40) as few:
        client.get(url)
    for number in range(10):
        person_factory(f"Orang {number}", unit=ministry.section)
    refresh_all()
    with django_assert_max_num_queries(40) as many:
        client.get(url)
    assert len(many) == len(few)


def test_dimensions_are_loaded_from_a_file_with_errors_by_row(
    rule, hr, learner, stranger
):
    year = today().year
    text = (
        "nip,tahun,skor kinerja,disiplin\n"
        f"{learner.nip},{year},91,tidak ada\n"
        f"{learner.nip},{year},70,ringan\n"
        f"{stranger.nip},{year},70,ringan\n"
        f"{learner.nip},{year - 1},170,aneh\n"
    )
    file = SimpleUploadedFile("dimensi.csv", text.encode())
    run = imports.upload(kind="professionalism", file=file, by=hr)
    imports.work_on(run.pk)
    codes = [[p["code"] for p in row.problems] for row in run.rows.order_by("number")]
    assert codes == [
        [], ["row_twice"], ["unknown_person"], ["score_out_of_range", "unknown_sanction"],
    ]  # fmt: skip
    run.refresh_from_db()
    imports.confirm(run, by=hr)
    imports.work_on(run.pk)
    row = Index.objects.get(person=learner)
    assert (row.performance, row.discipline) == (30, 5)


@pytest.mark.parametrize("day", [datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)])
def test_the_rule_of_the_last_day_of_the_year_holds(rule, learner, set_today, day):
    set_today(day)
    assert indices.rule_of(2026) == rule
    rule.valid_to = datetime.date(2026, 12, 30)
    rule.save()
    assert indices.rule_of(2026) is None
    assert indices.measure([learner.pk], 2026) == {}
