from corpu.skills.models.assessment import Assessment
from corpu.skills.models.competence import (
    LEVELS,
    ActivityCompetence,
    Competence,
    CompetenceLevel,
)
from corpu.skills.models.standard import PostStandard, Required

__all__ = [
    "LEVELS",
    "ActivityCompetence",
    "Assessment",
    "Competence",
    "CompetenceLevel",
    "PostStandard",
    "Required",
]
