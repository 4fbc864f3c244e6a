"""Questions that are answered by putting things together or in order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions.blocks.parts import PairBlock
from learning.questions.blocks.question import QuestionBlock


class MatchingBlock(QuestionBlock):
    """Pairs to put together."""

    pairs = blocks.ListBlock(
        PairBlock(label=_("Pair")), label=_("Pairs"), min_num=2, max_num=15
    )
    extra = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Right side")),
        label=_("Right sides that belong to nothing"),
        default=[],
        max_num=15,
    )

    class Meta:
        icon = "link"
        label = _("Matching")

    def own(self, value) -> dict:
        extra = [text for text in value["extra"] if text]
        return {
            "pairs": [dict(pair) for pair in value["pairs"]],
            **({"extra": extra} if extra else {}),
        }


class OrderingBlock(QuestionBlock):
    """Things to put in order."""

    items = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Step")),
        label=_("Steps in the right order"),
        min_num=2,
        max_num=15,
    )

    class Meta:
        icon = "list-ol"
        label = _("Ordering")

    def own(self, value) -> dict:
        return {"items": list(value["items"])}
