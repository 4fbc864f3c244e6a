from learning.finding.models.saved import SavedSearch
from learning.finding.models.word import CourseWord, Gram, Word

__all__ = ["CourseWord", "Gram", "SavedSearch", "Word"]
