"""What people miss: searches that found nothing, cards, and who closes them."""

from learning.actions.demand import record_search
from learning.models import FailedSearch


def test_a_search_without_a_result_is_kept_once_a_person(learner, colleague):
    record_search("  Drone   pertanian ", 0, learner)
    record_search("drone pertanian", 0, learner)
    record_search("DRONE PERTANIAN", 0, colleague)
    assert set(FailedSearch.objects.values_list("key", "person")) == {
        ("drone pertanian", learner.pk),
        ("drone pertanian", colleague.pk),
    }


def test_who_finds_it_after_all_takes_her_wish_back(learner):
    record_search("drone", 0, learner)
    assert record_search("Drone", 3, learner) is None
    assert not FailedSearch.objects.exists()


def test_a_slip_of_the_finger_is_no_wish(learner):
    assert record_search("ab", 0, learner) is None
