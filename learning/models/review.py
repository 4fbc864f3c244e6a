from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Point(models.TextChoices):
    """What a reviewer looks at before a course is published."""

    OUTCOME = "outcome", _("Outcomes")
    COMPETENCE = "competence", _("Competence")
    HOURS = "hours", _("Learning hours")
    MEASURE = "measure", _("Baseline and measure")
    ACCESS = "access", _("Accessibility")
    RIGHTS = "rights", _("Rights")


# What is asked about each point.
QUESTIONS = {
    Point.OUTCOME: _("Each outcome says what learners can do, and can be seen at work."),
    Point.COMPETENCE: _(
        "The lessons teach the competences that are named, at the level."
    ),
    Point.HOURS: _(
        "The JP follow from the minutes or days, or a difference is justified."
    ),
    Point.MEASURE: _("It says how things stand before, and how the result is measured."),
    Point.ACCESS: _("Captions, transcripts, text beside pictures; works on a phone."),
    Point.RIGHTS: _("Texts, pictures and packages may be used here."),
}


class Answer(models.TextChoices):
    """What a reviewer found."""

    YES = "yes", _("yes")
    NO = "no", _("not yet")
    NOT_APPLICABLE = "n/a", _("does not apply")


class QualityReview(models.Model):
    """One reviewer's checklist on one submitted revision of a course page.

    `answers` maps each `Point` to an `Answer`. The page and its revision are named by
    number: the review outlives them.
    """

    page_id = models.PositiveIntegerField(db_index=True)
    revision_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved = models.BooleanField()
    answers = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("quality review")
        verbose_name_plural = _("quality reviews")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def open_points(self) -> list[str]:
        """The labels of the points that are not met yet, in the reader's language."""
        return [
            str(point.label) for point in Point if self.answers.get(point) == Answer.NO
        ]
