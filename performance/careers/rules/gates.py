"""Career gates: each requirement gives one of three answers; unvalidated or missing data
never counts as met (fail closed), and the answer for the post is the weakest of its parts.

It is kept apart from every score (PP 11/2017 art. 204 makes learning a condition, not a
ranking).
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from performance.careers.rules.known import (
    CHECK,
    MET,
    NOT_MET,
    PREDICATES,
    STRENGTH,
    Finding,
    Known,
    Learned,
    Rule,
    Served,
)

DAYS_A_YEAR = Decimal("365.25")


def judge(rule: Rule, known: Known, today: datetime.date) -> Finding:
    """The answer to `rule`; a decision by hand speaks where the facts do not suffice."""
    finding = JUDGES[rule.kind](rule, known, today)
    check = known.checks.get(rule.key)
    if finding.answer == MET or check is None:
        return finding
    if check.valid_until is not None and check.valid_until < today:
        return finding
    answer, reason = (MET, "accepted") if check.is_accepted else (NOT_MET, "refused")
    evidence = (*finding.evidence, ("check", check.pk))
    return Finding(rule.key, answer, reason, finding.have, finding.need, evidence)


def whole(answers: Iterable[str]) -> str:
    """The weakest of the parts; a post that asks for nothing known is to be checked."""
    return min(answers, key=STRENGTH.__getitem__, default=CHECK)


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day `years` earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _since(rule: Rule, today: datetime.date) -> datetime.date:
    return years_before(today, rule.years) if rule.years else datetime.date.min


def _learning(rule: Rule, known: Known, today: datetime.date) -> Finding:
    """A certain activity, or so many JP of a form, within the window."""
    since = _since(rule, today)
    good: list = []
    doubtful: list = []
    for fact in known.learned:
        if not since <= fact.ended_on <= today:
            continue
        if rule.activity is not None and fact.activity != rule.activity:
            # The same programme may have been loaded under its title alone: whether it
            # is the one is decided by a person, not by comparing words.
            if rule.form and fact.form == rule.form and fact.activity is None:
                doubtful.append(fact)
            continue
        if rule.activity is None and fact.form != rule.form:
            continue
        unproved = rule.needs_certificate and not fact.has_certificate
        (doubtful if unproved or fact.is_pending else good).append(fact)
    return _weigh_learning(rule, good, doubtful)


def _weigh_learning(rule: Rule, good: list[Learned], doubtful: list[Learned]) -> Finding:
    have = sum((fact.jp for fact in good), Decimal(0))
    need = rule.jp
    enough = bool(good) if need is None else have >= need
    evidence = tuple(("record", fact.pk) for fact in good)
    if enough:
        return Finding(rule.key, MET, "learned", have, need, evidence)
    evidence += tuple(("record", fact.pk) for fact in doubtful)
    might = have + sum((fact.jp for fact in doubtful), Decimal(0))
    unknown = any(fact.is_pending for fact in doubtful)
    if doubtful and (need is None or unknown or might >= need):
        return Finding(rule.key, CHECK, "doubtful_learning", have, need, evidence)
    reason = "too_little_learning" if good else "not_learned"
    return Finding(rule.key, NOT_MET, reason, have, need, evidence)


def _competence(rule: Rule, known: Known, today: datetime.date) -> Finding:
    """The highest finding within the window; only a validated one counts, unless the
    gate says that others do."""
    since = _since(rule, today)
    found = [
        f
        for f in known.found
        if f.competence == rule.competence and since <= f.on <= today
    ]
    counting = [f for f in found if f.is_validated or not rule.must_be_validated]
    best = max(counting, key=lambda f: (f.level, f.on, f.pk), default=None)
    if best and best.level >= rule.level:
        evidence = (("assessment", best.pk),)
        return Finding(rule.key, MET, "assessed", best.level, rule.level, evidence)
    claimed = max(found, key=lambda f: (f.level, f.on, f.pk), default=None)
    have = best.level if best else None
    facts = (("assessment", claimed.pk),) if claimed else ()
    if claimed and claimed.level >= rule.level:
        return Finding(rule.key, CHECK, "unvalidated", claimed.level, rule.level, facts)
    reason = "level_too_low" if claimed else "not_assessed"
    have = claimed.level if claimed and have is None else have
    return Finding(rule.key, NOT_MET, reason, have, rule.level, facts)


def _experience(rule: Rule, known: Known, today: datetime.date) -> Finding:
    """Years in a post, or in posts of a kind and level, overlapping days once."""
    mine = [row for row in known.served if _fits(rule, row) and row.first <= today]
    days = _days([(r.first, min(r.last or today, today)) for r in mine])
    need = rule.years or 0
    have = (Decimal(days) / DAYS_A_YEAR).quantize(Decimal("0.1"))
    evidence = tuple(("appointment", row.pk) for row in mine)
    if days >= need * DAYS_A_YEAR - 1:
        return Finding(rule.key, MET, "served", have, need, evidence)
    begun = min((row.first for row in known.served), default=today)
    since = known.in_service_since
    unseen = (begun - since).days if since and since < begun else 0
    if unseen and days + unseen >= need * DAYS_A_YEAR - 1:
        return Finding(rule.key, CHECK, "history_missing", have, need, evidence)
    return Finding(rule.key, NOT_MET, "served_too_short", have, need, evidence)


def _fits(rule: Rule, row: Served) -> bool:
    if rule.post is not None:
        return row.post == rule.post
    same_kind = not rule.post_kind or row.post_kind == rule.post_kind
    return same_kind and (not rule.post_level or row.post_level == rule.post_level)


def _days(spans: list[tuple[datetime.date, datetime.date]]) -> int:
    """Days covered by the spans, each once."""
    total, reached = 0, None
    for first, last in sorted(spans):
        if reached is not None and first <= reached:
            first = reached + datetime.timedelta(days=1)
        if last >= first:
            total += (last - first).days + 1
            reached = last
    return total


def _predicate(rule: Rule, known: Known, today: datetime.date) -> Finding:
    """At least the predicate in each of the last `years` ended calendar years. The year
    that ended last may still be without one until the end of March: then the window
    begins a year earlier."""
    count, last = rule.years or 1, today.year - 1
    if last not in known.predicates and today.month <= 3:
        last -= 1
    years = range(last - count + 1, last + 1)
    least = PREDICATES.index(rule.predicate)
    good = [y for y in years if _rank(known.predicates.get(y)) >= least]
    evidence = tuple(("predicate", y) for y in years if y in known.predicates)
    if len(good) == count:
        return Finding(rule.key, MET, "rated", count, count, evidence)
    if any(0 <= _rank(known.predicates.get(y)) < least for y in years):
        return Finding(rule.key, NOT_MET, "rated_too_low", len(good), count, evidence)
    return Finding(rule.key, CHECK, "predicate_missing", len(good), count, evidence)


def _rank(predicate: str | None) -> int:
    return PREDICATES.index(predicate) if predicate in PREDICATES else -1


def _education(rule: Rule, known: Known, today: datetime.date) -> Finding:
    """A validated degree of at least the level."""
    enough = [d for d in known.degrees if d.level >= rule.level]
    proved = [d for d in enough if d.is_validated]
    evidence = tuple(("education", d.pk) for d in (proved or enough or known.degrees))
    have = max((d.level for d in proved or known.degrees), default=None)
    if proved:
        return Finding(rule.key, MET, "educated", have, rule.level, evidence)
    if enough:
        return Finding(rule.key, CHECK, "degree_unvalidated", have, rule.level, evidence)
    if not known.degrees:
        return Finding(rule.key, CHECK, "education_missing", None, rule.level)
    return Finding(rule.key, NOT_MET, "degree_too_low", have, rule.level, evidence)


def _manual(rule: Rule, known: Known, today: datetime.date) -> Finding:
    """What no data shows: only a decision by hand can meet it."""
    return Finding(rule.key, CHECK, "by_hand")


JUDGES = {
    "learning": _learning,
    "competence": _competence,
    "experience": _experience,
    "predicate": _predicate,
    "education": _education,
    "manual": _manual,
}
