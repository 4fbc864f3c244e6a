"""The parts that questions are made of, as authors write them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def percent_block(**kwargs) -> blocks.DecimalBlock:
    """Part of the mark."""
    kwargs.setdefault("label", _("Part of the mark (%)"))
    return blocks.DecimalBlock(max_value=100, max_digits=8, decimal_places=5, **kwargs)


class ChoiceBlock(blocks.StructBlock):
    """One choice."""

    text = blocks.CharBlock(label=_("Choice"), max_length=500)
    is_right = blocks.BooleanBlock(label=_("Right"), required=False)
    percent = percent_block(
        required=False,
        min_value=-100,
        help_text=_(
            "Left empty, a right choice counts in full or by its share. A wrong one may "
            "earn a part (50) or cost one (-25)."
        ),
    )
    feedback = blocks.TextBlock(
        label=_("Feedback for who picks this"), required=False, max_length=1000
    )


class PartlyTextBlock(blocks.StructBlock):
    """A text that earns part of the mark, or that has feedback of its own."""

    text = blocks.CharBlock(label=_("Answer"), max_length=200)
    percent = percent_block(min_value=0, default=50)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, max_length=1000)


class PartlyNumberBlock(blocks.StructBlock):
    """A number that earns part of the mark, or that has feedback of its own."""

    answer = blocks.DecimalBlock(label=_("Number"), max_digits=18, decimal_places=6)
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"), default=0, min_value=0, max_digits=18, decimal_places=6
    )
    percent = percent_block(min_value=0, default=50)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, max_length=1000)


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    left = blocks.CharBlock(label=_("Left side"), max_length=300)
    right = blocks.CharBlock(label=_("Right side"), max_length=300)
