"""The geometry of charts, in plain Python: values in, shapes out.

Bars use percentages of the width, so that a chart fills any screen and its letters keep
their size; lines use a square of 100 × 100 that the page stretches.
"""

from dataclasses import dataclass
from decimal import Decimal

STATUS_TONES = ("met", "on_track", "at_risk", "unmet", "exempt")
SERIES_TONES = ("1", "2", "3", "4", "5", "6")


@dataclass(frozen=True)
class Segment:
    """One piece of a bar: where it starts and how wide it is, in percent."""

    label: str
    value: Decimal
    tone: str
    start: float
    width: float
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart; `url` goes further down, `total_url` to its facts."""

    label: str
    value: Decimal
    segments: tuple[Segment, ...]
    url: str = ""
    note: str = ""
    total_url: str = ""


@dataclass(frozen=True)
class Tick:
    """A labelled line across (`at` from the top, in percent) or a place along."""

    at: float
    label: object


@dataclass(frozen=True)
class Line:
    """One series: its polyline in a square of 100, and its dots in percent.

    `urls` lead from each value to its facts; what `is_given` is a rule's own number.
    """

    label: str
    tone: str
    points: str
    area: str
    dots: tuple[tuple[float, float], ...]
    values: tuple[object, ...]
    urls: tuple[str, ...] = ()
    is_dashed: bool = False
    is_given: bool = False


@dataclass(frozen=True)
class LineChart:
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    along: tuple[Tick, ...]
    labels: tuple[str, ...]
    limit: Tick | None = None


def share(value, whole) -> float:
    """`value` of `whole` in percent, kept between 0 and 100; 0 of nothing is 0."""
    if not whole or value is None:
        return 0.0
    percent = float(value) / float(whole) * 100
    return round(min(max(percent, 0.0), 100.0), 2)


def tone_of(key, place: int = 0) -> str:
    """The tone of a status, a tone named by hand, or the next tone of the series."""
    key = str(key or "")
    if key in STATUS_TONES or key in SERIES_TONES:
        return key
    return SERIES_TONES[place % len(SERIES_TONES)]


def bars(rows, most=None) -> list[Bar]:
    """Rows of one value each: (label, value) or dicts with label, value, url, note, tone."""
    rows = [_as_row(row) for row in rows]
    most = most or max((row["value"] for row in rows), default=0)
    return [
        Bar(
            label=row["label"],
            value=row["value"],
            url=row.get("url", ""),
            note=row.get("note", ""),
            segments=_segments([{**row, "tone": row.get("tone", "1")}], most),
        )
        for row in rows
    ]


def stacks(rows, most=None) -> list[Bar]:
    """Rows of several parts: dicts with label, url, total_url and parts
    [{label, value, tone, url}]."""
    rows = list(rows)
    totals = [
        sum((_number(p["value"]) for p in row["parts"]), Decimal(0)) for row in rows
    ]
    most = most or max(totals, default=0)
    return [
        Bar(
            label=row["label"],
            value=total,
            url=row.get("url", ""),
            note=row.get("note", ""),
            total_url=row.get("total_url", ""),
            segments=_segments(row["parts"], most),
        )
        for row, total in zip(rows, totals, strict=True)
    ]


def legend(rows: list[Bar]) -> list[Segment]:
    """The parts that occur, once each, in their order."""
    seen: dict[str, Segment] = {}
    for row in rows:
        for segment in row.segments:
            seen.setdefault(segment.label, segment)
    return list(seen.values())


def line_chart(series, limit=None) -> LineChart:
    """Series of points over the same places: dicts with label, points [(place, value)]
    or [(place, value, url)].

    A value of None leaves a gap at the end (what has not happened yet); `dashed` marks
    a forecast; `limit` draws one level across, such as the JP required.
    """
    series = list(series)
    labels = tuple(str(point[0]) for point in series[0]["points"]) if series else ()
    values = [p[1] for one in series for p in one["points"] if p[1] is not None]
    top = _ceiling(max([*values, limit or 0], default=0))
    lines = tuple(_line(one, place, top) for place, one in enumerate(series))
    return LineChart(
        lines=lines,
        across=tuple(Tick(100 - n * 25, top * n / 4) for n in range(5)),
        along=_places(labels),
        labels=labels,
        limit=Tick(100 - share(limit, top), limit) if limit else None,
    )


def polyline(values, width: float = 100, height: float = 100) -> str:
    """Points of a line through `values`, from the lowest at the bottom to the highest."""
    values = [float(value) for value in values]
    low, high = min(values, default=0), max(values, default=0)
    span = (high - low) or 1
    step = width / max(len(values) - 1, 1)
    return " ".join(
        f"{place * step:.2f},{height - (value - low) / span * height:.2f}"
        for place, value in enumerate(values)
    )


def _as_row(row) -> dict:
    if not isinstance(row, dict):
        label, value, *rest = row
        row = {"label": label, "value": value, "url": rest[0] if rest else ""}
    return {**row, "value": _number(row["value"])}


def _number(value) -> Decimal:
    return Decimal(str(value or 0))


def _segments(parts, most) -> tuple[Segment, ...]:
    start, segments = 0.0, []
    for place, part in enumerate(parts):
        width = share(part["value"], most)
        tone = tone_of(part.get("tone"), place)
        value = _number(part["value"])
        place_of = (round(start, 2), width, part.get("url", ""))
        segments.append(Segment(part["label"], value, tone, *place_of))
        start += width
    return tuple(segments)


def _line(one: dict, place: int, top) -> Line:
    values = tuple(point[1] for point in one["points"])
    urls = tuple(point[2] if len(point) > 2 else "" for point in one["points"])
    step = 100 / max(len(values) - 1, 1)
    dots = tuple(
        (round(n * step, 2), round(100 - share(value, top), 2))
        for n, value in enumerate(values)
        if value is not None
    )
    points = " ".join(f"{x},{y}" for x, y in dots)
    area = f"{dots[0][0]},100 {points} {dots[-1][0]},100" if dots else ""
    tone = tone_of(one.get("tone"), place)
    kind = {
        "is_dashed": one.get("dashed", False),
        "is_given": one.get("given", False),
    }
    return Line(one["label"], tone, points, area, dots, values, urls, **kind)


def _ceiling(value) -> int:
    """The next round number: 4, 8, 20, 40, 80, 200 ... whose quarters are whole."""
    value, step = float(value or 0), 1
    while True:
        for first in (4, 8, 12, 20):
            if value <= first * step:
                return first * step
        step *= 10


def _places(labels: tuple[str, ...], most: int = 6) -> tuple[Tick, ...]:
    """At most about `most` labels along the axis, evenly chosen, first one included."""
    if not labels:
        return ()
    every = max(1, -(-len(labels) // most))
    step = 100 / max(len(labels) - 1, 1)
    return tuple(
        Tick(round(n * step, 2), labels[n]) for n in range(0, len(labels), every)
    )
