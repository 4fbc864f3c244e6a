"""What every page of the house shows around its content."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from corpu.home.about_others import place_of
from corpu.home.navigation import Navigation
from corpu.home.views.choices import THEME_COOKIE, THEMES
from corpu.notices.models import Notice
from corpu.people.queues import due_for


def house(request) -> dict:
    """Navigation for the reader's roles and the count of her unread notices.

    Both are worked out only where a template asks for them.
    """
    theme = request.COOKIES.get(THEME_COOKIE, "system")
    context = {
        "is_demo": settings.DEMO,
        "theme": theme if theme in THEMES else "system",
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    reader = getattr(request, "user", None)
    if reader is not None and reader.is_authenticated:
        context["navigation"] = SimpleLazyObject(
            lambda: Navigation(reader, place_of(request), counts_for(reader))
        )
        context["unread_notices"] = SimpleLazyObject(
            lambda: Notice.objects.visible_to(reader).unread().count()
        )
    return context


def counts_for(reader) -> dict[str, int]:
    """Figures beside navigation items: what waits for the reader."""
    if not (
        reader.is_leader or reader.has_role("hr", "manager") or reader.stands_in_for()
    ):
        return {}
    return {"home:decisions": len(due_for(reader))}
