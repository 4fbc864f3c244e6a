from performance.professionalism.models.index import (
    DIMENSIONS,
    Imported,
    Index,
    Reached,
)
from performance.professionalism.models.rule import (
    Category,
    IndexRule,
    Part,
    Sanction,
    Step,
)

__all__ = [
    "DIMENSIONS",
    "Category",
    "Imported",
    "Index",
    "IndexRule",
    "Part",
    "Reached",
    "Sanction",
    "Step",
]
