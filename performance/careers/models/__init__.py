from performance.careers.models.candidate import Candidate, CandidateList
from performance.careers.models.gate import Answer, Gate, Requirement, Rung
from performance.careers.models.hand_check import HandCheck, rule_key
from performance.careers.models.talent import NineBoxRule, Potential, TalentPlace

__all__ = [
    "Answer",
    "Candidate",
    "CandidateList",
    "Gate",
    "HandCheck",
    "NineBoxRule",
    "Potential",
    "Requirement",
    "Rung",
    "TalentPlace",
    "rule_key",
]
