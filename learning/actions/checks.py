"""Three questions about a lesson that was finished far too fast: drawn, answered, and
the lesson counts."""

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from learning.lessons import kind_of
from learning.models import Enrolment, Lesson, LessonHold
from learning.questions.actions.pools import frozen_pools
from learning.questions.rules import clean_answer, draw, share_of
from learning.rules import ASKED, ENOUGH, READ_ON_SECONDS


def frozen_checks(child, provider) -> list[dict]:
    """The questions about a lesson: those of its category that are ready today."""
    category = (child.value.get("conditions") or {}).get("checks")
    if not category:
        return []
    rows = frozen_pools(provider, [{"category": category, "competence": None}])
    questions = [{name: row[name] for name in row if name != "pools"} for row in rows]
    return [question for question in questions if question["kind"] != "essay"]


def questions_about(lesson: Lesson) -> list[dict]:
    """What may be asked about a lesson: the questions frozen with it; else those of the
    quizzes behind it, else of the quizzes before it in its version. Empty where there
    are fewer than are asked."""
    return lesson.checks if len(lesson.checks) >= ASKED else _of_quizzes(lesson)


def _of_quizzes(lesson: Lesson) -> list[dict]:
    siblings = list(Lesson.objects.filter(version=lesson.version_id))
    behind = [row for row in siblings if row.order > lesson.order]
    before = [row for row in siblings if row.order < lesson.order]
    for rows in (behind[:], before[::-1]):
        for row in rows:
            found = kind_of(row).questions(row)
            if len(found) >= ASKED:
                return found
    return []


def read_on_seconds(hold: LessonHold, seconds: int) -> int:
    """How much longer in the lesson until the next questions are drawn."""
    if not hold.tries:
        return 0
    return max(0, hold.tried_at + READ_ON_SECONDS - seconds)


@transaction.atomic
def ask(hold: LessonHold) -> list[dict]:
    """The questions of a hold in the order drawn; the same ones until they are
    answered. Empty where she has to read on first."""
    hold = _held(hold)
    known = {row["key"]: row for row in questions_about(hold.progress.lesson)}
    is_drawn = hold.drawn and all(row["key"] in known for row in hold.drawn)
    if not is_drawn:
        if read_on_seconds(hold, hold.progress.seconds):
            return []
        pool = [{**row, "pools": []} for row in known.values()]
        seed = secrets.randbits(64)
        hold.drawn = draw(pool, seed=seed, count=ASKED, shuffle_answers=True)
        hold.save(update_fields=["drawn"])
    return [{"row": row, "question": known[row["key"]]} for row in hold.drawn]


@transaction.atomic
def answer(hold: LessonHold, answers: dict) -> bool:
    """Whether the answers (by the key of their question) release the lesson. With two
    of three fully right it counts at once; else others are drawn after she read on."""
    from learning.actions.progress import finish_held

    hold = _held(hold)
    if not hold.drawn:
        raise Refused(
            "nothing_asked", _("These questions have been answered. Open the page again.")
        )
    known = {row["key"]: row for row in questions_about(hold.progress.lesson)}
    hold.tries += 1
    if _right(hold, known, answers) >= ENOUGH:
        hold.save(update_fields=["tries"])
        finish_held(hold, LessonHold.State.ANSWERED)
        return True
    hold.drawn, hold.tried_at = [], hold.progress.seconds
    hold.save(update_fields=["tries", "drawn", "tried_at"])
    return False


def _right(hold: LessonHold, known: dict, answers: dict) -> int:
    asked = [known[row["key"]] for row in hold.drawn if row["key"] in known]
    given = [(question, answers.get(question["key"])) for question in asked]
    return sum(share_of(q, clean_answer(q, said)) == 1 for q, said in given)


def _held(hold: LessonHold) -> LessonHold:
    """The open hold, its enrolment locked until the transaction ends."""
    enrolment = Enrolment.objects.select_for_update().get(progress=hold.progress_id)
    rows = LessonHold.objects.select_related("progress__lesson")
    hold = rows.get(pk=hold.pk)
    hold.progress.enrolment = enrolment
    if not hold.is_open or hold.reason != LessonHold.Reason.PACE:
        raise Refused("not_held", _("This lesson is not held (any more)."))
    return hold
