"""What a piece of work is worth by its rubric."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

MOST_BYTES = 20 * 1024 * 1024
ENDINGS = (
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "txt",
    "png",
    "jpg",
    "jpeg",
)
MOST_TEXT = 50_000


def whole(criteria: Sequence[Mapping]) -> int:
    """All points that can be had."""
    return sum(criterion["points"] for criterion in criteria)


def percent(criteria: Sequence[Mapping], points: Mapping[str, Decimal]) -> Decimal:
    """0 to 100, rounded down; no criterion gives more than it has."""
    total = whole(criteria)
    if not total:
        return Decimal(0)
    earned = sum(
        (
            min(max(Decimal(points.get(c["key"], 0)), Decimal(0)), Decimal(c["points"]))
            for c in criteria
        ),
        Decimal(0),
    )
    return (earned * 100 / total).quantize(Decimal("0.01"), ROUND_DOWN)


def problem_of_file(name: str, size: int) -> str:
    """A code for what is wrong with a file that is handed in; empty where nothing is."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS:
        return "file_kind"
    if size > MOST_BYTES:
        return "file_too_large"
    return "" if size else "file_empty"
