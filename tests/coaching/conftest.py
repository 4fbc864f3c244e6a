import datetime
import uuid

import pytest
from django.utils import timezone

from coaching.actions import coaches, engagements, sessions
from coaching.models import Topic


@pytest.fixture
def topic(db):
    return Topic.objects.get_or_create(
        code="performance",
        defaults={"name_id": "Kinerja", "name_en": "Performance", "order": 1},
    )[0]


@pytest.fixture
def odd_topic(db):
    """A topic whose name stands nowhere else on a page."""
    return Topic.objects.create(code="odd", name_id="Zamrud", name_en="Emerald")


@pytest.fixture
def entry(coach, hr, rates):
    """The coach's entry in the register, also as mentor, for two people at a time."""
    return coaches.register_coach(
        coach, by=hr, about="Sepuluh tahun.", capacity=2, kinds=["coaching", "mentoring"]
    )


@pytest.fixture
def pair(entry, coachee, set_today):
    """Coach and coachee at work since 5 January; today is 16 March 2026."""
    set_today(datetime.date(2026, 1, 5))
    pair = engagements.ask_for_coaching(
        entry, coachee=coachee, kind="coaching", purpose="Memimpin rapat."
    )
    engagements.answer(pair, by=entry.person, accept=True)
    pair.agreement.in_force_since = timezone.now()  # signed once; other terms wait
    pair.agreement.save()
    set_today(datetime.date(2026, 3, 16))
    pair.refresh_from_db()
    return pair


@pytest.fixture
def start_pair(set_today):
    """`start_pair(entry, person)`: one more person of that coach, since 5 January."""

    def _start(entry, person, kind="coaching"):
        now = timezone.localdate()
        set_today(datetime.date(2026, 1, 5))
        pair = engagements.ask_for_coaching(
            entry, coachee=person, kind=kind, purpose="Berlatih."
        )
        engagements.answer(pair, by=entry.person, accept=True)
        pair.agreement.in_force_since = timezone.now()
        pair.agreement.save()
        set_today(now)
        pair.refresh_from_db()
        return pair

    return _start


@pytest.fixture
def log(pair, topic):
    """`log(days_ago=3)`: the coach logs a session of an hour on that day."""

    def _log(days_ago=3, minutes=60, key=None, **fields):
        started_at = timezone.now() - datetime.timedelta(days=days_ago, hours=2)
        values = {"started_at": started_at, "minutes": minutes, "topic": topic, **fields}
        key = key or uuid.uuid4()
        return sessions.log_session(pair, by=pair.coach.person, key=key, **values)

    return _log
