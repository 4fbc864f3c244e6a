from learning.paths.models.member import Membership, StepDone
from learning.paths.models.path import Cohort, Path, PathVersion, Step

# The page types point at the rows above.
from learning.paths.pages import (  # isort: skip
    CohortRow,
    PathPage,
    StepRow,
)

__all__ = [
    "Cohort",
    "CohortRow",
    "Membership",
    "Path",
    "PathPage",
    "PathVersion",
    "Step",
    "StepDone",
    "StepRow",
]
