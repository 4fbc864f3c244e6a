from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from performance.allowance.actions import objections as actions
from performance.allowance.actions.attendance import correct as correct_attendance
from performance.allowance.forms import AttendanceForm, ReasonForm
from performance.allowance.models import Attendance, Line, Objection
from performance.allowance.permissions import may_answer
from performance.allowance.sentences import steps_in_words


@login_required
@require_safe
def objection(request, public_id):
    """One objection with its line, its evidence and its answer."""
    context = _page(request, public_id)
    return render(request, "performance/allowance/objection.html", context)


def _row(request, public_id) -> Objection:
    rows = Objection.objects.visible_to(request.user)
    rows = rows.select_related("run__formula", "person__post", "person__unit")
    return get_object_or_404(rows, public_id=public_id)


def _page(request, public_id, **forms) -> dict:
    row = _row(request, public_id)
    line = Line.objects.filter(run=row.run, person=row.person_id).first()
    known = Attendance.objects.filter(person=row.person_id, month=row.run.month).first()
    decides = may_answer(request.user, row)
    return {
        "row": row,
        "run": row.run,
        "line": line,
        "steps": steps_in_words(row.run.formula, line.steps) if line else [],
        "attendance": known,
        "is_own": row.person_id == request.user.pk,
        "may_answer": decides,
        "may_mend": decides and row.run.state == "open",
        "form": ReasonForm(),
        "attendance_form": AttendanceForm(instance=known) if decides else None,
        **forms,
    }


@login_required
@require_POST
def decide(request, public_id):
    """HR answers."""
    row = _row(request, public_id)
    actions.decide(
        row,
        by=request.user,
        accept=request.POST.get("answer") == "accept",
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("Answered. The person is told."))
    return redirect("allowance:objection", public_id)


@login_required
@require_POST
def withdraw(request, public_id):
    """The person takes it back."""
    actions.withdraw(_row(request, public_id), by=request.user)
    messages.success(request, _("Your objection was withdrawn."))
    return redirect("allowance:objection", public_id)


@login_required
@require_POST
def correct(request, public_id):
    """HR corrects the attendance on which the line rests."""
    row = _row(request, public_id)
    known = Attendance.objects.filter(person=row.person_id, month=row.run.month).first()
    form = AttendanceForm(request.POST, instance=known)
    if not form.is_valid():
        context = _page(request, public_id, attendance_form=form)
        return render(
            request, "performance/allowance/objection.html", context, status=422
        )
    correct_attendance(
        row.person,
        month=row.run.month,
        by=request.user,
        reason=form.cleaned_data["reason"],
        **form.values(),
    )
    messages.success(
        request, _("Corrected. Accept the objection to reckon the line again.")
    )
    return redirect("allowance:objection", public_id)
