"""What the screens of this app share: who may open them, and the page of one form."""

from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render

from corpu.lib.refusals import Refused
from corpu.people.forms.fields import refuse_in
from corpu.people.permissions import is_hr, may_read_log


def _only(allowed):
    def decorate(view):
        @wraps(view)
        @login_required
        def guarded(request, *args, **kwargs):
            if not allowed(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def posted(request):
    """The data of a POST, also of an empty one; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


hr_only = _only(is_hr)
office_only = _only(may_read_log)


@dataclass(frozen=True)
class ActPage:
    """One form that does one thing: its words, and where it leads."""

    title: str
    submit: str
    done: str
    back: str
    intro: str = ""
    warning: str = ""
    is_danger: bool = False

    def answer(self, request, form, act):
        """Show the form; when it is valid call `act()` and go back with `done`."""
        if request.method == "POST" and form.is_valid():
            try:
                act(form)
            except Refused as refusal:
                refuse_in(form, refusal)
            else:
                messages.success(request, self.done)
                return redirect(self.back)
        status = 422 if form.errors else 200
        context = {"form": form, "page": self}
        return render(request, "people/act.html", context, status=status)
