"""Counting all credits and all standings again, against the barest sum over the same."""

import datetime
import os
import statistics
from pathlib import Path

from figures import note, timed

SIZE = 14_000


def run(statement: str) -> None:
    """One statement, its answer thrown away."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()


def pieces(share: float = 1) -> list[tuple[int, int]]:
    """Ranges of person ids; a part of them for the straight line."""
    from corpu.ledger.actions import credits

    found = credits.pieces(SIZE)
    return found[: max(round(len(found) * share), 1)]


def all_credits(share: float = 1) -> None:
    """Credits of everybody from the facts."""
    from corpu.ledger.actions import credits

    for low, high in pieces(share):
        credits.rebuild_range(low, high)


def all_requirements() -> None:
    """What is asked of everybody."""
    from django.db import transaction

    from corpu.people.models import Person
    from performance.actions.requirements import refresh

    year = datetime.date.today().year
    for low, high in pieces():
        people = Person.objects.filter(pk__range=(low, high), nip__isnull=False)
        with transaction.atomic():
            refresh(list(people.values_list("pk", flat=True)), [year - 1, year])


def all_measures(share: float = 1) -> None:
    """Standings of everybody from the credits."""
    from performance.actions import measuring

    features = measuring.survey([], []).features
    for low, high in pieces(share):
        measuring.measure_range(low, high, features)


BARE = "SELECT person_id, SUM(jp_recognised) FROM ledger_credit GROUP BY person_id"
BARE_OF_RECORDS = "SELECT person_id, SUM(jp_stated) FROM ledger_record GROUP BY person_id"


def rebuilds(turns: int = 5) -> None:
    """Against the least that any report would cost, and at two sizes.

    Everything in turns, and the median of each: what else the machine does meanwhile
    falls on all alike. The first of all is told as well: little was in memory before.
    Processor time of the server is told beside it, where the server is on this machine:
    other processes distort it least.
    """
    acts = {
        "bare_sum": lambda: run(BARE),
        "bare_sum_of_records": lambda: run(BARE_OF_RECORDS),
        "rebuild_credits": all_credits,
        "rebuild_standings": all_measures,
        "half_of_credits": lambda: all_credits(0.5),
        "half_of_standings": lambda: all_measures(0.5),
    }
    times: dict[str, list[float]] = {name: [] for name in acts}
    busy: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(turns):
        for name, act in acts.items():
            before = server_seconds()
            times[name].append(timed(act))
            busy[name].append(server_seconds() - before)
    for name in ("bare_sum", "bare_sum_of_records"):
        note(f"{name}_first_s", times[name][0], 3)
    ratios("", {name: statistics.median(found) for name, found in times.items()})
    if busy["bare_sum"][0]:
        means = {name: statistics.fmean(found) for name, found in busy.items()}
        ratios("_cpu", means)


def ratios(kind: str, seconds: dict[str, float]) -> None:
    """Of what takes so many seconds; `kind` is the end of the names."""
    for name in ("bare_sum", "bare_sum_of_records"):
        note(f"{name}{kind}_s", seconds[name], 3)
    credits_s, standings_s = seconds["rebuild_credits"], seconds["rebuild_standings"]
    bare, of_records = seconds["bare_sum"], seconds["bare_sum_of_records"]
    note(f"rebuild_credits{kind}_s", credits_s)
    note(f"rebuild_standings{kind}_s", standings_s)
    note(f"rebuild_credits{kind}_ratio", credits_s / bare, 1)
    note(f"rebuild_standings{kind}_ratio", standings_s / bare, 1)
    note(f"rebuild{kind}_ratio", (credits_s + standings_s) / bare, 1)
    note(f"rebuild{kind}_ratio_to_records", (credits_s + standings_s) / of_records, 1)
    half = seconds["half_of_credits"] + seconds["half_of_standings"]
    note(f"straight_line{kind}", (credits_s + standings_s) / half / 2)


def server_seconds() -> float:
    """Processor seconds of the server's process for this connection; 0 if it runs on
    another machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        place = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not place.exists() or "postgres" not in place.read_text():
        return 0
    told = place.read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
