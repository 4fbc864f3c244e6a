"""A person's learning records, and any record explained."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.ledger import sentences
from corpu.ledger.actions.reckoning import reckoning
from corpu.ledger.forms import RecordFilter, RecordSearch, years_of
from corpu.ledger.models import Credit, DirtyYear, LearningClass, Record
from corpu.ledger.permissions import may_approve, may_search, may_void
from corpu.lib.clock import today
from corpu.lib.keys import key_of
from corpu.people.models import Person

ZERO = Decimal("0.00")


@login_required
@require_safe
def records(request):
    """One calendar year of a person's facts, with totals that add up."""
    person = _person(request)
    years = years_of(person)
    year = _number(request.GET.get("year"), today().year)
    year = year if 1970 <= year <= today().year + 1 else today().year
    form = RecordFilter(request.GET)
    rows = Record.objects.visible_to(request.user).facts().filter(person=person)
    rows = form.apply(rows.in_year(year), year).with_credits()
    lines = [(row, row.credit(year)) for row in rows.order_by("-ended_on", "-pk")]
    credits = Credit.objects.filter(person=person, year=year)
    context = {
        "person": person,
        "is_own": person == request.user,
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "form": form,
        "lines": lines,
        "claimed": sum((worth.jp_claimed for _row, worth in lines), ZERO),
        "recognised": sum((worth.jp_recognised for _row, worth in lines), ZERO),
        "by_class": _by_class(credits),
        "year_total": credits.total(),
        "is_dirty": DirtyYear.objects.filter(person=person, year=year).exists(),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "ledger/records.html", context)


@login_required
@require_safe
def record(request, public_id):
    """One record explained: what was said, how it counts, and why not more."""
    rows = Record.objects.visible_to(request.user).facts().with_credits()
    rows = rows.select_related(
        "unit", "post", "token", "recorded_by", "voided_by__recorded_by",
        "voided_by__token", "form", "person", "provider",
    )  # fmt: skip
    shown = get_object_or_404(rows, public_id=public_id)
    worth = shown.credit()
    credits = sorted(shown.credits.all(), key=lambda credit: credit.year)
    context = {
        "record": shown,
        "worth": worth,
        "credits": credits,
        "why": sentences.why(shown, worth),
        "rates": [
            (rate, sentences.how_it_counts(rate), sentences.validity(rate))
            for rate in {credit.rate_id: credit.rate for credit in credits}.values()
            if rate
        ],
        "slots": reckoning(shown),
        "approvals": shown.approvals.select_related("by"),
        "may_void": not shown.is_voided and may_void(request.user, shown),
        "may_approve": _may_still_approve(request.user, shown, worth),
        "is_own": shown.person == request.user,
    }
    return render(request, "ledger/record.html", context)


@login_required
@require_safe
def search(request):
    """Auditors and HR find any fact of their scope."""
    if not may_search(request.user):
        from django.http import Http404

        raise Http404
    form = RecordSearch(request.GET or None)
    rows = Record.objects.none()
    if form.is_bound:
        rows = form.apply(Record.objects.visible_to(request.user).facts())
        rows = rows.with_credits().order_by("-ended_on", "-pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    lines = [(row, row.credit()) for row in page]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "ledger/search.html", context)


def _person(request) -> Person:
    """The reader herself, or whom she asks for and may look at."""
    wanted = request.GET.get("person")
    if not wanted:
        return request.user
    people = Person.objects.visible_to(request.user)
    return get_object_or_404(people, pk=_number(wanted, 0))


def _number(text, default: int) -> int:
    number = key_of(text)
    return number if 0 < number < 1 << 31 else default


def _by_class(credits) -> list[tuple[str, Decimal]]:
    """(class of learning, recognised JP) of the year, also where there are none."""
    found = dict.fromkeys(LearningClass.values, ZERO)
    for credit in credits.select_related("record__form"):
        found[credit.record.form.learning_class] += credit.jp_recognised
    return [(LearningClass(code).label, jp) for code, jp in found.items()]


def _may_still_approve(viewer, record, worth) -> bool:
    by_approver = worth.rate is not None and worth.rate.basis == "approved"
    return by_approver and not record.is_voided and may_approve(viewer, record)
