"""A learner answers a survey, once."""

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from learning.actions.progress import complete_lesson
from learning.kinds.survey import rules
from learning.kinds.survey.models import Sheet
from learning.models import Enrolment, LessonProgress


@transaction.atomic
def hand_in(progress: LessonProgress, answers: dict[str, str]) -> None:
    """Keep the answers without her name; sent twice they are kept once."""
    enrolment = Enrolment.objects.select_for_update().get(pk=progress.enrolment_id)
    progress = LessonProgress.objects.select_for_update().get(pk=progress.pk)
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        raise Refused(
            "not_enrolled", _("You are not enrolled in this course. Enrol again first.")
        )
    if progress.state == LessonProgress.State.COMPLETED:
        return
    questions = progress.lesson.content["questions"]
    kept = {q["key"]: rules.clean(q, answers.get(q["key"], "")) for q in questions}
    kept = {key: value for key, value in kept.items() if value is not None}
    if rules.missing(questions, kept):
        raise Refused(
            "answers_missing", _("Answer the questions that are marked as needed.")
        )
    rows = Sheet.objects.filter(lesson__key=progress.lesson.key).order_by()
    sizes = dict(rows.values_list("group").annotate(Count("pk")))
    Sheet.objects.create(
        lesson=progress.lesson, answers=kept, group=rules.group_for(sizes)
    )
    complete_lesson(progress)
