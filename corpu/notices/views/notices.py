from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.notices.actions import mark_all_read, mark_read
from corpu.notices.models import Notice


@login_required
@require_safe
def notices(request):
    """Everything the reader was told, unread first."""
    rows = Notice.objects.visible_to(request.user)
    rows = rows.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    unread = Notice.objects.visible_to(request.user).unread().count()
    return render(request, "notices/notices.html", {"page": page, "unread": unread})


@login_required
@require_POST
def open_notice(request, pk):
    """Mark one as read and go where it points."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read(notice)
    inside = url_has_allowed_host_and_scheme(notice.url, {request.get_host()})
    stay = "stay" in request.POST or not notice.url or not inside
    return redirect("notices:notices") if stay else redirect(notice.url)


@login_required
@require_POST
def read_all(request):
    """Mark everything as read."""
    mark_all_read(request.user)
    messages.success(request, _("All notices are marked as read."))
    return redirect("notices:notices")
