"""The dimensions of the professionalism index that a file brings, and the count."""

import datetime
import random
from decimal import Decimal

from corpu.home.demo.organisation import Ministry
from corpu.people.models import Person
from performance.professionalism.actions import indices
from performance.professionalism.models import Imported, Sanction


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Load scores and sanctions of most people, and count this year and the last."""
    draw = random.Random(8)
    rows = []
    for person in ministry.people:
        if not person.nip or draw.random() < 0.08:
            continue
        sanction = draw.choices(Sanction.values, [60, 3, 1, 0])[0]
        score = Decimal(round(draw.gauss(83, 8))).min(99).max(45)
        rows += [
            Imported(
                person=person, year=year, score=score, sanction=sanction,
                loaded_by=cast["hr"],
            )
            for year in (today.year - 1, today.year)
        ]  # fmt: skip
    Imported.objects.bulk_create(rows, batch_size=500)
    ids = [person.pk for person in ministry.people]
    for year in (today.year - 1, today.year):
        counted = indices.recount(ids, year)
    return f"{counted} professionalism indices"
