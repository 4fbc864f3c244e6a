"""The kind of lesson that sends the learner to another site and takes her word that she
was there: nothing comes back from outside, so nothing is called proven."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.lessons import LessonBlock, LessonKind


class ExternalLinkBlock(LessonBlock):
    """An address, and what to do there."""

    url = blocks.URLBlock(
        label=_("Address"),
        help_text=_("Begins with https://. Learners must be able to open it unaided."),
    )
    introduction = blocks.TextBlock(
        label=_("What to do there"),
        required=False,
        max_length=2000,
        help_text=_("What to look for, and what to come back with."),
    )
    minutes = blocks.IntegerBlock(
        min_value=1, max_value=600, default=15, label=_("Minutes it takes")
    )

    class Meta:
        icon = "link-external"
        label = _("External link")


class ExternalLinkKind(LessonKind):
    """Links to other sites."""

    code = "external_link"
    label = _("External link")
    icon = "external"
    block = ExternalLinkBlock
    template = "learning/kinds/external_link/lesson.html"
    done_label = _("I have done this")
    in_preview = True

    def snapshot(self, value) -> dict:
        """The address and the words around it."""
        return {
            "url": value["url"],
            "introduction": (value["introduction"] or "").strip(),
            "minutes": value["minutes"],
        }

    def context(self, request, lesson, progress) -> dict:
        """The host, so that she knows where the link leads."""
        return {"host": urlsplit(lesson.content["url"]).hostname or ""}

    def public_content(self, lesson) -> dict:
        """How long it takes."""
        return {"minutes": lesson.content["minutes"]}


KIND = ExternalLinkKind()
