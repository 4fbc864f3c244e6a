"""A person keeps a search, and lets it go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.choosing import canonical
from learning.finding.actions import saving


@login_required
@require_POST
def save(request):
    """Keep the search of the page that she stands on."""
    query = canonical(request.POST.get("query", "")[:2000])
    name = " ".join(request.POST.get("name", "").split())
    name = name or QueryDict(query).get("q", "") or _("My search")
    saving.save_search(request.user, name=name, query=query)
    messages.success(request, _("The search is kept. You find it above the catalogue."))
    return redirect(f"{reverse('learning:catalogue')}?{query}")


@login_required
@require_POST
def forget(request, pk: int):
    """Let go of one of her own."""
    if not saving.forget_search(request.user, pk):
        raise Http404
    messages.success(request, _("The search is removed."))
    return redirect("learning:catalogue")
