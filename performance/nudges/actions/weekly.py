"""The leader's copy: once a week, one list."""

from django.urls import reverse

from corpu.lib.clock import today
from corpu.lib.templatetags.components import jp_number
from corpu.notices.actions import tell
from corpu.people.actions.deciders import decider_for
from corpu.people.models import Person
from performance.nudges.actions.watching import flags

# Names in the message; the page that it opens has them all.
NAMED = 5


def leaders_with_flags() -> dict[int, list]:
    """Flags by who decides about their person today; the direct leader, as a rule."""
    found: dict[int, list] = {}
    for row in flags().order_by("-gap", "pk").select_related("person__leader", "target"):
        leader = row.person.leader
        leader = leader if leader and leader.is_active else decider_for(row.person)
        if leader is not None:
            found.setdefault(leader.pk, []).append(row)
    return found


def tell_leaders() -> int:
    """Give every leader her list of this week, once; returns how many were told."""
    week = "{}-{:02d}".format(*today().isocalendar())
    lists = leaders_with_flags()
    told = 0
    for leader in Person.objects.filter(pk__in=lists).order_by("pk"):
        rows = lists[leader.pk]
        names = [f"{r.person.full_name} (−{jp_number(r.uncovered)})" for r in rows]
        told += bool(
            tell(
                leader,
                "performance.team_week",
                source=f"team-week:{leader.pk}:{week}",
                url=reverse("home:team") + "?status=flagged",
                number=len({row.person_id for row in rows}),
                names=", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else ""),
            )
        )
    return told
