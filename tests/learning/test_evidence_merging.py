"""Evidence of a person who had two rows."""

import datetime

from corpu.ledger.actions.records import record
from corpu.people.actions.merging import merge
from learning.models import Evidence

DAY = datetime.date(2026, 3, 2)


def test_accepted_evidence_follows_its_fact(rates, learner, person_factory, ministry, hr):
    double = person_factory("Dewi Cnotoh", unit=ministry.section)
    fact = record(
        person=double, form="seminar", started_on=DAY, ended_on=DAY,
        source="evidence:1", title="Seminar", provider_name="Lembaga",
    )  # fmt: skip
    claim = Evidence.objects.create(
        person=double, title="Seminar", state=Evidence.State.ACCEPTED, record=fact
    )
    merge(double, into=learner, by=hr, reason="two rows of one person")
    claim.refresh_from_db()
    assert (claim.person, claim.state) == (learner, Evidence.State.ACCEPTED)
    assert claim.record.source == f"merge:{fact.public_id}"
    assert (claim.record.person, claim.record.is_voided) == (learner, False)
