from learning.models.course import Course, CourseVersion, Lesson
from learning.models.enrolment import Enrolment, LessonProgress, StudyDay

__all__ = [
    "Course",
    "CourseVersion",
    "Enrolment",
    "Lesson",
    "LessonProgress",
    "StudyDay",
]
