"""Learning for the people of the cast, as performance's tests make it."""

from tests.learning.conftest import course, course_page, forms
from tests.performance.conftest import learn, offer, promise, targets

__all__ = ["course", "course_page", "forms", "learn", "offer", "promise", "targets"]
