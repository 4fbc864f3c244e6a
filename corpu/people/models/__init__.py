from corpu.people.models.absence import Absence
from corpu.people.models.access import (
    ActivationCode,
    ApiToken,
    Delegation,
    Role,
    RoleGrant,
)
from corpu.people.models.appointment import Appointment, Post, StaffClass
from corpu.people.models.decision import Decision
from corpu.people.models.education import Education, EducationLevel
from corpu.people.models.imports import ImportRow, ImportRun
from corpu.people.models.person import Person
from corpu.people.models.provider import Provider
from corpu.people.models.unit import Unit

__all__ = [
    "Absence",
    "ActivationCode",
    "ApiToken",
    "Appointment",
    "Decision",
    "Delegation",
    "Education",
    "EducationLevel",
    "ImportRow",
    "ImportRun",
    "Person",
    "Post",
    "Provider",
    "Role",
    "RoleGrant",
    "StaffClass",
    "Unit",
]
