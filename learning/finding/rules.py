"""How words of a search meet words of courses, misspelt or not.

Plain functions, so that both database engines find the same: the database only looks up
three-letter pieces, what is near enough is decided here.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 40
MOST_WORDS = 8
# Of so many near words one meets at most this many of the vocabulary.
MOST_MET = 150
STOP = frozenset(
    [
        "dan",
        "di",
        "ke",
        "dari",
        "yang",
        "untuk",
        "pada",
        "dengan",
        "atau",
        "para",
        "bagi",
        "dalam",
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "for",
        "in",
        "on",
        "to",
        "with",
    ]
)
EXACT, PREFIX, INSIDE, NEAR = range(4)


@dataclass(frozen=True)
class Met:
    """What one word of the search means in the vocabulary: words and how near."""

    asked: str
    words: tuple[str, ...]
    nearness: int

    @property
    def is_corrected(self) -> bool:
        """True where no course says the word as it was typed."""
        return self.nearness == NEAR


def fold(text: str) -> str:
    """Lower case without accents."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


def words_of(text: str) -> list[str]:
    """Every word and number of a text, folded, in order."""
    found = re.findall(r"[^\W_]+", fold(text))
    return [word[:LONGEST] for word in found]


def asked_words(text: str) -> list[str]:
    """The words that a search asks for: each once, without those that say nothing."""
    found = list(dict.fromkeys(words_of(text)))
    telling = [word for word in found if word not in STOP]
    return (telling or found)[:MOST_WORDS]


def grams(word: str) -> set[str]:
    """Pieces of three letters; the beginning of a word counts twice, its end once."""
    padded = f"  {word} "
    return {padded[n : n + 3] for n in range(len(padded) - 2)}


def inner_grams(word: str) -> set[str]:
    """Pieces of three letters that stand wherever the word stands inside another."""
    return {word[n : n + 3] for n in range(len(word) - 2)}


def slips(word: str) -> int:
    """How many slips of the finger are forgiven in a word."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


def distance(one: str, other: str, most: int) -> int:
    """Letters missing, too many, wrong, or swapped with a neighbour; `most` + 1 where
    there are more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            cost = letter != wanted
            step = min(now[-1] + 1, last[column] + 1, last[column - 1] + cost)
            is_swapped = row > 1 < column and (letter, one[row - 2]) == (
                other[column - 2],
                wanted,
            )
            if is_swapped:
                step = min(step, before[column - 2] + 1)
            now.append(step)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)


def shared_at_least(word: str) -> int:
    """How many pieces a word of the vocabulary must share to be worth a look: a slip
    spoils at most four."""
    return max(1, len(grams(word)) - 4 * slips(word)) if slips(word) else len(word)


def nearness(asked: str, word: str) -> int | None:
    """How near a word of the vocabulary is to what was asked; None if it is not."""
    if word == asked:
        return EXACT
    if word.startswith(asked):
        return PREFIX
    if len(asked) >= 4 and asked in word:
        return INSIDE
    forgiven = slips(asked)
    if forgiven and distance(asked, word, forgiven) <= forgiven:
        return NEAR
    # The word is still being typed, with a slip in what is there.
    start = word[: len(asked)]
    if len(asked) >= 6 and len(word) > len(asked) and distance(asked, start, 1) <= 1:
        return NEAR
    return None


def meet(asked: str, vocabulary: Iterable[str]) -> Met:
    """The words that are meant: those that say it; only if there are none, the nearest
    of those that nearly do."""
    found: dict[int, list[str]] = {}
    for word in vocabulary:
        near = nearness(asked, word)
        if near is not None:
            found.setdefault(near, []).append(word)
    said = [w for near in (EXACT, PREFIX, INSIDE) for w in sorted(found.get(near, []))]
    if said:
        return Met(asked, tuple(said[:MOST_MET]), min(found))
    ranked = sorted((distance(asked, w, 3), w) for w in found.get(NEAR, []))
    closest = [word for far, word in ranked if far == ranked[0][0]]
    return Met(asked, tuple(closest[:MOST_MET]), NEAR)
