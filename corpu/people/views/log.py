import csv
import io
import json

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corpu.lib.clock import JAKARTA
from corpu.lib.downloads import download, harmless
from corpu.people.acts import act_name
from corpu.people.forms.log import LogFilter
from corpu.people.models import Decision
from corpu.people.rules import hidden_nip
from corpu.people.views.acting import office_only

MOST_XLSX_ROWS = 50_000


def _filtered(request):
    form = LogFilter(request.GET)
    rows = Decision.objects.visible_to(request.user)
    return form, form.apply(rows).select_related("by", "person", "on_behalf_of")


@office_only
@require_safe
def log(request):
    """Who decided what about whom, when and why."""
    form, rows = _filtered(request)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "query": query.urlencode()}
    return render(request, "people/decision_log.html", context)


@office_only
@require_safe
def export(request, kind):
    """The filtered lines as a table; CSV is streamed, however many there are."""
    _form, rows = _filtered(request)
    header = [
        _("At"), _("Act"), _("Code"), _("About"), _("NIP"), _("Decided by"),
        _("On behalf of"), _("Subject"), _("Reason"), _("Details"),
    ]  # fmt: skip
    lines = (_line(row) for row in rows.iterator(chunk_size=2_000))
    name = f"keputusan-{timezone.localdate(timezone=JAKARTA):%Y%m%d}"
    if kind == "xlsx":
        return download(name, header, _for_xlsx(rows), "xlsx")
    response = StreamingHttpResponse(
        _csv(header, lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _for_xlsx(rows):
    """As many lines as a workbook takes; the first one says so if there are more."""
    total = rows.count()
    if total > MOST_XLSX_ROWS:
        yield [
            _(
                "CUT: only the newest %(most)s of %(total)s lines are in this file. Narrow "
                "the dates, or take the CSV file: it holds all of them."
            )
            % {"most": MOST_XLSX_ROWS, "total": total}
        ]
    for row in rows[:MOST_XLSX_ROWS].iterator(chunk_size=2_000):
        yield _line(row)


def _line(row: Decision) -> list[str]:
    at = timezone.localtime(row.at, JAKARTA)
    return [
        at.isoformat(timespec="seconds"),
        act_name(row.act),
        row.act,
        row.person.full_name if row.person else "",
        hidden_nip(row.person.nip) if row.person else "",
        row.by.full_name if row.by else "",
        row.on_behalf_of.full_name if row.on_behalf_of else "",
        row.subject,
        row.reason,
        json.dumps(row.data, ensure_ascii=False) if row.data else "",
    ]


def _csv(header, lines):
    """Line by line, harmless in a spreadsheet."""
    yield "\ufeff"
    for line in (header, *()):
        yield _csv_line(line)
    for line in lines:
        yield _csv_line(line)


def _csv_line(line) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(str(value)) for value in line])
    return out.getvalue()
