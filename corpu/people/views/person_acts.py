"""Changing one person: each view is one form and one action."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from corpu.people.actions import persons, posts
from corpu.people.forms.person import (
    LeaveForm,
    NewPersonForm,
    NewStaffForm,
    NipForm,
    PersonForm,
    ReasonForm,
)
from corpu.people.models import Person, Unit
from corpu.people.views.acting import ActPage, hr_only, posted

FORM = ["GET", "HEAD", "POST"]


def managed_person(request, pk) -> Person:
    """The person, if the reader keeps her data; 404 otherwise."""
    people = Person.objects.managed_by(request.user).filter(merged_into=None)
    return get_object_or_404(people.with_place(), pk=pk)


def page_of(person: Person) -> str:
    """The page of one person."""
    return reverse("people:person", args=[person.pk])


@hr_only
@require_http_methods(FORM)
def new_person(request):
    """Add a civil servant."""
    units = Unit.objects.managed_by(request.user).open()
    form = NewPersonForm(posted(request), units=units)
    page = ActPage(
        title=_("New person"),
        submit=_("Add"),
        done=_("The person was added."),
        back=reverse("people:people"),
        intro=_("For one person. Many at once come from a personnel file."),
    )

    def act(form):
        persons.add_person(
            **form.place(), post=posts.post_named(**form.post()), by=request.user
        )

    return page.answer(request, form, act)


@hr_only
@require_http_methods(FORM)
def new_staff(request):
    """Add staff of a provider, who have no NIP."""
    page = ActPage(
        title=_("New staff of a training agency"),
        submit=_("Add"),
        done=_("Added. Give a role at the agency now."),
        back=reverse("people:role_new"),
        intro=_("For people without a NIP. Civil servants are added with their NIP."),
    )
    form = NewStaffForm(posted(request))
    return page.answer(
        request, form, lambda f: persons.add_staff(**f.cleaned_data, by=request.user)
    )


@hr_only
@require_http_methods(FORM)
def edit(request, pk):
    """Change what is kept of a person herself."""
    person = managed_person(request, pk)
    names = list(PersonForm.base_fields)
    initial = {name: getattr(person, name, None) for name in names}
    form = PersonForm(posted(request), initial=initial)
    page = ActPage(
        title=_("Edit %(name)s") % {"name": person.full_name},
        submit=_("Save"),
        done=_("Saved."),
        back=page_of(person),
    )

    def act(form):
        values = form.without_reason()
        reason = form.cleaned_data["reason"]
        persons.edit_person(person, by=request.user, reason=reason, **values)

    return page.answer(request, form, act)


@hr_only
@require_http_methods(FORM)
def change_nip(request, pk):
    """Give a person another NIP."""
    person = managed_person(request, pk)
    page = ActPage(
        title=_("New NIP for %(name)s") % {"name": person.full_name},
        submit=_("Change the NIP"),
        done=_("The NIP was changed. The old one is kept and still finds her."),
        back=page_of(person),
        intro=_(
            "For a PPPK who contracts anew, or a number that was wrong. She signs in with "
            "the new number from now on and stays signed in where she is."
        ),
    )
    form = NipForm(posted(request), initial={"nip": person.nip})
    return page.answer(
        request,
        form,
        lambda f: persons.change_nip(person, by=request.user, **f.cleaned_data),
    )


@hr_only
@require_http_methods(FORM)
def leave(request, pk):
    """Record that a person leaves."""
    person = managed_person(request, pk)
    page = ActPage(
        title=_("%(name)s leaves the service") % {"name": person.full_name},
        submit=_("Record the leaving"),
        done=_("Recorded. The history stays."),
        back=page_of(person),
        warning=_(
            "Appointments, roles and delegations end on that day, and after it she can no "
            "longer sign in. Learning records stay."
        ),
        is_danger=True,
    )
    form = LeaveForm(posted(request))
    return page.answer(
        request, form, lambda f: persons.leave(person, by=request.user, **f.cleaned_data)
    )


@hr_only
@require_http_methods(FORM)
def bring_back(request, pk):
    """Take a leaver back."""
    person = managed_person(request, pk)
    page = ActPage(
        title=_("%(name)s serves again") % {"name": person.full_name},
        submit=_("Take back"),
        done=_("She can sign in again. Enter her appointment now."),
        back=page_of(person),
    )
    form = ReasonForm(posted(request))
    return page.answer(
        request,
        form,
        lambda f: persons.bring_back(person, by=request.user, **f.cleaned_data),
    )


@hr_only
@require_POST
def sign_in_mail(request, pk):
    """Send the link with which she sets her first (or a new) password."""
    from django.contrib import messages
    from django.shortcuts import redirect

    from corpu.people.sign_in_mail import send_sign_in_link

    person = managed_person(request, pk)
    send_sign_in_link(request, person)
    messages.success(
        request, _("The link was sent to %(email)s.") % {"email": person.email}
    )
    return redirect(page_of(person))
