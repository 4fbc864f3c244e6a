"""Facts and promises for the people of the cast."""

import datetime
import itertools
from decimal import Decimal

import pytest
from django.utils import timezone

from corpu.lib.clock import JAKARTA, today
from tests.conftest import grant

_sources = itertools.count(1)


@pytest.fixture
def targets(rates):
    """The national targets, by code."""
    from performance.actions.targets import load_national_targets
    from performance.models import Target

    load_national_targets()
    return {target.code: target for target in Target.objects.all()}


@pytest.fixture
def office(person_factory, ministry):
    """HR of the whole installation: one half of four eyes."""
    person = person_factory("Wati Contoh", unit=ministry.bureau)
    grant(person, "hr")
    return person


@pytest.fixture
def learn(rates):
    """`learn(learner, 6)`: a course of 6 JP that ended today, posted to the ledger."""
    from corpu.ledger.actions.records import record

    def _learn(person, jp=6, *, form="course", on=None, **more):
        day = on or today()
        more.setdefault("jp_stated", Decimal(str(jp)))
        return record(
            person=person,
            form=form,
            started_on=more.pop("started_on", day),
            ended_on=day,
            source=f"test:{next(_sources)}",
            title=more.pop("title", "Kursus contoh"),
            **more,
        )

    return _learn


@pytest.fixture
def promise(rates):
    """`promise(learner, 4)`: a course of 4 JP booked for the coming week."""
    from corpu.agenda.actions import commit

    def _promise(person, jp=4, *, form="course", days=7, **more):
        start = timezone.now().astimezone(JAKARTA) + datetime.timedelta(days=days)
        return commit(
            f"test:{next(_sources)}",
            person=person,
            title=more.pop("title", "Kelas contoh"),
            form_id=form,
            starts_at=more.pop("starts_at", start),
            ends_at=more.pop("ends_at", start + datetime.timedelta(hours=8)),
            jp=Decimal(str(jp)),
            **more,
        )

    return _promise


@pytest.fixture
def offer(rates):
    """`offer("Lokakarya", 8)`: an opening of 8 JP in the coming week, as a course."""
    from corpu.agenda.actions import put_opening
    from corpu.ledger.models import Activity

    def _offer(title="Lokakarya contoh", jp=8, *, form="course", days=7, **more):
        activity = Activity.objects.create(title=title, form_id=form, jp=jp)
        day = today() + datetime.timedelta(days=days)
        return put_opening(
            f"test:{next(_sources)}",
            activity=activity,
            form_id=form,
            jp=Decimal(str(jp)),
            starts_on=day,
            ends_on=day,
            places_free=more.pop("places_free", 10),
            url="/learning/",
            **more,
        )

    return _offer
