from performance.rehearsals.models.rehearsal import (
    Rehearsal,
    RehearsalPiece,
    Shift,
    url_of,
)

__all__ = ["Rehearsal", "RehearsalPiece", "Shift", "url_of"]
