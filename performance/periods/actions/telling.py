"""Who hears of a closing: the second person of HR, then everybody whose page it made."""

from django.urls import reverse

from corpu.notices.actions import tell
from corpu.people.models import Person, RoleGrant
from performance.periods.models import Closing, Page

PIECE = 200


def tell_second(closing_id: int) -> int:
    """Tell the others of HR who may confirm; how many."""
    closing = Closing.objects.select_related("unit").get(pk=closing_id)
    reopening = closing.is_reopening
    asker = closing.reopening_by_id if reopening else closing.proposed_by_id
    grants = RoleGrant.objects.active().filter(role="hr", person__is_active=True)
    grants = grants.filter(unit=None) | grants.filter(unit=closing.unit)
    people = Person.objects.filter(pk__in=grants.values("person")).exclude(pk=asker)
    kind = "periods.confirm_reopening" if reopening else "periods.confirm_closing"
    for person in people:
        tell(
            person,
            kind,
            source=f"closing:{closing.pk}:{kind}:{asker}:{person.pk}",
            url=closing.get_absolute_url(),
            year=str(closing.year),
            scope=closing.scope_name,
        )
    return len(people)


def tell_closed(closing_id: int, after: int = 0) -> int:
    """Tell the next piece of people that their year is closed; the last of them (0 when
    everybody has been told). Telling twice tells nothing new."""
    closing = Closing.objects.get(pk=closing_id)
    ids = Page.objects.filter(closing=closing, person__gt=after).order_by("person")
    piece = list(ids.values_list("person", flat=True).distinct()[:PIECE])
    for person in Person.objects.filter(pk__in=piece, is_active=True):
        tell(
            person,
            "periods.closed",
            source=f"closing:{closing.pk}:closed:{person.pk}",
            url=reverse("periods:mine"),
            year=str(closing.year),
        )
    return piece[-1] if piece else 0
