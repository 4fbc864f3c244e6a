"""Rows of the demo's plans: a moment, a final assessment, feedback."""

import datetime

from corpu.lib.clock import JAKARTA
from performance.plans.models import Appraisal, Feedback, Plan

# (result, behaviour) -> how often
RATINGS = {
    ("above", "above"): 12,
    ("above", "meets"): 14,
    ("meets", "above"): 14,
    ("meets", "meets"): 52,
    ("below", "meets"): 5,
    ("meets", "below"): 2,
    ("below", "below"): 1,
}
FEEDBACK = [
    "Naskah pertama rapi dan tepat waktu; libatkan bagian hukum lebih awal.",
    "Rapat koordinasi berjalan baik. Tambahkan data pada telaahan berikutnya.",
    "Kerja sama dengan tim lain makin lancar; pertahankan.",
]


def moment(day: datetime.date, hour: int = 9) -> datetime.datetime:
    """An hour of a day in Jakarta."""
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=JAKARTA)


def appraisal(plan: Plan, quarter, matrix, draw, at, ratings=None) -> Appraisal:
    """A final assessment; which ratings it has is drawn unless they are given."""
    result, behaviour = ratings or draw.choices([*RATINGS], [*RATINGS.values()])[0]
    return Appraisal(
        person_id=plan.person_id,
        year=plan.year,
        quarter=quarter,
        plan=plan,
        result=result,
        behaviour=behaviour,
        predicate=matrix.predicate(result, behaviour),
        matrix=matrix,
        note="Sesuai catatan pemantauan.",
        assessor_id=plan.leader_id,
        given_at=at,
        object_by=at + datetime.timedelta(days=14),
        acknowledged_at=at,
        is_final=True,
        final_at=at,
    )


def feedback(plan: Plan, quarter: int, end, by_id: int, number: int) -> Feedback:
    """Feedback of a leader some days before the end of a quarter."""
    return Feedback(
        plan=plan,
        quarter=quarter,
        text=FEEDBACK[number % len(FEEDBACK)],
        given_on=end - datetime.timedelta(days=number % 40 + 1),
        by_id=by_id,
    )
