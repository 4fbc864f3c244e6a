"""The reasons of the rules in words."""

from django.utils.translation import gettext_lazy as _

WHY_HOLDS = {
    "priority": _("It is the latest finding of the source that speaks first."),
    "raised": _(
        "Learning that was completed after the assessment lifts the level that it found."
    ),
}
WHY_ASIDE = {
    "expired": _("no longer valid"),
    "ahead": _("lies ahead"),
    "no_rule": _("no rule counts this source"),
    "older": _("an older finding"),
    "lower_priority": _("another source speaks first"),
    "not_higher": _("not higher than what holds"),
    "raised": _("lifted by later learning"),
}
