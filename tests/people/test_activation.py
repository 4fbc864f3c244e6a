"""Activation codes: fourteen days, five tries, one use."""

import datetime

import pytest
from django.utils import timezone

from corpu.lib.refusals import Refused
from corpu.people.actions import activation
from corpu.people.models import ActivationCode, Decision

PASSWORD = "kopi-pagi-di-kantor"


@pytest.fixture
def code(learner, hr):
    return activation.issue_code(learner, by=hr)


def refused(learner, code, password=PASSWORD) -> str:
    with pytest.raises(Refused) as caught:
        activation.activate(nip=learner.nip, code=code, password=password)
    return caught.value.code


def test_a_code_sets_the_first_password_once(learner, code):
    typed = f"{code[:5].lower()}-{code[5:]} "
    nip = learner.nip
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    activation.activate(nip=spaced, code=typed, password=PASSWORD)
    learner.refresh_from_db()
    assert learner.check_password(PASSWORD)
    assert refused(learner, code) == "activation_wrong"
    assert Decision.objects.filter(act="activation.used", person=learner).exists()


def test_the_code_itself_is_not_kept(code):
    assert code not in str(ActivationCode.objects.values().get())
    assert len(code) == 10


def test_five_tries(learner, code):
    for _ in range(5):
        assert refused(learner, "WRONGWRONG") == "activation_wrong"
    assert refused(learner, code) == "activation_wrong"


def test_a_weak_password_costs_no_try(learner, code):
    for _ in range(7):
        assert refused(learner, code, "12345") == "password_weak"
    activation.activate(nip=learner.nip, code=code, password=PASSWORD)


def test_an_expired_code(learner, code):
    ActivationCode.objects.update(
        expires_at=timezone.now() - datetime.timedelta(seconds=1)
    )
    assert refused(learner, code) == "activation_wrong"


def test_a_new_code_replaces_the_old_one(learner, hr, code):
    fresh = activation.issue_code(learner, by=hr)
    assert refused(learner, code) == "activation_wrong"
    assert activation.activate(nip=learner.nip, code=fresh, password=PASSWORD)


def test_the_code_of_another_person(learner, colleague, hr, code):
    activation.issue_code(colleague, by=hr)
    assert refused(colleague, code) == "activation_wrong"


def test_those_who_left_get_none(learner, hr, code):
    learner.is_active = False
    learner.save()
    assert refused(learner, code) == "activation_wrong"
    with pytest.raises(Refused):
        activation.issue_code(learner, by=hr)


def test_an_unknown_nip_is_answered_alike(db):
    with pytest.raises(Refused) as caught:
        activation.activate(nip="1", code="x", password="y")
    assert caught.value.code == "activation_wrong"
