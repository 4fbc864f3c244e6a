from performance.periods.models.closing import Closing, ClosingPiece
from performance.periods.models.deadline import Deadline
from performance.periods.models.page import Addendum, Page, Seal

__all__ = ["Addendum", "Closing", "ClosingPiece", "Deadline", "Page", "Seal"]
