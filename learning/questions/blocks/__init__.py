"""How authors write questions: one block for each kind, in the bank and in a quiz alike,
and the frozen form that attempts are marked by."""

from learning.questions.blocks.arranging import MatchingBlock, OrderingBlock
from learning.questions.blocks.choosing import MultipleBlock, SingleBlock, TrueFalseBlock
from learning.questions.blocks.question import TEXT, QuestionBlock, html_of
from learning.questions.blocks.writing import (
    ClozeBlock,
    EssayBlock,
    NumericBlock,
    ShortTextBlock,
)

__all__ = ["TEXT", "frozen", "html_of", "question_blocks"]


def question_blocks() -> list[tuple[str, QuestionBlock]]:
    """Every kind of question by its code, new blocks for each place that asks."""
    return [
        ("single", SingleBlock()),
        ("multiple", MultipleBlock()),
        ("true_false", TrueFalseBlock()),
        ("short_text", ShortTextBlock()),
        ("numeric", NumericBlock()),
        ("matching", MatchingBlock()),
        ("ordering", OrderingBlock()),
        ("cloze", ClozeBlock()),
        ("essay", EssayBlock()),
    ]


def frozen(child) -> dict:
    """A question of a StreamField as attempts are marked by it; without its key."""
    value = child.value
    return {
        "kind": child.block_type,
        "text": html_of(value["text"]),
        "weight": f"{value['weight']:f}",
        "feedback": value["feedback"] or "",
        **child.block.own(value),
    }
