"""Who would be a good coach for whom, and why. Plain Python: a rule, not a model.

The reporting line is never matched, nor a coach without room, without a language in
common, or who does not offer what is asked. Among the others points are added up, and
each point has a reason that the coachee reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass

GOOD_MEAN = 4.0
QUIET_AFTER_DAYS = 60
MOST_COMPETENCES = 2


@dataclass(frozen=True)
class Wish:
    """What a coachee needs: competences that she lacks, the languages she speaks, the
    path of her unit ("12/57/")."""

    kind: str
    competences: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset({"id"})
    unit_path: str = ""
    online_only: bool = False


@dataclass(frozen=True)
class Candidate:
    """A coach as the rule sees her. `mean` is None until enough voices have come."""

    key: int
    kinds: frozenset[str]
    competences: frozenset[int]
    languages: frozenset[str]
    unit_path: str
    load: int
    capacity: int
    mean: float | None = None
    quiet_days: int = 0
    in_line: bool = False
    meets_online: bool = True


@dataclass(frozen=True)
class Match:
    """A candidate with points and the reasons for them, the weightiest first.

    Reasons: competence:<id>, near, other_unit, room, rated, other_language:<code>.
    """

    key: int
    points: int
    reasons: tuple[str, ...]
    share_taken: float


def match(wish: Wish, candidate: Candidate) -> Match | None:
    """The candidate as a match, or None if the two must not or cannot meet."""
    common = wish.languages & candidate.languages
    if candidate.in_line or candidate.load >= candidate.capacity or not common:
        return None
    if wish.kind not in candidate.kinds:
        return None
    if wish.online_only and not candidate.meets_online:
        return None
    points, reasons = 0, []
    for competence in sorted(wish.competences & candidate.competences)[:MOST_COMPETENCES]:
        points += 4
        reasons.append(f"competence:{competence}")
    steps = distance(wish.unit_path, candidate.unit_path)
    if steps is not None and steps > 0:
        points += 2 if steps <= 4 else 1
        reasons.append("near" if steps <= 4 else "other_unit")
    if candidate.mean is not None and candidate.mean >= GOOD_MEAN:
        points += 2
        reasons.append("rated")
    if candidate.load * 2 <= candidate.capacity:
        points += 1
        reasons.append("room")
    if candidate.quiet_days > QUIET_AFTER_DAYS:
        points -= 2
    return Match(
        candidate.key, points, tuple(reasons), candidate.load / candidate.capacity
    )


def rank(wish: Wish, candidates: Iterable[Candidate]) -> list[Match]:
    """Those who can meet, the best first; the order never depends on that of the input."""
    found = [found for one in candidates if (found := match(wish, one))]
    return sorted(found, key=lambda m: (-m.points, m.share_taken, m.key))


def distance(path: str, other: str) -> int | None:
    """Steps between two units of one institution; None if they share none."""
    a, b = path.strip("/").split("/"), other.strip("/").split("/")
    if not path or not other or a[0] != b[0]:
        return None
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return len(a) + len(b) - 2 * shared
