"""Results of a class from a file: uploaded, looked at, applied."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.refusals import Refused
from corpu.people.actions import imports
from corpu.people.imports.template import template_file
from learning.kinds.class_event.actions.attending import load_results
from learning.kinds.class_event.forms import ResultsForm
from learning.kinds.class_event.models import ResultsFile
from learning.kinds.class_event.results import ResultsImport
from learning.kinds.class_event.views.attendance import run_event


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def results(request, public_id):
    """The files of this class, and a new one."""
    event = run_event(request, public_id)
    form = ResultsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = load_results(event, file=form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return redirect("kind_class_event:results_run", run.public_id)
    files = ResultsFile.objects.filter(event=event, run__started_by=request.user)
    context = {
        "event": event,
        "form": form,
        "files": files.select_related("run").order_by("-run__started_at")[:20],
    }
    status = 422 if form.errors else 200
    template = "learning/kinds/class_event/results.html"
    return render(request, template, context, status=status)


def _file(request, public_id) -> ResultsFile:
    """A file that the reader loaded herself, of a class that she still runs."""
    rows = ResultsFile.objects.filter(run__started_by=request.user)
    found = get_object_or_404(
        rows.select_related("run__started_by", "event"), run__public_id=public_id
    )
    run_event(request, found.event.public_id)
    return found


@login_required
@require_safe
def results_run(request, public_id):
    """What the file would change, row by row; or what it changed."""
    found = _file(request, public_id)
    counts = imports.counts(found.run)
    page = Paginator(found.run.rows.order_by("number"), 50)
    context = {
        "run": found.run,
        "event": found.event,
        "counts": counts,
        "to_apply": counts["add"] + counts["change"],
        "page": page.get_page(request.GET.get("page")),
        "is_working": found.run.state in ("uploaded", "reading", "confirmed", "applying"),
    }
    return render(request, "learning/kinds/class_event/results_run.html", context)


@login_required
@require_POST
def results_confirm(request, public_id):
    """Apply what the preview shows."""
    found = _file(request, public_id)
    imports.confirm(found.run, by=request.user)
    return redirect("kind_class_event:results_run", public_id)


@login_required
@require_POST
def results_cancel(request, public_id):
    """Leave everything as it is."""
    found = _file(request, public_id)
    imports.cancel(found.run, by=request.user)
    return redirect("kind_class_event:results", found.event.public_id)


@login_required
@require_safe
def results_template(request, public_id):
    """An empty workbook with the columns."""
    run_event(request, public_id)
    return template_file(ResultsImport)
