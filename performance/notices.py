"""What performance tells people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from corpu.notices.actions import tell
from corpu.notices.sentences import register, register_words
from corpu.people.models import Person, RoleGrant
from performance.models import Petition

# Told until closing plans came (`performance.nudges`); older notices still say it.
register(
    "performance.at_risk",
    group="performance",
    title=_("Your learning target is at risk: %(target)s"),
    body=_(
        "At your pace you will have %(forecast_jp)s of %(required_jp)s JP at the end of "
        "the year. Open the page to see what would close the gap of %(gap_jp)s JP."
    ),
    is_nudge=True,
)
register(
    "performance.exempted",
    group="performance",
    title=_("You are exempt this year: %(target)s"),
    body=_("HR decided it for this reason: %(reason)s"),
)
register(
    "performance.check_failed",
    group="performance",
    title=_("The nightly proof of the standings found differences"),
    body=_(
        "%(differences)s differences among %(sample)s people who were counted again. "
        "Nothing was mended: ask the operators to look into the log."
    ),
)
register(
    "performance.adjusted",
    group="performance",
    title=_("Your target was changed: %(target)s"),
    body=_("It is now %(what)s, for this reason: %(reason)s"),
)
register(
    "performance.adjustment_undone",
    group="performance",
    title=_("A change of your target was undone: %(target)s"),
    body=_("The target asks again what your days of service ask. %(reason)s"),
)
register(
    "performance.petition_asked",
    group="performance",
    title=_("%(name)s asks about a target: %(target)s"),
    body=_("%(kind_of_request)s. Open the request to read the reason and to answer it."),
)
register(
    "performance.petition_accepted",
    group="performance",
    title=_("Your request was accepted: %(target)s"),
    body=_("%(kind_of_request)s. %(reason)s"),
)
register(
    "performance.petition_refused",
    group="performance",
    title=_("Your request was refused: %(target)s"),
    body=_("%(kind_of_request)s, for this reason: %(reason)s"),
)
register_words("kind_of_request", dict(Petition.Kind.choices))


def tell_petition_asked(petition) -> None:
    """To the leader who decides, or to HR over the person."""
    for reader in [petition.decider] if petition.decider else hr_over(petition.person):
        _tell(
            reader,
            "performance.petition_asked",
            petition,
            source=f"{petition.decider_id}:{petition.decide_by:%Y%m%d%H%M}",
            url=reverse("home:decisions"),
            name=petition.person.full_name,
        )


def tell_petition_answered(petition) -> None:
    """To the person who asked, with the reason."""
    _tell(
        petition.person,
        f"performance.petition_{petition.state}",
        petition,
        source=petition.state,
        url=petition.get_absolute_url(),
        reason=petition.answer,
    )


def _tell(reader, kind, petition, *, source, **data) -> None:
    with override(reader.language):
        target = petition.target.name
    tell(
        reader,
        kind,
        source=f"petition:{petition.public_id}:{source}:{reader.pk}",
        target=target,
        kind_of_request=petition.kind,
        **data,
    )


def hr_over(person: Person) -> list[Person]:
    """HR nearest to the person: of her unit or the closest one above, else of the whole
    installation."""
    above = person.unit.ancestor_ids if person.unit else []
    grants = RoleGrant.objects.active().filter(role="hr").exclude(person=person)
    grants = grants.filter(person__is_active=True).select_related("person", "unit")
    near = [row for row in grants if row.unit_id is None or row.unit_id in above]
    depth = {unit: place for place, unit in enumerate(above, 1)}
    best = max((depth.get(row.unit_id, 0) for row in near), default=0)
    found = {
        row.person_id: row.person for row in near if depth.get(row.unit_id, 0) == best
    }
    return list(found.values())
