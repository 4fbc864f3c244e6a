"""Whom a visitor of the demo can be with one click.

The seed calls `keep_cast({"learner": "<sign-in name>", ...})` with the role codes below
as keys; the start page shows those of them that exist. Nothing here answers unless
`settings.DEMO` is on.
"""

import json
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person


@dataclass(frozen=True)
class DemoRole:
    """A card of the start page: a role, what to try in it, and where it begins."""

    code: str
    icon: str
    title: object
    hint: object
    lands_on: str


ROLES = (
    DemoRole(
        "learner",
        "gauge",
        _("Civil servant (PNS)"),
        _("See where you stand, find learning that closes your gap, and enrol."),
        "home:me",
    ),
    DemoRole(
        "pppk",
        "person",
        _("Contract civil servant (PPPK)"),
        _("See a ceiling instead of a minimum, and what warns you before it."),
        "home:me",
    ),
    DemoRole(
        "coach",
        "talk",
        _("Coach"),
        _("Log a session with three fields and wait for one tap of your coachee."),
        "coaching:desk",
    ),
    DemoRole(
        "leader",
        "people",
        _("Unit leader"),
        _("See who is unmet or at risk and why, and decide several requests at once."),
        "home:team",
    ),
    DemoRole(
        "acting_leader",
        "swap",
        _("Acting leader"),
        _("Lead a second unit for a time, with its people and its decisions."),
        "home:team",
    ),
    DemoRole(
        "author",
        "edit",
        _("Author"),
        _("Write a course with an article, a quiz and a package, and send it to review."),
        "learning:agency",
    ),
    DemoRole(
        "reviewer",
        "check-circle",
        _("Reviewer"),
        _("Read what an author of your agency has sent, and publish it."),
        "learning:agency",
    ),
    DemoRole(
        "instructor",
        "calendar",
        _("Instructor"),
        _("Mark who came to your class; their hours are counted at once."),
        "kind_class_event:taught",
    ),
    DemoRole(
        "manager",
        "building",
        _("Agency manager"),
        _("See your courses and classes, their seats, and what people need."),
        "learning:agency",
    ),
    DemoRole(
        "hr",
        "chart",
        _("HR / Corpu office"),
        _("Load people from a file, see the ministry by unit, and set rates as data."),
        "home:unit",
    ),
    DemoRole(
        "second",
        "check-circle",
        _("HR, second officer"),
        _("Confirm what another officer has proposed: targets, closings, allowances."),
        "performance:targets",
    ),
    DemoRole(
        "auditor",
        "shield",
        _("Auditor"),
        _("Take any figure and follow it to its facts, its rate and its decision."),
        "home:audit",
    ),
)
BY_CODE = {role.code: role for role in ROLES}


def keep_cast(usernames: dict[str, str]) -> None:
    """Remember who plays which role in the seeded demo (role code -> sign-in name)."""
    unknown = set(usernames) - set(BY_CODE)
    if unknown:
        raise ValueError(f"not roles of the demo: {sorted(unknown)}")
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(usernames, indent=1))


def cast() -> list[tuple[DemoRole, Person]]:
    """The roles that somebody plays, in the order of the cards; empty without DEMO."""
    if not settings.DEMO or not _path().is_file():
        return []
    usernames = json.loads(_path().read_text())
    people = Person.objects.filter(username__in=usernames.values(), is_active=True)
    by_name = {person.username: person for person in people.with_place()}
    return [
        (role, by_name[usernames[role.code]])
        for role in ROLES
        if usernames.get(role.code) in by_name
    ]


def _path():
    return settings.VAR_DIR / "demo-cast.json"
