from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.finding.rules import LONGEST


class Word(models.Model):
    """A word that some course says, folded: the vocabulary of the catalogue."""

    text = models.CharField(max_length=LONGEST, unique=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self) -> str:
        return self.text


class Gram(models.Model):
    """Three letters of a word, by which it is found when misspelt."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="grams")
    text = models.CharField(max_length=3)

    class Meta:
        indexes = [models.Index(fields=["text", "word"])]
        constraints = [
            models.UniqueConstraint(fields=["word", "text"], name="word_gram_once")
        ]

    def __str__(self) -> str:
        return self.text


class CourseWord(models.Model):
    """A course says a word; in its title it weighs more than in its summary."""

    course = models.ForeignKey(
        "learning.Course", models.CASCADE, related_name="course_words"
    )
    word = models.ForeignKey(Word, models.CASCADE, related_name="course_words")
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["word", "course"])]
        constraints = [
            models.UniqueConstraint(fields=["course", "word"], name="course_word_once")
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.word_id}"
