"""The credit rule again, in plain Python and by brute force: no SQL, no cleverness.

Reads facts and rates from the tables, works through the facts of one person in order,
and keeps dictionaries of what is used. The product must agree with it to the hundredth.
"""

import datetime
from collections import defaultdict
from fractions import Fraction

from corpu.ledger.models import Rate, Record, RecordDay

DAY = ("per_day", "cap_per_day")


def credits_of(person) -> dict[tuple[int, int], tuple]:
    """{(record id, year): (claimed hundredths, recognised, reason, rate id)}."""
    ledger = _Ledger(person)
    for fact in ledger.facts:
        ledger.count(fact)
    return ledger.result


class _Ledger:
    def __init__(self, person):
        everything = list(Record.objects.filter(person=person))
        self.void = {row.voids_id for row in everything if row.voids_id}
        facts = [row for row in everything if row.voids_id is None]
        self.facts = sorted(facts, key=lambda r: (r.ended_on, r.started_on, r.pk))
        self.rates = [rate for rate in Rate.objects.all() if rate.live]
        self.days = defaultdict(list)
        for row in RecordDay.objects.filter(person=person):
            self.days[row.record_id].append(row.day)
        self.numbers, self.awarded = set(), set()
        self.used, self.sessions = defaultdict(Fraction), defaultdict(int)
        self.result = {}

    def rate_on(self, fact, day) -> Rate | None:
        for rate in self.rates:
            same = (rate.form_id, rate.scope, rate.role) == (
                fact.form_id, fact.scope, fact.role
            )  # fmt: skip
            if same and rate.valid_from <= day <= (rate.valid_to or datetime.date.max):
                return rate
        return None

    def day_rate(self, fact, day, end_rate) -> Rate | None:
        """The day's own rate; the last day's where the basis was another."""
        rate = self.rate_on(fact, day)
        if rate is None or not rate.confirmed:
            return None
        return rate if rate.basis == end_rate.basis else end_rate

    def zero(self, fact, rate) -> str:
        if fact.pk in self.void:
            return "voided"
        if fact.certificate_key:
            if fact.certificate_key in self.numbers:
                return "duplicate_certificate"
            self.numbers.add(fact.certificate_key)
        if rate is None:
            return "no_rate_for_role"
        if not rate.confirmed:
            return "unconfirmed_rate"
        if rate.basis == "approved" and not fact.approvals.exists():
            return "needs_approval"
        return ""

    def count(self, fact) -> None:
        rate = self.rate_on(fact, fact.ended_on)
        reason = self.zero(fact, rate)
        basis = rate.basis if rate else ""
        stated = None if fact.jp_stated is None else Fraction(fact.jp_stated)
        minutes = None if fact.minutes is None else Fraction(fact.minutes, 45)
        days = sorted(self.days[fact.pk]) if basis in DAY else [fact.ended_on]
        worth = [
            Fraction(r.jp) if basis in DAY and (r := self.day_rate(fact, d, rate)) else 0
            for d in days
        ]
        k = fact.days or len(days)
        claimed = self.claim(fact, rate, stated, minutes, sum(worth[:k]))
        base, full = defaultdict(Fraction), defaultdict(Fraction)

        def earn(day, jp, by):
            base[day.year] += jp
            full[day.year] += jp * (100 + by.uplift_percent) / 100

        cut = ""
        if reason:
            pass
        elif basis == "per_day":
            left = k
            for day in days:
                own = self.day_rate(fact, day, rate)
                key = (rate.day_group or fact.form_id, day)
                if left and own and own.jp > 0 and key not in self.awarded:
                    self.awarded.add(key)
                    left -= 1
                    earn(day, Fraction(own.jp), own)
            cut = "day_taken" if left else ""
        elif basis == "cap_per_day":
            left = min(claimed, sum(worth[:k]))
            taken = Fraction(0)
            for day in days:
                own = self.day_rate(fact, day, rate)
                key = (rate.day_group or fact.form_id, day)
                free = Fraction(own.jp) - self.used[key] if own else Fraction(0)
                take = max(Fraction(0), min(left - taken, free))
                self.used[key] += take
                taken += take
                if own:
                    earn(day, take, own)
            cut = "day_cap" if taken < claimed else ""
        elif basis == "per_session":
            day = fact.ended_on
            key = (rate.day_group or fact.form_id, day.year, day.month)
            most = rate.max_sessions_a_month
            free = max(0, most - self.sessions[key]) if most is not None else 10**9
            take = min(fact.sessions or 0, free)
            self.sessions[key] += take
            earn(day, take * Fraction(rate.jp), rate)
            cut = "month_cap" if take < (fact.sessions or 0) else ""
        elif basis == "approved":
            earn(fact.ended_on, Fraction(fact.approvals.last().jp), rate)
        elif basis == "programme":
            earn(fact.ended_on, claimed, rate)
        elif basis == "per_event":
            earn(fact.ended_on, Fraction(rate.jp), rate)
        elif basis == "per_semester":
            earn(fact.ended_on, (fact.semesters or 0) * Fraction(rate.jp), rate)
        if not reason:
            reason = cut or self.differ(basis, stated, minutes) or "full"
        self.write(fact, rate, days, claimed, base, full, reason)

    def claim(self, fact, rate, stated, minutes, by_days) -> Fraction:
        if stated is not None:
            return stated
        if rate is None:
            return Fraction(0)
        approved = fact.approvals.last()
        return {
            "programme": minutes or Fraction(0),
            "cap_per_day": minutes or Fraction(0),
            "approved": minutes or Fraction(approved.jp if approved else 0),
            "per_day": Fraction(by_days),
            "per_session": (fact.sessions or 0) * Fraction(rate.jp),
            "per_event": Fraction(rate.jp),
            "per_semester": (fact.semesters or 0) * Fraction(rate.jp),
        }[rate.basis]

    def differ(self, basis, stated, minutes) -> str:
        if basis not in ("programme", "cap_per_day") or None in (stated, minutes):
            return ""
        return "minutes_differ" if abs(stated - minutes) > stated / 10 else ""

    def write(self, fact, rate, days, claimed, base, full, reason) -> None:
        years = sorted({day.year for day in days})
        total = int(claimed * 100)
        so_far = so_far_full = Fraction(0)
        for year in years:
            before, before_full = so_far, so_far_full
            so_far, so_far_full = so_far + base[year], so_far_full + full[year]
            gone = min(total, int(before * 100))
            upto = total if year == years[-1] else min(total, int(so_far * 100))
            in_year = [day for day in days if day.year == year]
            own = rate
            if rate and rate.basis in DAY:
                plain = self.rate_on(fact, in_year[-1])
                own = plain and (plain if plain.basis == rate.basis else rate)
            self.result[fact.pk, year] = (
                upto - gone,
                int(so_far_full * 100) - int(before_full * 100),
                reason,
                own.pk if own else None,
            )
