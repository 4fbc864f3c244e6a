"""Answering a survey, and what the answers are together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.people.models import Provider
from learning.kinds.survey import rules
from learning.kinds.survey.actions import sheets
from learning.kinds.survey.models import Sheet
from learning.models import Lesson, LessonProgress
from learning.permissions import may_see_participants


@login_required
@require_POST
def answer(request, progress_id: int):
    """Hand in; a second time changes nothing."""
    mine = LessonProgress.objects.filter(
        enrolment__person=request.user, lesson__kind="survey"
    ).select_related("lesson", "enrolment")
    progress = get_object_or_404(mine, pk=progress_id)
    questions = progress.lesson.content["questions"]
    said = {q["key"]: request.POST.get(f"q{n}", "") for n, q in enumerate(questions, 1)}
    sheets.hand_in(progress, said)
    messages.success(request, _("Thank you. Your answers are kept without your name."))
    return redirect("learning:lesson", progress.enrolment.public_id, progress.lesson.key)


@login_required
@require_safe
def results(request, key):
    """The answers to a survey in every version of its course: five, and then always five
    more together."""
    own = Lesson.objects.filter(
        key=key,
        kind="survey",
        version__course__provider__in=Provider.objects.of(request.user),
    ).select_related("version__course__provider")
    lesson = own.order_by("-version__number").first()
    if lesson is None:
        raise Http404
    if not may_see_participants(request.user, lesson.version.course):
        raise PermissionDenied
    sheets = Sheet.objects.filter(lesson__in=own).values_list("group", "answers")[:20_000]
    groups = rules.told([group for group, _answers in sheets])
    given = [answers for group, answers in sheets if group in groups]
    context = {
        "lesson": lesson,
        "course": lesson.version.course,
        "count": len(sheets),
        "shown": len(given),
        "fewest": rules.FEWEST,
        "rows": rules.summary(lesson.content["questions"], given) if given else [],
    }
    return render(request, "learning/kinds/survey/results.html", context)
