"""Random histories: the product's one SQL expression against the brute-force oracle."""

import datetime
import itertools
import os

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpu.ledger.actions import credits, previews, records
from corpu.ledger.actions.rates import publish_rate
from corpu.ledger.models import Credit, Rate, Record
from corpu.people.models import Person, RoleGrant
from tests.ledger.oracle import credits_of

# `CORPU_TEST_EFFORT=20` searches that much longer.
EFFORT = int(os.environ.get("CORPU_TEST_EFFORT", "1"))
FIRST = datetime.date(2023, 12, 20)
FORMS = [
    "seminar", "workshop", "dissemination", "e_learning", "self_study", "community",
    "coaching", "mentoring", "technical", "secondment", "degree_study",
    "other_classical", "workplace_guidance",
]  # fmt: skip
_sources = itertools.count(1)


@st.composite
def facts(draw):
    """One posting, crowded around two turns of the year so that much collides."""
    form = draw(st.sampled_from(FORMS))
    start = FIRST + datetime.timedelta(
        days=draw(st.integers(0, 20)) + 366 * draw(st.integers(0, 1))
    )
    length = draw(st.sampled_from([1, 1, 1, 2, 3, 4, 9]))
    if form in ("coaching", "mentoring"):
        length = 1
    end = start + datetime.timedelta(days=length - 1)
    jp = draw(st.none() | st.integers(1, 3000))
    minutes = draw(st.none() | st.integers(1, 900))
    if form in ("technical", "e_learning", "self_study", "community"):
        minutes = minutes or (100 if jp is None else None)
    if form == "workplace_guidance":
        jp = jp or 200
    listed = None
    if length > 2 and draw(st.booleans()):
        listed = [start, end]
    return {
        "form": form,
        "scope": draw(st.sampled_from(["national", "national", "international"])),
        "role": draw(st.sampled_from(["learner"] * 9 + ["speaker"])),
        "started_on": start,
        "ended_on": end,
        "jp_stated": None if jp is None else f"{jp // 100}.{jp % 100:02d}",
        "minutes": minutes,
        "days": None if listed else draw(st.none() | st.integers(1, length)),
        "sessions": draw(st.integers(1, 3))
        if form in ("coaching", "mentoring")
        else None,
        "semesters": 1 if form == "degree_study" else None,
        "certificate_number": draw(st.sampled_from(["", "", "A 1", "a1", "B/2"])),
        "learning_days": listed,
    }


acts = st.lists(
    st.one_of(
        st.tuples(st.just("post"), facts()),
        st.tuples(st.just("post"), facts()),
        st.tuples(st.just("post"), facts()),
        st.tuples(st.just("void"), st.integers(0, 50)),
        st.tuples(st.just("approve"), st.integers(0, 50)),
        st.tuples(
            st.just("rate"),
            st.tuples(
                st.sampled_from(["seminar", "e_learning", "self_study", "coaching"]),
                st.integers(0, 25),
                st.integers(100, 900),
            ),
        ),
    ),
    min_size=1,
    max_size=14,
)


QUIET = [
    HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture
]  # fmt: skip


class History:
    """One person, and what happens to her facts."""

    def __init__(self):
        self.person = Person.objects.create(username="a", name="Dewi Contoh")
        self.hr = Person.objects.create(username="b", name="Hesti Contoh")
        RoleGrant.objects.create(person=self.hr, role="hr")

    def post(self, fact):
        return records.record(
            person=self.person, title="Belajar", source=f"r:{next(_sources)}", **fact
        )

    def void(self, number):
        rows = list(Record.objects.standing().order_by("pk"))
        if rows:
            records.void(rows[number % len(rows)], reason="Salah", by=self.hr)

    def approve(self, number):
        rows = Record.objects.standing().filter(form="other_classical", role="learner")
        rows = list(rows.order_by("pk"))
        if rows:
            row = rows[number % len(rows)]
            records.approve_jp(row, jp=number % 7, by=self.hr, reason="Jadwal")

    def rate(self, detail):
        """A new rate from some day on, published while facts of that day are there."""
        form, offset, jp = detail
        start = FIRST + datetime.timedelta(days=offset)
        old = Rate.objects.on(start).get(form=form, scope="national")
        if old.valid_from >= start or old.valid_to:
            return
        draft = Rate.objects.get(pk=old.pk)
        draft.pk, draft.live, draft.valid_from = None, False, start
        draft.jp, draft.uplift_percent = f"{jp / 100:.2f}", 7
        draft.save(force_insert=True)
        publish_rate(draft, by=self.hr, reason="Aturan baru")
        while credits.recount_some_dirty():
            pass

    def kept(self):
        return {
            (c.record_id, c.year): (
                int(c.jp_claimed * 100), int(c.jp_recognised * 100), c.reason, c.rate_id
            )
            for c in Credit.objects.all()
        }  # fmt: skip


@settings(max_examples=30 * EFFORT, deadline=None, suppress_health_check=QUIET)
@given(acts)
def test_the_ledger_agrees_with_the_oracle(rates, history):
    with transaction.atomic():
        ledger = History()
        for verb, detail in history:
            getattr(ledger, verb)(detail)
        assert ledger.kept() == credits_of(ledger.person)
        low, high = ledger.person.pk, ledger.hr.pk
        assert credits.rebuild_range(low, high) == 0
        before = ledger.kept()
        Credit.objects.all().delete()
        assert credits.rebuild_range(low, high) == len(before)
        assert ledger.kept() == before
        transaction.set_rollback(True)


@settings(max_examples=15 * EFFORT, deadline=None, suppress_health_check=QUIET)
@given(st.lists(facts(), min_size=1, max_size=6), st.lists(facts(), max_size=4))
def test_a_preview_is_what_the_postings_then_bring(rates, past, ahead):
    keys = [
        "form", "scope", "role", "started_on", "ended_on", "jp_stated", "minutes",
        "days", "sessions", "semesters",
    ]  # fmt: skip
    with transaction.atomic():
        ledger = History()
        for fact in past:
            ledger.post(fact)
        for fact in ahead:
            fact.update(certificate_number="", learning_days=None)
        told = previews.preview(
            {"person_id": ledger.person.pk, **{key: fact[key] for key in keys}}
            for fact in ahead
        )
        rows = [ledger.post(fact) for fact in ahead]
        for row, worth in zip(rows, told, strict=True):
            of_row = list(row.credits.order_by("year"))
            assert worth.jp_recognised == sum(c.jp_recognised for c in of_row)
            assert worth.jp_claimed == sum(c.jp_claimed for c in of_row)
            assert worth.reason == of_row[-1].reason
        transaction.set_rollback(True)
