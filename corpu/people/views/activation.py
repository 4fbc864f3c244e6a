from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.refusals import Refused
from corpu.people.actions import activation
from corpu.people.forms.account import ActivateForm, CodesForUnitForm
from corpu.people.forms.fields import refuse_in
from corpu.people.forms.person import PeopleFilter
from corpu.people.models import Person, Unit
from corpu.people.throttling import too_many
from corpu.people.views.acting import hr_only, posted
from corpu.people.views.person_acts import FORM, managed_person

MOST_ON_A_SHEET = 500


def _never_signed_in(viewer):
    """People in the reader's care who have a NIP and no password yet."""
    people = Person.objects.managed_by(viewer).employees()
    return people.filter(password__startswith="!").with_place()  # noqa: S106


@hr_only
@require_safe
def codes(request):
    """Who has never set a password; codes for one or for a unit."""
    units = Unit.objects.managed_by(request.user).open()
    form = PeopleFilter(request.GET, units=units)
    page = Paginator(form.apply(_never_signed_in(request.user)), 50)
    context = {
        "form": form,
        "page": page.get_page(request.GET.get("page")),
        "unit_form": CodesForUnitForm(units=units),
    }
    return render(request, "people/activation_codes.html", context)


@hr_only
@require_POST
@never_cache
def issue_for_unit(request):
    """A sheet with fresh codes for everyone of a unit who has no password."""
    units = Unit.objects.managed_by(request.user).open()
    form = CodesForUnitForm(request.POST, units=units)
    if not form.is_valid():
        raise Refused("unit_missing", _("Choose a unit first."), field="unit")
    unit = form.cleaned_data["unit"]
    people = list(_never_signed_in(request.user).in_subtree(unit)[: MOST_ON_A_SHEET + 1])
    if not people:
        raise Refused(
            "nobody_without_password", _("Everyone in this unit has a password.")
        )
    if len(people) > MOST_ON_A_SHEET:
        raise Refused(
            "unit_too_large",
            _("A sheet holds %(most)s people. Choose a smaller unit.")
            % {"most": MOST_ON_A_SHEET},
        )
    return _sheet(request, activation.issue_codes(people, by=request.user))


@hr_only
@require_POST
@never_cache
def issue_for_person(request, pk):
    """A sheet with one code. It also replaces a forgotten password."""
    person = managed_person(request, pk)
    code = activation.issue_code(person, by=request.user)
    return _sheet(request, [(person, code)])


def _sheet(request, pairs):
    pairs = [(person, f"{code[:5]}-{code[5:]}") for person, code in pairs]
    url = request.build_absolute_uri(reverse("people:activate"))
    context = {"pairs": pairs, "days": activation.LASTS.days, "activate_url": url}
    return render(request, "people/activation_sheet.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(FORM)
def activate(request):
    """First sign-in with NIP and code. Public: ten tries in ten minutes from one place."""
    if request.user.is_authenticated:
        return redirect("home:me")
    form = ActivateForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if too_many(request, "activate", most=10, seconds=600):
                raise Refused(
                    "too_many_tries",
                    _("Too many tries from here. Wait ten minutes and try again."),
                )
            activation.activate(
                nip=data["nip"], code=data["code"], password=data["password"]
            )
        except Refused as refusal:
            refuse_in(form, refusal)
        else:
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("account_login")
    return render(
        request,
        "people/activate.html",
        {"form": form},
        status=422 if form.errors else 200,
    )
