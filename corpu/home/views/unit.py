from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corpu.home import dashboard as boards
from corpu.home import tables as files
from corpu.home.heat import heat_map
from corpu.home.listing import FlaggedPaginator
from corpu.home.overview import asked_year
from corpu.home.team import HEADER, table_rows
from corpu.lib.clock import today
from corpu.lib.downloads import download
from corpu.lib.paging import NarrowPaginator
from corpu.people.models import Person, Post, StaffClass, Unit
from performance.drilldown import of_post_kind
from performance.models import Status, Target
from performance.permissions import may_see_units

PAGE = 30


@login_required
@require_safe
def unit(request):
    """How a unit and everything below it stands."""
    board = board_asked(request)
    status, narrowed = _status(request), _narrowed(request)
    figures, rows = boards.figures(board), _people(board, status, narrowed)
    if "status" in request.GET or narrowed:
        paginator = NarrowPaginator(rows, PAGE)
        sums = _sums(board, paginator, narrowed)
    else:
        paginator, sums = FlaggedPaginator(rows, PAGE, figures["tally"]), {}
    page = paginator.get_page(request.GET.get("page"))
    listed = [row.person_id for row in page.object_list]
    visible = Person.objects.visible_to(request.user).filter(pk__in=listed)
    context = {
        "board": board,
        "unit": board.unit,
        "unit_text": str(board.unit.pk) if board.unit else "",
        "crumbs": [
            {"unit": unit, "url": board.link(unit=unit.pk)} for unit in board.trail()
        ],
        "year": board.year,
        "year_text": str(board.year),
        "past_year": str(board.other),
        "years": boards.years_known(),
        "is_closed": board.year < today().year,
        "kept_query": board.query(year=None),
        "download_query": board.query(status=status, **narrowed),
        "targets": Target.objects.published().order_by("kind", "code"),
        "links": boards.links(board),
        "tabs": boards.tabs(board, narrowed),
        "status": status,
        "group": _group_name(narrowed),
        "whole_url": board.people(status),
        "page": page,
        **sums,
        "rules": _rules(board),
        "seen": set(visible.values_list("pk", flat=True)),
        **figures,
    }
    return render(request, "home/unit.html", context)


@login_required
@require_safe
def tree(request):
    """The tree of units as a heat map, from the chosen one two levels down."""
    board = board_asked(request)
    targets, rows = heat_map(board)
    context = {
        "board": board,
        "unit": board.unit,
        "crumbs": [
            {"unit": one, "url": "?" + board.query(unit=one.pk, target=None)}
            for one in board.trail()
        ],
        "year": board.year,
        "year_text": str(board.year),
        "years": boards.years_known(),
        "kept_query": board.query(year=None, target=None),
        "targets": targets,
        "rows": rows,
    }
    return render(request, "home/tree.html", context)


@login_required
@require_safe
def unit_table(request, what: str, kind: str):
    """What the screen shows, as CSV or XLSX: units, forms, or people."""
    board = board_asked(request)
    name = f"corpu-{what}-{board.year}"
    if what == "people":
        header = [str(title) for title in HEADER]
        rows = table_rows(_people(board, _status(request), _narrowed(request)))
    else:
        tables = {"units": files.unit_table, "forms": files.form_table}
        header, rows = tables[what](board)
    return download(name, header, rows, kind)


def _sums(board: boards.Dashboard, listed: NarrowPaginator, narrowed: dict) -> dict:
    """What the list that a figure leads to comes to, counted from its rows and not from
    what is kept: rows and people in one statement."""
    found = listed.object_list.order_by().aggregate(
        rows=Count("pk"), people=Count("person", distinct=True)
    )
    listed.count = found["rows"]
    judged = _of(board.judged(), narrowed).exclude(status=Status.EXEMPT).count()
    return {
        "people_listed": found["people"],
        "share_listed": listed.count * 100 // judged if judged else None,
    }


def board_asked(request) -> boards.Dashboard:
    """The unit, year and target in the address; 404 for who oversees no unit."""
    if not may_see_units(request.user):
        raise Http404
    roots = boards.roots_of(request.user)
    targets = Target.objects.published()
    target = _number(request, "target")
    return boards.Dashboard(
        roots=roots,
        unit=_unit(request, roots),
        year=asked_year(request),
        target=get_object_or_404(targets, pk=target) if target else None,
        beside=_number(request, "with"),
    )


def _unit(request, roots: list[Unit]) -> Unit | None:
    number = _number(request, "unit")
    if not number:
        return roots[0] if len(roots) == 1 else None
    ids = [root.pk for root in roots]
    inside = Unit.objects.subtrees_of(Unit.objects.filter(pk__in=ids))
    return get_object_or_404(inside, pk=number)


def _number(request, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _status(request) -> str:
    text = request.GET.get("status", "")
    return text if text in ("all", "ceiling", *Status.values) else "flagged"


def _people(board: boards.Dashboard, status: str, narrowed: dict[str, str]):
    rows = board.judged()
    if status == "flagged":
        rows = rows.flagged()
    elif status == "ceiling":
        rows = board.standings().filter(is_warning=True)
    rows = _of(rows, narrowed)
    rows = rows.with_target().select_related("person__post", "person__unit", "unit")
    if status in Status.values:
        return rows.largest_gap_first(status)
    return rows.most_urgent_first()


def _narrowed(request) -> dict[str, str]:
    """The group of people in the address: of a class of staff, of a kind of post."""
    found = {"of": request.GET.get("of", ""), "post": request.GET.get("post", "")}
    known = {"of": StaffClass.values, "post": [*Post.Kind.values, boards.NO_POST]}
    return {name: code for name, code in found.items() if code in known[name]}


def _of(rows, narrowed: dict[str, str]):
    if code := narrowed.get("of"):
        rows = rows.filter(staff_class=code)
    if kind := narrowed.get("post"):
        rows = of_post_kind(rows, "" if kind == boards.NO_POST else kind)
    return rows


def _group_name(narrowed: dict[str, str]) -> str:
    names = {**dict(StaffClass.choices), **dict(Post.Kind.choices)}
    return ", ".join(str(names.get(code, _("Not known"))) for code in narrowed.values())


def _rules(board: boards.Dashboard) -> list[Target]:
    """The rules behind the figures, with who published them."""
    ids = board.kept().targets()
    rows = Target.objects.filter(pk__in=ids).select_related("published_by")
    return list(rows.order_by("kind", "code"))
