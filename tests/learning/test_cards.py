"""What learning puts on a person's own page."""

from django.utils import timezone

from learning.cards import continue_learning, evidence_to_mend
from learning.models import Evidence


def make_evidence(person, state, title="Seminar contoh"):
    return Evidence.objects.create(
        person=person,
        state=state,
        title=title,
        form_id="seminar",
        started_on=timezone.localdate(),
        ended_on=timezone.localdate(),
    )


def test_nothing_waits_for_a_newcomer(learner):
    assert continue_learning(learner) is None
    assert evidence_to_mend(learner) is None


def test_evidence_that_came_back_goes_before_evidence_that_waits(learner, rates):
    make_evidence(learner, "submitted")
    assert "evidence_" not in evidence_to_mend(learner)["url"]
    make_evidence(learner, "returned", title="Dikembalikan")
    card = evidence_to_mend(learner)
    assert (card["text"], card["count"]) == ("Dikembalikan", 1)
