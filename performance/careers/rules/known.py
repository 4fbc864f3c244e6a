"""What a gate asks, what is known of a person, and how an answer is given."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

MET, CHECK, NOT_MET = "met", "check", "not_met"
STRENGTH = {NOT_MET: 0, CHECK: 1, MET: 2}
# From low to high (PermenPANRB 6/2022).
PREDICATES = ("very_poor", "poor", "needs_improvement", "good", "very_good")


@dataclass(frozen=True)
class Rule:
    """One thing that a post asks for. What does not concern its kind is empty."""

    key: str
    kind: str  # learning, competence, experience, predicate, education, manual
    activity: int | None = None
    form: str = ""
    jp: Decimal | None = None
    years: int | None = None  # the window; for experience and predicate how many
    needs_certificate: bool = False
    competence: int | None = None
    level: int = 0  # of the competence, or of education
    must_be_validated: bool = True
    predicate: str = ""
    post: int | None = None
    post_kind: str = ""
    post_level: str = ""


@dataclass(frozen=True)
class Learned:
    """A standing fact of the ledger: `jp` is recognised; `is_pending` waits for its JP."""

    pk: int
    form: str
    activity: int | None
    ended_on: datetime.date
    jp: Decimal
    has_certificate: bool = True
    is_pending: bool = False


@dataclass(frozen=True)
class Found:
    """A level of a competence that she was found to have."""

    pk: int
    competence: int
    level: int
    on: datetime.date
    is_validated: bool


@dataclass(frozen=True)
class Served:
    """Days in a post, both ends included; no end means until today."""

    pk: int
    post: int
    post_kind: str
    post_level: str
    first: datetime.date
    last: datetime.date | None = None


@dataclass(frozen=True)
class Degree:
    """Formal education that she completed."""

    pk: int
    level: int
    is_validated: bool


@dataclass(frozen=True)
class Check:
    """What HR decided by hand about one requirement; it holds until a day."""

    pk: int
    is_accepted: bool
    valid_until: datetime.date | None = None


@dataclass(frozen=True)
class Known:
    """All that is known of one person."""

    learned: tuple[Learned, ...] = ()
    found: tuple[Found, ...] = ()
    served: tuple[Served, ...] = ()
    degrees: tuple[Degree, ...] = ()
    predicates: Mapping[int, str] = field(default_factory=dict)  # year -> predicate
    checks: Mapping[str, Check] = field(default_factory=dict)  # rule key -> decision
    in_service_since: datetime.date | None = None


@dataclass(frozen=True)
class Finding:
    """The answer to one requirement, why, what there is of what is asked, and the facts
    behind it as (kind, id)."""

    key: str
    answer: str
    reason: str
    have: Decimal | int | None = None
    need: Decimal | int | None = None
    evidence: tuple[tuple[str, int], ...] = ()
