from learning.models.course import Course, CourseVersion, Lesson
from learning.models.enrolment import Enrolment, LessonProgress, StudyDay
from learning.models.evidence import Evidence, EvidenceStep

# The page types hold the blocks of every kind, whose models point at those above.
from learning.pages import (  # isort: skip
    AgencyApprovalTask,
    CourseCompetence,
    CoursePage,
    ProviderIndexPage,
    ProviderPage,
)

__all__ = [
    "AgencyApprovalTask",
    "Course",
    "CourseCompetence",
    "CoursePage",
    "CourseVersion",
    "Enrolment",
    "Evidence",
    "EvidenceStep",
    "Lesson",
    "LessonProgress",
    "ProviderIndexPage",
    "ProviderPage",
    "StudyDay",
]
