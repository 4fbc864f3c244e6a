from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from corpu.pages.guides import ICONS, TITLES, guides, read_guide
from corpu.pages.models import StandardPage


@require_safe
def help_index(request):
    """The guides, and what the office has written beside them."""
    shown = [(role, TITLES[role], ICONS[role]) for role in guides()]
    pages = StandardPage.objects.live().public().in_menu().order_by("title")
    return render(request, "pages/help.html", {"guides": shown, "pages": pages})


@require_safe
def guide(request, role):
    """One guide, in the reader's language."""
    found = read_guide(role, get_language())
    if found is None:
        raise Http404
    others = [(code, TITLES[code]) for code in guides()]
    context = {"guide": found, "role": role, "others": others}
    return render(request, "pages/guide.html", context)
