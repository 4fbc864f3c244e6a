"""Finding something to learn."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.lib.paging import NarrowPaginator
from learning.actions.demand import record_search
from learning.catalogue import closes, in_order, needs_of
from learning.choosing import chosen, facets, found
from learning.finding.models import SavedSearch
from learning.forms import CatalogueForm
from learning.models import Course, Enrolment, ProviderPage

PAGE = 12


@login_required
@require_safe
def catalogue(request):
    """Search, filters and order stand in the address, so that a link can be shared."""
    form = CatalogueForm(request.GET)
    form.is_valid()
    query, needs = form.cleaned_data, needs_of(request.user)
    hits = found(query)
    rows = in_order(chosen(query, hits.rows), query.get("sort", ""), needs)
    page = NarrowPaginator(rows.with_card(), PAGE).get_page(request.GET.get("page"))
    _dress(page.object_list, request.user, needs)
    _remember(request, query, page)
    context = {
        "form": form,
        "page": page,
        "facets": _facets(request, form),
        "groups": _groups(request, facets(form, hits.plain)),
        "corrections": hits.corrections,
        "kept": _kept(request),
        "saved": SavedSearch.objects.filter(person=request.user),
        "address": request.GET.urlencode(),
    }
    return render(request, "learning/catalogue.html", context)


def _remember(request, query: dict, page) -> None:
    """What was searched for in vain is demand; a filter that is too narrow is not."""
    others = [
        name for name, value in query.items() if value and name not in ("q", "sort")
    ]
    if query.get("q") and not others and page.number == 1:
        record_search(query["q"], page.paginator.count, request.user)


def _kept(request) -> list[tuple[str, str]]:
    """The filters of the address, to be sent along with the words of a new search."""
    return [
        (name, request.GET[name])
        for name in CatalogueForm.base_fields
        if request.GET.get(name) and name not in ("q", "sort")
    ]


def _groups(request, groups: list[dict]) -> list[dict]:
    """Each value with the address that chooses it, or lets it go."""
    for group in groups:
        links = []
        for row in group["values"]:
            address = request.GET.copy()
            address.pop("page", None)
            address[group["name"]] = row.value
            if row.is_set:
                del address[group["name"]]
            links.append({"row": row, "url": f"?{address.urlencode()}"})
        group["links"] = links
        group["is_set"] = any(row.is_set for row in group["values"])
    return groups


def _dress(courses, person, needs) -> None:
    """Add to each course what it means to the reader."""
    mine = Enrolment.objects.live().filter(person=person, course__in=list(courses))
    states = dict(mine.values_list("course", "state"))
    for course in courses:
        course.closes = closes(course, needs)
        course.my_state = states.get(course.pk, "")


def _facets(request, form) -> list[dict]:
    """The filters that are set, each with the address without it."""
    facets = []
    for name, value in form.cleaned_data.items():
        if not value or name in ("q", "sort"):
            continue
        left = request.GET.copy()
        left.pop(name, None)
        left.pop("page", None)
        label = dict(getattr(form.fields[name], "choices", ())).get(value, value)
        facets.append({"label": label, "url": f"?{left.urlencode()}"})
    return facets


@login_required
@require_safe
def provider(request, code: str):
    """A training agency presents itself and its courses."""
    page = get_object_or_404(
        ProviderPage.objects.live().select_related("provider", "image"),
        provider__code=code,
    )
    rows = Course.objects.published().filter(provider=page.provider)
    needs = needs_of(request.user)
    courses = NarrowPaginator(in_order(rows, "title", needs).with_card(), PAGE)
    courses = courses.get_page(request.GET.get("page"))
    _dress(courses.object_list, request.user, needs)
    context = {"agency": page, "page": courses}
    return render(request, "learning/provider.html", context)
