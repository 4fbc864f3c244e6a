from learning.models.course import Course, CourseVersion, Lesson
from learning.models.demand import DemandAsk, DemandCard, FailedSearch, Interest
from learning.models.enrolment import Enrolment, LessonProgress, StudyDay
from learning.models.evidence import Evidence, EvidenceStep
from learning.models.hold import LessonHold
from learning.models.review import QualityReview

# The page types hold the blocks of every kind, whose models point at those above.
from learning.pages import (  # isort: skip
    CourseCompetence,
    CoursePage,
    ProviderIndexPage,
    ProviderPage,
)
from learning.reviewing import AgencyApprovalTask  # isort: skip

__all__ = [
    "AgencyApprovalTask",
    "Course",
    "CourseCompetence",
    "CoursePage",
    "CourseVersion",
    "DemandAsk",
    "DemandCard",
    "Enrolment",
    "Evidence",
    "EvidenceStep",
    "FailedSearch",
    "Interest",
    "Lesson",
    "LessonHold",
    "LessonProgress",
    "ProviderIndexPage",
    "ProviderPage",
    "QualityReview",
    "StudyDay",
]
