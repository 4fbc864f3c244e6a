"""Courses that say what was searched for, or nearly."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from learning.finding import rules
from learning.finding.models import CourseWord, Gram, Word

# So many words of the vocabulary are looked at for one search.
MOST_LOOKED_AT = 3000
# So many of the words that one was taken for, the nearest first, decide the order.
MOST_WEIGHED = 20
# So many courses are named one by one in a statement; more are looked up in each.
MOST_NAMED = 500


@dataclass(frozen=True)
class Found:
    """The courses, and what each word of the search was taken for."""

    rows: object
    met: tuple[rules.Met, ...]
    plain: object  # the same courses without their relevance, to be counted

    @property
    def corrections(self) -> list[rules.Met]:
        """Words that no course says and that were read as others."""
        return [met for met in self.met if met.is_corrected and met.words]


def search(rows, text: str) -> Found:
    """Courses of `rows` that say every word of `text`, with their `relevance`.

    Three queries, whatever is asked and however many courses there are.
    """
    asked = rules.asked_words(text)
    if not asked:
        return Found(rows, (), rows)
    known = _vocabulary(asked)
    met = tuple(rules.meet(word, known) for word in asked)
    plain = _narrowed(rows, met, known)
    return Found(plain.annotate(relevance=_relevance(met, known)), met, plain)


def _narrowed(rows, met, known: dict[str, int]):
    """The courses of `rows` that say each of the words: by number where they are few,
    since the filters beside the list then need not search again."""
    ids = _saying(met, known)
    if len(ids) <= MOST_NAMED:
        return rows.filter(pk__in=ids)
    for one in met:
        said = CourseWord.objects.filter(word__in=[known[word] for word in one.words])
        rows = rows.filter(pk__in=said.values("course"))
    return rows


def _saying(met, known: dict[str, int]) -> list[int]:
    """Ids of courses that say each of the words, one of those that it was taken for."""
    asked_by: dict[int, set[int]] = {}
    for number, one in enumerate(met):
        for word in one.words:
            asked_by.setdefault(known[word], set()).add(number)
    said: dict[int, set[int]] = {}
    pairs = CourseWord.objects.filter(word__in=list(asked_by))
    for course, word in pairs.values_list("course", "word").iterator(chunk_size=5000):
        said.setdefault(course, set()).update(asked_by[word])
    return sorted(course for course, words in said.items() if len(words) == len(met))


def _vocabulary(asked: list[str]) -> dict[str, int]:
    """Words that may be meant, with their ids: those that begin so or hold the same
    pieces."""
    pieces = {gram for word in asked for gram in rules.grams(word)}
    least = min(min(_least(word) for word in asked), 3)
    near = (
        Gram.objects.filter(text__in=sorted(pieces))
        .values("word")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=least)
        .order_by("-shared", "word")
        .values_list("word", flat=True)[:MOST_LOOKED_AT]
    )
    return dict(Word.objects.filter(pk__in=list(near)).values_list("text", "pk"))


def _least(word: str) -> int:
    """Inside another word it shares only its inner pieces."""
    return max(1, min(rules.shared_at_least(word), len(rules.inner_grams(word)) or 1))


def _relevance(met, known: dict[str, int]):
    ids = [known[word] for one in met for word in one.words[:MOST_WEIGHED]]
    said = CourseWord.objects.filter(course=OuterRef("pk"), word__in=ids)
    summed = said.order_by().values("course").annotate(all=Sum("weight")).values("all")
    return Coalesce(Subquery(summed[:1]), Value(0))
