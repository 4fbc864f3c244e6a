"""What plans say on pages of others (see `corpu.lib.page_parts`)."""

from corpu.lib.clock import today
from corpu.people.models import Person, Unit
from performance.plans.models import UnitPlan


def of_unit(unit: Unit, viewer: Person) -> dict | None:
    """On the page of a unit: whether its plan of this year asks for learning."""
    year = today().year
    plan = UnitPlan.objects.filter(unit=unit, year=year).with_learning().first()
    return {
        "template": "performance/plans/parts/of_unit.html",
        "plan": plan,
        "plan_year": year,
        "is_complete": bool(plan and plan.has_learning),
    }
