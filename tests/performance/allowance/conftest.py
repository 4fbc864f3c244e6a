"""An institution that recommends: a scheme, a formula, a month of attendance."""

import datetime
from decimal import Decimal

import pytest

from tests.conftest import _make_person, grant

MAY = datetime.date(2026, 5, 1)


@pytest.fixture(autouse=True)
def in_june(set_today):
    set_today(datetime.date(2026, 6, 3))


@pytest.fixture
def second_hr(ministry):
    """Another HR officer of the whole ministry."""
    person = _make_person("Sinta Contoh", unit=ministry.bureau)
    grant(person, "hr", unit=ministry.root)
    return person


@pytest.fixture
def formula(ministry, hr, second_hr):
    """60 performance (none: 100), 30 attendance, 10 learning; absent 4; CPNS 80."""
    from performance.allowance.actions.formulas import publish
    from performance.allowance.models import Deduction, Factor, Formula, Part

    row = Formula.objects.create(
        unit=ministry.root, code="kem-2026", name_id="Formula", name_en="Formula",
        legal_basis="Permen Contoh 1/2026", valid_from=datetime.date(2026, 1, 1),
        drafted_by=hr,
    )  # fmt: skip
    good = ["very_good", "good", "needs_improvement", "poor", "very_poor"]
    steps = [
        {"word": word, "percent": str(p)}
        for word, p in zip(good, (100, 100, 90, 85, 80), strict=True)
    ]
    words = [("met", 100), ("on_track", 100), ("at_risk", 100), ("unmet", 50)]
    names = {"name_id": "Bagian", "name_en": "Part"}
    Part.objects.create(
        formula=row, code="perf", weight=60, source="predicate", steps=steps,
        when_missing=100, **names,
    )  # fmt: skip
    Part.objects.create(formula=row, code="att", weight=30, source="attendance", **names)
    Part.objects.create(
        formula=row, code="learn", weight=10, source="learning", when_missing=100,
        steps=[{"word": w, "percent": str(p)} for w, p in words], **names,
    )  # fmt: skip
    Deduction.objects.create(
        formula=row, code="absent", counter="absent", percent=4, **names
    )
    Factor.objects.create(
        formula=row, code="cpns", staff_class="cpns", percent=80, **names
    )
    publish(row, by=second_hr)
    row.refresh_from_db()
    return row


@pytest.fixture
def scheme(ministry, hr, second_hr):
    from performance.allowance.actions import schemes

    row = schemes.scheme_of(ministry.root)
    schemes.propose(row, by=hr, legal_basis="Permen Contoh 1/2026 pasal 3")
    return schemes.confirm(row, by=second_hr)


@pytest.fixture
def attend(db):
    """`attend(learner, 98, absent=1)`: what the monthly file says of her May."""
    from performance.allowance.models import Attendance

    def _attend(person, percent=100, *, month=MAY, **counts):
        defaults = {
            "percent": Decimal(str(percent)),
            "counts": {code: str(n) for code, n in counts.items()},
        }
        return Attendance.objects.update_or_create(
            person=person, month=month, defaults=defaults
        )[0]

    return _attend


@pytest.fixture
def run(
    scheme,
    formula,
    ministry,
    hr,
    second_hr,
    learner,
    leader,
    attend,
    django_capture_on_commit_callbacks,
):
    """May, counted and open until 8 June: the learner was absent for a day."""
    from performance.allowance.actions import runs

    for person in (hr, second_hr, leader):
        attend(person)
    attend(learner, 98, absent=1)
    with django_capture_on_commit_callbacks(execute=True):
        row = runs.start(ministry.root, month=MAY, by=hr)
    row.refresh_from_db()
    return row


@pytest.fixture
def locked(run, hr, second_hr, set_today):
    """The same month, locked on 10 June."""
    from performance.allowance.actions import locking

    set_today(datetime.date(2026, 6, 10))
    locking.propose(run, by=hr)
    return locking.lock(run, by=second_hr)
