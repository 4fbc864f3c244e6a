"""Which place a page about somebody else belongs to: never among the reader's own."""

from django.urls import reverse

from corpu.people.models import Person
from performance.plans.models import Plan, PlanLine

# View of one person -> the place of leaders, and that of HR and auditors.
PLANS = ("plans:team", "plans:office")
DEVELOPMENT = ("development:team", "development:agency")
INDEX = ("professionalism:unit", "professionalism:unit")
CAREER = ("home:team", "careers:candidates")
THANKS = ("home:team", "recognition:office")
YEARS = ("home:team", "periods:closings")
BY_PERSON = {
    "plans:person": (PLANS, "pk"),
    "development:person": (DEVELOPMENT, "pk"),
    "development:assess": (DEVELOPMENT, "pk"),
    "development:competence": (DEVELOPMENT, "pk"),
    "development:line_new": (DEVELOPMENT, "pk"),
    "development:gap_new": (DEVELOPMENT, "pk"),
    "professionalism:person": (INDEX, "pk"),
    "careers:person": (CAREER, "person"),
    "recognition:of_person": (THANKS, "pk"),
}
BY_PLAN = {"plans:plan", "plans:line_new", "plans:assess"}
BY_LINE = {"plans:line", "plans:line_edit", "plans:team_share"}


def place_of(request) -> str:
    """The address by which the navigation says where the reader is."""
    match = request.resolver_match
    name = match.view_name if match else ""
    places, person = _subject(name, match.kwargs) if match else ((), None)
    if name == "periods:mine" and request.GET.get("person", "").isdecimal():
        places, person = YEARS, int(request.GET["person"][:18])
    if person is None or person == request.user.pk:
        return request.path
    return reverse(places[0] if _leads(request.user, person) else places[1])


def _subject(name: str, kwargs: dict) -> tuple[tuple, int | None]:
    if name in BY_PERSON:
        places, key = BY_PERSON[name]
        return places, kwargs.get(key)
    if name in BY_PLAN:
        rows = Plan.objects.filter(pk=kwargs["pk"])
        return PLANS, rows.values_list("person", flat=True).first()
    if name in BY_LINE:
        rows = PlanLine.objects.filter(pk=kwargs["pk"])
        return PLANS, rows.values_list("plan__person", flat=True).first()
    return (), None


def _leads(viewer: Person, person: int) -> bool:
    """Leaders without an office are asked no question."""
    if not (viewer.is_superuser or viewer.has_role("hr", "auditor")):
        return True
    return Person.objects.led_by(viewer).filter(pk=person).exists()
