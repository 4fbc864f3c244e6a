from learning.models.course import Course, CourseVersion, Lesson
from learning.models.enrolment import Enrolment, LessonProgress, StudyDay
from learning.models.evidence import Evidence, EvidenceStep

__all__ = [
    "Course",
    "CourseVersion",
    "Enrolment",
    "Evidence",
    "EvidenceStep",
    "Lesson",
    "LessonProgress",
    "StudyDay",
]
