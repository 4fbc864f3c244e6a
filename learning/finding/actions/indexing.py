"""The words of courses, kept so that a search looks them up instead of reading."""

from django.db import transaction

from learning.finding.models import CourseWord, Gram, Word
from learning.finding.rules import grams, words_of

TITLE, TAUGHT, SAID = 8, 4, 1
BATCH = 1000


def weights_of(course) -> dict[str, int]:
    """Every word of a course with its weight: title, competences and form, the rest."""
    found = dict.fromkeys(words_of(course.search_text), SAID)
    taught = [
        name
        for row in course.activity.competences.all()
        for name in (row.name_id, row.name_en)
    ]
    found |= dict.fromkeys(words_of(" ".join(taught)), TAUGHT)
    found |= dict.fromkeys(words_of(course.title), TITLE)
    return found


def index_course(course) -> None:
    """Bring the words of one course up to date."""
    index_courses([course])


@transaction.atomic
def index_courses(courses) -> None:
    """Bring the words of these courses up to date, all in a few queries."""
    weights = {course.pk: weights_of(course) for course in courses}
    ids = _ids({word for found in weights.values() for word in found})
    CourseWord.objects.filter(course__in=weights).delete()
    CourseWord.objects.bulk_create(
        [
            CourseWord(course_id=pk, word_id=ids[word], weight=weight)
            for pk, found in weights.items()
            for word, weight in found.items()
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _ids(words: set[str]) -> dict[str, int]:
    """The ids of words; new ones enter the vocabulary with their pieces."""
    known = _known(words)
    fresh = sorted(words - set(known))
    Word.objects.bulk_create(
        [Word(text=word) for word in fresh], batch_size=BATCH, ignore_conflicts=True
    )
    made = _known(fresh)
    Gram.objects.bulk_create(
        [Gram(word_id=made[word], text=gram) for word in fresh for gram in grams(word)],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return known | made


def _known(words) -> dict[str, int]:
    words, found = sorted(words), {}
    for start in range(0, len(words), BATCH):
        rows = Word.objects.filter(text__in=words[start : start + BATCH])
        found.update(rows.values_list("text", "pk"))
    return found


def index_all() -> int:
    """Index every course anew; returns how many."""
    from learning.models import Course

    rows = Course.objects.prefetch_related("activity__competences").order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        index_courses(list(rows.filter(pk__in=ids[start : start + 500])))
    return len(ids)
