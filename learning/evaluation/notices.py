"""What people must be told about the use of what was learnt."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences."""
    for kind, title, body in (
        (
            "said",
            _("%(name)s says that a course is used at work"),
            _(
                "Course: %(title)s. Confirm it if you have seen it, or say what is missing."
            ),
        ),
        (
            "confirmed",
            _("Your use of a course was confirmed: %(title)s"),
            _("It is among the verified uses of this course now."),
        ),
        (
            "not_seen",
            _("Your use of a course was not confirmed: %(title)s"),
            _("Reason: %(reason)s. You may say it anew when there is more to see."),
        ),
    ):
        register(f"evaluation.{kind}", group="decisions", title=title, body=body)
