"""What the lesson page shows of a quiz: the start, the questions, or the result.

Nothing of this holds which answer is right until the attempt is over and its author's
review option says so.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from learning.kinds.quiz import rules
from learning.kinds.quiz.actions.attempts import attempts_left
from learning.kinds.quiz.actions.grading import asked
from learning.kinds.quiz.models import QuizAttempt
from learning.questions.rules.asking import shown_question


def lesson_context(lesson, progress) -> dict:
    """Facts, and the open or last attempt; without progress an author's preview."""
    content = lesson.content
    context = {
        "quiz": content,
        "asked_count": rules.asked_count(content),
        "is_preview": progress is None,
    }
    if progress is None:
        everything = [{**q, "pools": []} for q in content["questions"]]
        rows = zip(rules.draw(everything, seed=1), everything, strict=True)
        shown = [shown_question(n, row, q, None) for n, (row, q) in enumerate(rows, 1)]
        return {**context, "questions": shown}
    attempts = list(progress.quiz_attempts.all())
    current = next((a for a in attempts if a.submitted_at is None), None)
    last = next((a for a in reversed(attempts) if a.submitted_at), None)
    left = attempts_left(progress)
    context |= {"attempt": current, "last": last, "left": left}
    context["attempt_number"] = current.number if current else len(attempts) + 1
    if current:
        return {**context, **_open(current, lesson)}
    if last and last.is_waiting:
        return {**context, "is_waiting": True}
    if last:
        has_passed = any(a.has_passed for a in attempts)
        return {**context, "review": _review(last, lesson, has_passed, left)}
    return context


def _open(attempt: QuizAttempt, lesson) -> dict:
    rows = zip(attempt.drawn, asked(attempt, lesson), strict=True)
    shown = [
        shown_question(number, row, question, attempt.answers.get(row["key"]))
        for number, (row, question) in enumerate(rows, 1)
    ]
    answered = sum(question["is_answered"] for question in shown)
    return {"questions": shown, "answered_count": answered}


# -- after the attempt -------------------------------------------------------------


def _review(attempt: QuizAttempt, lesson, has_passed: bool, left: int | None) -> dict:
    """What the author lets be seen: everything, everything at the end, feedback without
    right answers, marks alone, or the score alone."""
    option = lesson.content["review"]
    tells_all = option == "all" or (option == "passed" and (has_passed or left == 0))
    told = {
        "right": tells_all,
        "hints": option in {"all", "passed", "feedback"},
        "feedback": tells_all or option == "feedback",
    }
    lines = [
        _line(number, question, attempt, told)
        for number, question in enumerate(asked(attempt, lesson), 1)
    ]
    return {
        "lines": [] if option == "score" else lines,
        "tells_all": tells_all,
        "tells_later": option == "passed" and not tells_all,
        "right_count": sum(line["mark"] == "right" for line in lines),
        "count": len(lines),
    }


def _line(number: int, question: dict, attempt: QuizAttempt, told: dict) -> dict:
    answer = attempt.answers.get(question["key"])
    share = Decimal(attempt.shares.get(question["key"], "0"))
    mark = "right" if share == 1 else ("partly" if share else "wrong")
    read = attempt.marks.get(question["key"])
    return {
        "number": number,
        "text": question["text"],
        "mark": mark,
        "given": _given(question, answer) or [_("no answer")],
        "hints": rules.hints_of(question, answer) if told["hints"] else [],
        "feedback": question["feedback"] if told["feedback"] else "",
        "right": _right(question) if told["right"] and mark != "right" else [],
        "read": read,
    }


def _given(question: dict, answer) -> list[str]:
    """What she answered, in words."""
    kind = question["kind"]
    if answer is None:
        return []
    if kind in {rules.SINGLE, rules.MULTIPLE}:
        places = answer if isinstance(answer, list) else [answer]
        return [question["choices"][place]["text"] for place in places]
    if kind == rules.TRUE_FALSE:
        return [_("True") if answer else _("False")]
    if kind == rules.MATCHING:
        pairs, options = question["pairs"], rules.options_of(question)
        lines = sorted(answer.items(), key=lambda item: int(item[0]))
        return [f"{pairs[int(n)]['left']} → {options[r]}" for n, r in lines]
    if kind == rules.ORDERING:
        ranked = sorted(answer.items(), key=lambda item: item[1])
        return [f"{rank + 1}. {question['items'][int(n)]}" for n, rank in ranked]
    if kind == rules.CLOZE:
        return [
            _gap_given(gap, answer.get(str(n))) for n, gap in enumerate(question["gaps"])
        ]
    return [f"{answer} {question.get('unit', '')}".strip()]


def _gap_given(gap: dict, value) -> str:
    sign = "✓" if rules.gap_is_right(gap, value) else "✗"
    if value is None:
        return f"{sign} –"
    return f"{sign} {gap['choices'][value]['text'] if gap['kind'] == 'choice' else value}"


def _right(question: dict) -> list[str]:
    """The right answer, in words."""
    kind = question["kind"]
    if kind in {rules.SINGLE, rules.MULTIPLE}:
        return [c["text"] for c in question["choices"] if c["is_right"]]
    if kind == rules.TRUE_FALSE:
        return [_("True") if question["is_true"] else _("False")]
    if kind == rules.SHORT_TEXT:
        return question["accepted"][:1]
    if kind == rules.NUMERIC:
        return [f"{_plain(question['answer'])} {question['unit']}".strip()]
    if kind == rules.MATCHING:
        return [f"{pair['left']} → {pair['right']}" for pair in question["pairs"]]
    if kind == rules.ORDERING:
        return [f"{n}. {item}" for n, item in enumerate(question["items"], 1)]
    if kind == rules.CLOZE:
        return [_gap_right(gap) for gap in question["gaps"]]
    return []


def _gap_right(gap: dict) -> str:
    if gap["kind"] == "choice":
        return " / ".join(c["text"] for c in gap["choices"] if c["is_right"])
    return _plain(gap["answer"]) if gap["kind"] == "number" else gap["accepted"][0]


def _plain(number: str) -> str:
    """A decimal without needless zeros, with the sign of the reader's language."""
    from django.utils.formats import localize

    value = Decimal(number)
    whole = value.to_integral_value()
    return str(localize(whole if whole == value else Decimal(f"{value:f}".rstrip("0"))))
