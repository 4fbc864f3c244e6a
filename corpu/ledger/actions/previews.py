"""What learning that has not happened would be worth, by the credit rule and no other."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from corpu.ledger import rules
from corpu.ledger.actions.facts import Conversions
from corpu.ledger.credit_sql import CreditSQL
from corpu.lib.fields import HUNDRED, to_hundredths


@dataclass(frozen=True)
class Draft:
    """Learning that has not happened: a promise, or a what-if."""

    person_id: int
    form: str
    started_on: datetime.date
    ended_on: datetime.date
    scope: str = "national"
    role: str = "learner"
    jp_stated: Decimal | None = None
    minutes: int | None = None
    days: int | None = None
    sessions: int | None = None
    semesters: int | None = None

    @property
    def form_code(self) -> str:
        """The code of the form, however it was given."""
        return getattr(self.form, "pk", self.form)


@dataclass(frozen=True)
class Worth:
    """What a draft would bring: JP, the reason, and the year (the last, if several).

    `by_year` splits the recognised JP over the calendar years.
    """

    jp_claimed: Decimal
    jp_recognised: Decimal
    reason: str
    year: int
    by_year: dict[int, Decimal] = field(default_factory=dict)


def preview(drafts: Iterable[Draft | dict]) -> list[Worth]:
    """What each draft would be worth on top of the facts, by the same rule.

    Takes drafts of any number of people at once: one statement for all. Drafts use up
    caps in the same order as facts, so two drafts may take each other's day.
    """
    drafts = [d if isinstance(d, Draft) else Draft(**d) for d in drafts]
    if not drafts:
        return []
    conversions = Conversions({draft.form_code for draft in drafts})
    rows = [_plain(i, draft, conversions) for i, draft in enumerate(drafts)]
    people = sorted({draft.person_id for draft in drafts})
    sql = CreditSQL(connection.vendor, years="drafts")
    params = {"people": sql.numbers(people), "drafts": json.dumps(rows)}
    with connection.cursor() as cursor:
        cursor.execute(sql.preview(), params)
        found: dict[int, list] = {}
        for number, *worth in cursor.fetchall():
            found.setdefault(number, []).append(worth)
    return [_worth(found.get(i, []), draft) for i, draft in enumerate(drafts)]


def _plain(number: int, draft: Draft, conversions: Conversions) -> dict:
    """A draft as the SQL reads it: JP in hundredths, days as text."""
    by_day = conversions.by_day(draft)
    days = rules.spread(draft.started_on, draft.ended_on, by_day=by_day)
    stated = None if draft.jp_stated is None else to_hundredths(draft.jp_stated)
    return {
        "i": number,
        "person": draft.person_id,
        "form": draft.form_code,
        "scope": draft.scope,
        "role": draft.role,
        "started_on": draft.started_on.isoformat(),
        "ended_on": draft.ended_on.isoformat(),
        "jp_stated": stated,
        "minutes": draft.minutes,
        "days": draft.days,
        "sessions": draft.sessions,
        "semesters": draft.semesters,
        "learning_days": [day.isoformat() for day in days],
    }


def _worth(rows: list, draft: Draft) -> Worth:
    """One answer for a draft, its years taken together."""
    by_year = {year: Decimal(recognised) / HUNDRED for year, _c, recognised, _r in rows}
    claimed = sum(Decimal(claimed) / HUNDRED for _y, claimed, _rec, _r in rows)
    reason = rows[-1][3] if rows else "no_rate_for_role"
    return Worth(
        jp_claimed=Decimal(claimed).quantize(Decimal("0.01")),
        jp_recognised=sum(by_year.values(), Decimal("0.00")),
        reason=reason,
        year=draft.ended_on.year,
        by_year=by_year,
    )
