from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from corpu.notices.actions import want_mail
from corpu.notices.forms import NoticeSettingsForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    """Which groups of notices come by mail."""
    posted = request.POST if request.method == "POST" else None
    form = NoticeSettingsForm(posted, person=request.user)
    if request.method == "POST" and form.is_valid():
        want_mail(request.user, form.wishes())
        messages.success(request, _("Your notice settings are saved."))
        return redirect("notices:settings")
    return render(request, "notices/settings.html", {"form": form})
