"""The one thing to do next, for the top of a person's own page."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corpu.lib.templatetags.components import jp_number


def next_step(cards: list[dict], closing=None) -> tuple[dict | None, list[dict]]:
    """What is done first, and the cards that are left.

    That is the first card that asks for something; else the first item of the closing
    plan; else a look at the catalogue.
    """
    first = next((card for card in cards if not card.get("template")), None)
    if first:
        return first, [card for card in cards if card is not first]
    if closing is not None and closing.items:
        return _item(closing), cards
    if cards:
        return None, cards
    return _learn_on(), []


def _item(closing) -> dict:
    item = closing.items[0]
    opening = item.opening
    when = _("at your own pace")
    if opening.starts_on:
        when = date_format(opening.starts_on, "j F Y")
    return {
        "title": opening.activity.title,
        "text": _("Brings %(jp)s JP, %(when)s: the shortest way to close your gap.")
        % {"jp": jp_number(item.value), "when": when},
        "url": opening.url,
        "action": _("Look at it"),
        "icon": "book",
    }


def _learn_on() -> dict:
    return {
        "title": _("Nothing waits for you"),
        "text": _("A good moment to learn something for its own sake."),
        "url": reverse("learning:catalogue"),
        "action": _("Open the catalogue"),
        "icon": "search",
    }
