from corpu.ledger.models.activity import Activity
from corpu.ledger.models.credit import Credit, DirtyYear
from corpu.ledger.models.form import LearningClass, LearningForm
from corpu.ledger.models.rate import Basis, Rate, Scope
from corpu.ledger.models.rebuild import RebuildPiece
from corpu.ledger.models.record import Approval, LearnerRole, Record, RecordDay

__all__ = [
    "Activity",
    "Approval",
    "Basis",
    "Credit",
    "DirtyYear",
    "LearnerRole",
    "LearningClass",
    "LearningForm",
    "Rate",
    "RebuildPiece",
    "Record",
    "RecordDay",
    "Scope",
]
