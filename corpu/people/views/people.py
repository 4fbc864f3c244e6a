from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpu.people.forms.person import PeopleFilter
from corpu.people.models import Decision, Person, Role, Unit
from corpu.people.permissions import is_hr, may_manage
from corpu.people.views.acting import office_only

OFFICES = (Role.HR, Role.AUDITOR)


@office_only
@require_safe
def people(request):
    """Everyone in the care of an HR office, or before the eyes of an auditor."""
    units = Unit.objects.managed_by(request.user, *OFFICES).open()
    form = PeopleFilter(request.GET, units=units)
    rows = Person.objects.managed_by(request.user, *OFFICES).with_place()
    rows = form.apply(rows.filter(merged_into=None))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_change": is_hr(request.user)}
    return render(request, "people/people.html", context)


@office_only
@require_safe
def person(request, pk):
    """One person: profile, appointments, absences, roles and the trail of decisions."""
    scope = Person.objects.managed_by(request.user, *OFFICES)
    shown = get_object_or_404(scope.with_place().select_related("merged_into"), pk=pk)
    appointments = shown.appointments.select_related("unit", "post")
    trail = Decision.objects.visible_to(request.user).filter(person=shown)
    context = {
        "person": shown,
        "appointments": appointments.order_by("-started_on", "-pk"),
        "absences": shown.absences.order_by("-started_on")[:20],
        "grants": shown.grants.select_related("unit", "provider"),
        "trail": trail.select_related("by")[:20],
        "may_change": may_manage(request.user, shown) and not shown.merged_into_id,
        "reports": shown.reports.filter(is_active=True).count(),
    }
    return render(request, "people/person.html", context)
