from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from corpu.lib.keys import key_of
from corpu.people.models import Post
from performance.development.actions.aspirations import aim_at
from performance.development.actions.gaps import add_performance_gap, close_gap
from performance.development.forms import GapForm
from performance.development.models import Aspiration, PerformanceGap
from performance.development.permissions import may_write_plan
from performance.development.views.asked import asked_year, person_seen

FORM = ["GET", "HEAD", "POST"]
PAGE = 20


@login_required
@require_http_methods(FORM)
def aim(request):
    """Choose the post that I aim at, or none any more."""
    if request.method == "POST":
        number = key_of(request.POST.get("post"))
        post = get_object_or_404(Post, pk=number) if number else None
        aim_at(request.user, post)
        text = _("Your leader sees the post that you aim at.") if post else _("Removed.")
        messages.success(request, text)
        return redirect("development:mine")
    words = request.GET.get("q", "").split()[:6]
    posts = Post.objects.exclude(pk=request.user.post_id)
    for word in words:
        posts = posts.filter(Q(name__icontains=word) | Q(level__icontains=word))
    context = {
        "q": " ".join(words),
        "page": Paginator(posts, PAGE).get_page(request.GET.get("page")),
        "aspiration": Aspiration.objects.filter(person=request.user)
        .select_related("post")
        .first(),
    }
    return render(request, "performance/development/aim.html", context)


@login_required
@require_http_methods(FORM)
def gap_new(request, pk: int):
    """A result that fell short, noted by the person or her leader."""
    person = person_seen(request, pk)
    if not may_write_plan(request.user, person):
        raise PermissionDenied
    year = asked_year(request)
    form = GapForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_performance_gap(
            person=person, year=year, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("Noted. Plan a line that helps with it."))
        url = redirect("development:person", person.pk).url
        return redirect(f"{url}?year={year}#gaps")
    context = {"form": form, "person": person, "year": year, "year_text": str(year)}
    context["is_own"] = person.pk == request.user.pk
    status = 422 if form.errors else 200
    return render(request, "performance/development/gap.html", context, status=status)


@login_required
@require_POST
def gap_close(request, pk: int):
    """The gap asks for nothing any more."""
    rows = PerformanceGap.objects.visible_to(request.user).select_related("person")
    gap = get_object_or_404(rows, pk=pk)
    close_gap(gap, by=request.user)
    messages.success(request, _("Closed."))
    url = redirect("development:person", gap.person_id).url
    return redirect(f"{url}?year={gap.year}#gaps")
