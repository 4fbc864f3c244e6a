"""The same session sent twice at the same moment is one session."""

import datetime
import uuid

import pytest
from django.utils import timezone

from coaching.actions import sessions
from coaching.models import Engagement, Session
from tests.learning.racing import elsewhere, race, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_logs_one_session(pair, topic, tmp_path):
    key, at = uuid.uuid4(), timezone.now() - datetime.timedelta(days=3)

    def log():
        engagement = Engagement.objects.get(pk=pair.pk)
        return sessions.log_session(
            engagement, by=pair.coach.person, key=key, started_at=at, minutes=60,
            topic=topic,
        ).pk  # fmt: skip

    with shared_database(tmp_path):
        found = race(log, log, log)
        assert len(set(found)) == 1, found
        assert elsewhere(Session.objects.count) == 1
