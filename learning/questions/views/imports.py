"""Questions from a file: sent, looked at, taken."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.refusals import Refused
from learning.questions.actions import imports
from learning.questions.actions.categories import category_named
from learning.questions.exports import right_answers
from learning.questions.forms import ImportForm
from learning.questions.models import QuestionImport
from learning.questions.sentences import sentence
from learning.questions.views.bank import provider_of
from learning.standards.question_text import Fault


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, code: str):
    """The form; what is read is shown before anything is kept."""
    provider = provider_of(request, code)
    form = ImportForm(request.POST or None, request.FILES or None, provider=provider)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _read(request, provider, form)
            return redirect("questions:preview", code=code, public_id=batch.public_id)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused.message))
    status = 422 if form.errors else 200
    context = {"provider": provider, "form": form}
    return render(request, "learning/questions/import.html", context, status=status)


def _read(request, provider, form) -> QuestionImport:
    data = form.cleaned_data
    category = data["category"] or category_named(provider, data["new_category"])
    file = data.get("file")
    return imports.read_file(
        category=category,
        format=data["format"],
        data=form.data_bytes(),
        by=request.user,
        file_name=file.name if file else "",
        competence=data["competence"],
        keeps_categories=data["keeps_categories"],
    )


def _batch(request, code: str, public_id) -> QuestionImport:
    provider = provider_of(request, code)
    rows = QuestionImport.objects.filter(provider=provider)
    rows = rows.select_related("provider", "category", "competence")
    return get_object_or_404(rows, public_id=public_id)


@login_required
@require_safe
def preview(request, code: str, public_id):
    """Every question as it was understood, or why it was not."""
    batch = _batch(request, code, public_id)
    rows = [_shown(row) for row in batch.rows]
    context = {
        "provider": batch.provider,
        "batch": batch,
        "rows": rows,
        "usable": sum(row["is_usable"] for row in rows),
        "faulty": sum(bool(row["faults"]) for row in rows),
        "known": sum(row["is_known"] for row in rows),
    }
    return render(request, "learning/questions/preview.html", context)


def _shown(row: dict) -> dict:
    said = row.get("said")
    return {
        **row,
        "faults": [sentence(Fault(*fault)) for fault in row["faults"]],
        "notes": [sentence(Fault(*note)) for note in row["notes"]],
        "right": right_answers(said) if said else [],
        "partly": [
            {**part, "text": part.get("text") or part.get("answer")}
            for part in (said or {}).get("partly", [])
        ],
        "is_usable": imports.is_usable(row),
    }


@login_required
@require_POST
def take(request, code: str, public_id):
    """Into the bank."""
    count = imports.take(_batch(request, code, public_id), by=request.user)
    sentence_of = ngettext(
        "%(count)s question is in the bank now.",
        "%(count)s questions are in the bank now.",
        count,
    )
    messages.success(request, sentence_of % {"count": count})
    return redirect("questions:bank_of", code=code)
