"""People against what a post asks for: one implementation for every screen and list."""

import datetime
from dataclasses import dataclass

from corpu.lib.clock import today
from corpu.people.models import Person, Post
from performance.careers.actions.gathering import Asked, asked_by, known_of
from performance.careers.rules import (
    CHECK,
    MET,
    NOT_MET,
    Finding,
    Known,
    judge,
    whole,
)


@dataclass(frozen=True)
class Line:
    """One requirement with its answer."""

    asked: Asked
    finding: Finding

    @property
    def answer(self) -> str:
        """met, check or not_met."""
        return self.finding.answer


@dataclass(frozen=True)
class Verdict:
    """A person against a post: the weakest of the lines, and each of them."""

    post: Post
    lines: list[Line]
    known: Known
    on: datetime.date

    @property
    def answer(self) -> str:
        """The weakest of the parts."""
        return whole(line.answer for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines give each answer."""
        answers = [line.answer for line in self.lines]
        return {answer: answers.count(answer) for answer in (MET, CHECK, NOT_MET)}


def verdicts(post: Post, person_ids, on: datetime.date | None = None) -> dict:
    """{person id: Verdict} with a constant number of statements."""
    on = on or today()
    asked = asked_by(post, on)
    rules = [one.rule for one in asked]
    return {
        pk: Verdict(
            post, [Line(one, judge(one.rule, known, on)) for one in asked], known, on
        )
        for pk, known in known_of(person_ids, rules, on).items()
    }


def verdict(person: Person, post: Post, on: datetime.date | None = None) -> Verdict:
    """One person against a post, counted now."""
    return verdicts(post, [person.pk], on)[person.pk]
