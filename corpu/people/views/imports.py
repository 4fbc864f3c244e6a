from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.downloads import download
from corpu.lib.refusals import Refused
from corpu.people.actions import imports as actions
from corpu.people.forms.fields import refuse_in
from corpu.people.forms.imports import UploadForm
from corpu.people.imports.contract import kind_class
from corpu.people.imports.template import template_file
from corpu.people.models import ImportRow, ImportRun
from corpu.people.views.acting import hr_only, posted
from corpu.people.views.person_acts import FORM


def _kinds(viewer) -> dict:
    """The kinds of file that the reader may load."""
    kinds = {code: kind_class(code) for code in settings.IMPORT_KINDS}
    return {code: kind for code, kind in kinds.items() if kind.may_start(viewer)}


def _run(request, public_id) -> ImportRun:
    return get_object_or_404(
        ImportRun.objects.visible_to(request.user), public_id=public_id
    )


@hr_only
@require_http_methods(FORM)
def imports(request):
    """The reader's files, and a new one."""
    kinds = _kinds(request.user)
    choices = [(code, kind.title) for code, kind in kinds.items()]
    form = UploadForm(posted(request), request.FILES or None, kinds=choices)
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.upload(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            refuse_in(form, refusal)
        else:
            return redirect("people:import_run", run.public_id)
    page = Paginator(ImportRun.objects.visible_to(request.user), 20)
    context = {"form": form, "kinds": kinds.values(), "titles": dict(choices)}
    context["page"] = page.get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(request, "people/imports.html", context, status=status)


@hr_only
@require_safe
def run(request, public_id):
    """One file: its progress, its preview, its outcome."""
    this = _run(request, public_id)
    act = request.GET.get("act", "")
    rows = this.rows.filter(act=act) if act in ImportRow.Act.values else this.rows.all()
    counts = actions.counts(this)
    kind = kind_class(this.kind)
    context = {
        "run": this,
        "kind": kind,
        "act": act,
        "acts": [(code, label, counts[code]) for code, label in ImportRow.Act.choices],
        "to_apply": counts["add"] + counts["change"],
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "labels": {column.name: column.label for column in kind.columns},
        "is_working": this.state in ("uploaded", "reading", "confirmed", "applying"),
    }
    return render(request, "people/import_run.html", context)


@hr_only
@require_safe
def progress(request, public_id):
    """The progress bar alone; it asks for the whole page when the work is done."""
    this = _run(request, public_id)
    working = this.state in ("uploaded", "reading", "confirmed", "applying")
    context = {"run": this, "is_working": working}
    response = render(request, "people/parts/import_progress.html", context)
    if not working:
        response["HX-Refresh"] = "true"
    return response


@hr_only
@require_POST
def confirm(request, public_id):
    """Apply what the preview shows."""
    seen = request.POST.get("moves_seen") == "yes"
    actions.confirm(_run(request, public_id), by=request.user, moves_seen=seen)
    return redirect("people:import_run", public_id)


@hr_only
@require_POST
def cancel(request, public_id):
    """Stop."""
    actions.cancel(_run(request, public_id), by=request.user)
    return redirect("people:import_run", public_id)


@hr_only
@require_safe
def refusals(request, public_id, kind):
    """The refused rows and the warnings, to work through elsewhere."""
    this = _run(request, public_id)
    rows = (
        [row.number, row.label, row.get_act_display(), found["field"], found["code"],
         found["message"]]
        for row in this.rows.exclude(problems=[]).iterator(chunk_size=1000)
        for found in row.problems
    )  # fmt: skip
    header = [
        _("Row"),
        _("Who"),
        _("What happens"),
        _("Column"),
        _("Code"),
        _("What to do"),
    ]
    return download(f"penolakan-{this.started_at:%Y%m%d-%H%M}", header, rows, kind)


@hr_only
@require_safe
def template(request, kind):
    """An empty workbook with the columns, one made-up row, and what each one means."""
    kinds = _kinds(request.user)
    if kind not in kinds:
        raise Http404
    return template_file(kinds[kind])
