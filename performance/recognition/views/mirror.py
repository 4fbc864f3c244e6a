from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.lib.clock import today
from corpu.lib.keys import key_of
from corpu.people.models import Person
from performance.recognition.mirror import given_by, mirror_of


@login_required
@require_safe
def mirror(request):
    """What a leader gives and decides, and her own hours beside the team's."""
    leader = _leader(request)
    if not leader.is_leader:
        raise Http404
    year = _year(request)
    found = mirror_of(leader, year)
    shown = Paginator(found.decided, 20).get_page(request.GET.get("page"))
    context = {
        "mirror": found,
        "leader": leader,
        "is_own": leader.pk == request.user.pk,
        "year": year,
        "years": [today().year, today().year - 1, today().year - 2],
        "query": "" if leader.pk == request.user.pk else f"person={leader.pk}",
        "means": {name: mean for name, _own, mean in found.rows},
        "page": shown,
        "given": given_by(leader, year).with_people(),
    }
    return render(request, "performance/recognition/mirror.html", context)


def _leader(request) -> Person:
    number = key_of(request.GET.get("person"))
    if not number:
        return request.user
    people = Person.objects.visible_to(request.user).with_place()
    return get_object_or_404(people, pk=number)


def _year(request) -> int:
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, 2000), today().year)
