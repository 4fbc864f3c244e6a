"""What training agencies write in Wagtail: their own page, and courses with lessons.

Publishing a course page brings its `Course` row and version up to date (see
`learning.actions.publishing`); the catalogue and the player read those, never a page.
"""

from learning.pages.course import CourseCompetence, CoursePage, LessonsField
from learning.pages.provider import ProviderIndexPage, ProviderPage

__all__ = [
    "CourseCompetence",
    "CoursePage",
    "LessonsField",
    "ProviderIndexPage",
    "ProviderPage",
]
