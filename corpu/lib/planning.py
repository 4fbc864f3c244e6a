"""What the planner of PostgreSQL is told before it counts many people at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# People who are few enough for the planner's own guesses.
MANY = 20
VALUES = {
    "enable_nestloop": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "work_mem": "64MB",
}


@contextmanager
def planned_for(people: int) -> Iterator[None]:
    """Tell the planner that many rows come out of parts it cannot estimate.

    Until the block ends, inside a transaction: no loops over loops, no compiling, no
    parallel processes for what is a piece already, memory for sorting. A few people are
    planned well as they are.
    """
    if people <= MANY or connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "; ".join(f"SET LOCAL {name} TO '{value}'" for name, value in VALUES.items())
        )
        yield
        cursor.execute("; ".join(f"SET LOCAL {name} TO DEFAULT" for name in VALUES))
