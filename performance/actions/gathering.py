"""What people have promised to learn, as the measure of standings reads it."""

import datetime

from corpu.agenda.models import Commitment
from corpu.ledger.actions import previews
from corpu.lib.clock import local_day
from corpu.lib.fields import to_hundredths
from performance.rules import last_day


def booked(person_ids, today: datetime.date) -> list[dict]:
    """What open promises will be worth, by the credit rule, on top of the facts: a row
    for each promise and year, in whole hundredths.

    Those of 0 JP hold hours alone: the JP of a class are those of its course.
    """
    promises = _promises(person_ids)
    drafts = [draft_of(promise, today) for promise in promises]
    worths = previews.preview(drafts) if drafts else []
    return [
        _row(promise, draft, worth, year, jp)
        for promise, draft, worth in zip(promises, drafts, worths, strict=True)
        for year, jp in (worth.by_year or {worth.year: 0}).items()
    ]


def _promises(person_ids) -> list[Commitment]:
    rows = Commitment.objects.ahead().exclude(jp=0).order_by("pk")
    if isinstance(person_ids, range):
        span = (person_ids.start, person_ids.stop - 1)
        return list(rows.filter(person__range=span))
    return list(rows.filter(person__in=person_ids))


def _row(promise: Commitment, draft: previews.Draft, worth, year: int, jp) -> dict:
    """One promise in one year; sessions and courses count in the year they end."""
    is_last = year == worth.year
    return {
        "person": promise.person_id,
        "year": year,
        "form": promise.form_id,
        "activity": promise.activity_id,
        "day": draft.ended_on.isoformat(),
        "jp": to_hundredths(jp),
        "sessions": 100 * (promise.sessions or 0) * is_last,
        "courses": 100 * is_last,
    }


def draft_of(promise: Commitment, today: datetime.date) -> previews.Draft:
    """A promise as a fact to come. What has no end is expected by the end of the year,
    except sessions, which belong to one month."""
    start = local_day(promise.starts_at) if promise.starts_at else today
    end = start if promise.sessions else last_day(max(start, today).year)
    if promise.ends_at:
        end = local_day(promise.ends_at)
    return previews.Draft(
        person_id=promise.person_id,
        form=promise.form_id,
        scope=promise.scope,
        role="learner",
        started_on=start,
        ended_on=max(start, end),
        jp_stated=promise.jp,
        minutes=None,
        days=promise.days,
        sessions=promise.sessions,
    )
