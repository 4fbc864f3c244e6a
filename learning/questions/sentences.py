"""What is wrong with a question, in the reader's language and with the remedy."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.standards.question_text import Fault

SENTENCES = {
    "gift_no_answers": gettext_lazy(
        "There are no braces { } with answers. Add them, or remove this text."
    ),
    "gift_not_opened": gettext_lazy(
        "A brace } closes what was never opened. Write \\} if the sign itself is meant."
    ),
    "gift_not_closed": gettext_lazy("The answers are not closed: add } at their end."),
    "gift_braces": gettext_lazy(
        "There are more braces than one pair. Write \\{ and \\} where the signs are meant."
    ),
    "gift_stray_text": gettext_lazy(
        "“%(text)s” stands before the first answer. Answers begin with = or ~."
    ),
    "gift_answer": gettext_lazy(
        "“%(text)s” is no answer. Begin answers with = or ~, or write TRUE or FALSE."
    ),
    "aiken_twice": gettext_lazy("The letter %(letter)s stands before two choices."),
    "aiken_stray_line": gettext_lazy(
        "“%(text)s” stands between the choices. Begin each choice with A), B), C) ..."
    ),
    "aiken_no_answer": gettext_lazy("The line “ANSWER: B” is missing after the choices."),
    "aiken_answer": gettext_lazy("The answer “%(letter)s” is none of the choices."),
    "no_text": gettext_lazy("The question has no text."),
    "too_long": gettext_lazy(
        "The question is longer than %(most)s characters: look whether the marks of the "
        "one before are closed."
    ),
    "empty_choice": gettext_lazy("A choice is empty."),
    "empty_answer": gettext_lazy("An accepted answer is empty."),
    "one_choice": gettext_lazy("There must be at least two choices."),
    "no_right_choice": gettext_lazy("No choice is marked as right."),
    "two_right_choices": gettext_lazy(
        "More than one choice is right, but only one can be picked."
    ),
    "no_right_answer": gettext_lazy("No answer is worth the full mark."),
    "percent": gettext_lazy("“%(text)s” is no percentage from -100 to 100."),
    "percent_sum": gettext_lazy(
        "The right choices make %(total)s%% together; they must make 100%%."
    ),
    "pair": gettext_lazy("“%(text)s” is no pair. Write left -> right."),
    "few_pairs": gettext_lazy("There must be at least two pairs."),
    "few_steps": gettext_lazy("There must be at least two steps."),
    "number": gettext_lazy("“%(text)s” is no number, or no number with a tolerance."),
    "kind_unknown": gettext_lazy(
        "Questions of the kind “%(kind)s” cannot be taken over. Write it anew."
    ),
    "no_gap": gettext_lazy("The text has no gap. Write one as [[answer]]."),
    "gap_not_closed": gettext_lazy("A gap is not closed: [[ and ]] must come in pairs."),
    "gap_with_markup": gettext_lazy(
        "The gap “%(text)s” is partly bold, italic or a link. Take that out of the gap."
    ),
    "gap_empty": gettext_lazy("A gap has an empty answer: “%(text)s”."),
    "gap_one_choice": gettext_lazy("The gap “%(text)s” needs at least two choices."),
    "gap_number": gettext_lazy("The gap “%(text)s” holds no number."),
    "not_a_quiz": gettext_lazy(
        "The file is no Moodle XML. Export the questions from Moodle as “Moodle XML "
        "format” and upload that file."
    ),
    "not_text": gettext_lazy(
        "The file is not text in UTF-8. Save it as UTF-8 and upload it again."
    ),
    "nothing_found": gettext_lazy("There is no question in it."),
    "too_many": gettext_lazy("There are more than %(most)s questions. Split the file."),
    "invalid": "%(text)s",  # the editor's own sentence
    "picture_left_out": gettext_lazy(
        "Pictures are not taken over: look whether the question can do without."
    ),
    "wildcard": gettext_lazy("A star in an answer is taken as a star, not as any text."),
    "cloze_partly": gettext_lazy(
        "Answers in a gap that are partly right are not taken over."
    ),
    "duplicate": gettext_lazy("The bank has this question already: it is left out."),
}


def sentence(fault: Fault) -> str:
    """A fault or note as a sentence."""
    known = SENTENCES.get(fault.code)
    if known is None:
        return _("This cannot be read (%(code)s).") % {"code": fault.code}
    return str(known) % fault.values
