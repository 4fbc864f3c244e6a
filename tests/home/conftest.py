"""Learning for the people of the cast, as performance's tests make it."""

from tests.performance.conftest import learn, offer, promise, targets

__all__ = ["learn", "offer", "promise", "targets"]
