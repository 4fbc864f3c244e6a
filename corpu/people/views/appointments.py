"""Appointments, absences and roles of one person, each with its form."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from corpu.people.actions import absences, appointments, posts
from corpu.people.forms.person import AbsenceForm, AppointmentForm, EndForm, ReasonForm
from corpu.people.models import Absence, Appointment, Person, Unit
from corpu.people.views.acting import ActPage, hr_only, posted
from corpu.people.views.person_acts import FORM, managed_person, page_of


def _managed(request, model, pk):
    people = Person.objects.managed_by(request.user).filter(merged_into=None)
    return get_object_or_404(model.objects.filter(person__in=people), pk=pk)


@hr_only
@require_http_methods(FORM)
def new(request, pk):
    """A definitive or an acting appointment."""
    person = managed_person(request, pk)
    initial = {"staff_class": person.staff_class, "unit": person.unit}
    if person.post:
        initial |= {
            "post_name": person.post.name,
            "post_kind": person.post.kind,
            "post_level": person.post.level,
        }
    units = Unit.objects.managed_by(request.user).open()
    form = AppointmentForm(posted(request), initial=initial, units=units)
    page = ActPage(
        title=_("New appointment of %(name)s") % {"name": person.full_name},
        submit=_("Appoint"),
        done=_("The appointment was entered."),
        back=page_of(person),
        intro=_("A definitive appointment ends the one before on the day before."),
    )

    def act(form):
        values = form.place() | {"post": posts.post_named(**form.post())}
        values |= {"by": request.user, "reason": form.cleaned_data["reason"]}
        if values["kind"] == Appointment.Kind.DEFINITIVE:
            values.pop("kind")
            appointments.appoint(person, **values)
        else:
            values.pop("staff_class")
            appointments.act(person, **values)

    return page.answer(request, form, act)


@hr_only
@require_http_methods(FORM)
def correct(request, pk):
    """Repair an appointment that was entered wrongly."""
    row = _managed(request, Appointment, pk)
    initial = {
        "unit": row.unit, "post_name": row.post.name, "post_kind": row.post.kind,
        "post_level": row.post.level, "staff_class": row.staff_class, "leads": row.leads,
        "started_on": row.started_on, "ended_on": row.ended_on,
    }  # fmt: skip
    units = Unit.objects.managed_by(request.user)
    form = AppointmentForm(posted(request), initial=initial, units=units, is_new=False)
    page = ActPage(
        title=_("Correct an appointment of %(name)s") % {"name": row.person.full_name},
        submit=_("Save"),
        done=_("Corrected."),
        back=page_of(row.person),
        intro=_(
            "For mistakes. Learning records keep the unit that was true when they were "
            "made. A change of post or unit is a new appointment."
        ),
    )

    def act(form):
        values = form.place() | {"post": posts.post_named(**form.post())}
        reason = form.cleaned_data["reason"]
        appointments.correct(row, by=request.user, reason=reason, **values)

    return page.answer(request, form, act)


@hr_only
@require_http_methods(FORM)
def end(request, pk):
    """The last day of an appointment."""
    row = _managed(request, Appointment, pk)
    page = ActPage(
        title=_("End the appointment: %(place)s") % {"place": row},
        submit=_("End it"),
        done=_("Its last day was entered."),
        back=page_of(row.person),
    )

    def act(form):
        data = form.cleaned_data
        appointments.end(row, on=data["ended_on"], by=request.user, reason=data["reason"])

    return page.answer(request, EndForm(posted(request)), act)


@hr_only
@require_http_methods(FORM)
def remove(request, pk):
    """Take away an appointment that never was."""
    row = _managed(request, Appointment, pk)
    page = ActPage(
        title=_("Remove the appointment: %(place)s") % {"place": row},
        submit=_("Remove"),
        done=_("Removed. The decision log keeps what it was."),
        back=page_of(row.person),
        warning=_("Only for an appointment that never was. One that is over is ended."),
        is_danger=True,
    )
    form = ReasonForm(posted(request))
    form.fields["reason"].required = True
    return page.answer(
        request,
        form,
        lambda f: appointments.remove(row, by=request.user, **f.cleaned_data),
    )


@hr_only
@require_http_methods(FORM)
def new_absence(request, pk):
    """Note days away."""
    person = managed_person(request, pk)
    page = ActPage(
        title=_("New absence of %(name)s") % {"name": person.full_name},
        submit=_("Note it"),
        done=_("The absence was noted."),
        back=page_of(person),
    )
    return page.answer(
        request,
        AbsenceForm(posted(request)),
        lambda f: absences.add_absence(person, by=request.user, **f.cleaned_data),
    )


@hr_only
@require_http_methods(FORM)
def edit_absence(request, pk):
    """Change days away."""
    row = _managed(request, Absence, pk)
    names = ("kind", "started_on", "ended_on", "note")
    form = AbsenceForm(
        posted(request), initial={name: getattr(row, name) for name in names}
    )
    page = ActPage(
        title=_("Absence of %(name)s") % {"name": row.person.full_name},
        submit=_("Save"),
        done=_("Saved."),
        back=page_of(row.person),
    )
    return page.answer(
        request,
        form,
        lambda f: absences.change_absence(row, by=request.user, **f.cleaned_data),
    )


@hr_only
@require_POST
def remove_absence(request, pk):
    """It did not take place."""
    row = _managed(request, Absence, pk)
    absences.remove_absence(row, by=request.user)
    messages.success(request, _("The absence was removed."))
    return redirect(page_of(row.person))
