from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from corpu.ledger.models import Activity, LearningForm
from corpu.lib.fields import JPField
from corpu.lib.rule_rows import days_in_order
from corpu.lib.two_languages import by_language
from corpu.people.models import EducationLevel, Post
from corpu.skills.models import Competence
from performance.careers.rules import CHECK, MET, NOT_MET
from performance.models.dated import DatedQuerySet, DatedRule
from performance.plans.models import Predicate


class Answer(models.TextChoices):
    """The three answers of a gate."""

    MET = MET, pgettext_lazy("answer of a gate", "Met")
    CHECK = CHECK, _("Needs checking by hand")
    NOT_MET = NOT_MET, _("Not met")


class GateQuerySet(DatedQuerySet):
    def for_post(self, post: Post, day) -> "GateQuerySet":
        """Published gates that stand before `post` on `day`: its own, and those of its
        kind and level. All of them hold together."""
        own = Q(post=post)
        level = Q(post=None, post_kind=post.kind, post_level__in=["", post.level])
        return self.on(day).filter(own | level)


class Gate(DatedRule, ClusterableModel):
    """What must be met before a post is held (PP 11/2017 art. 204: competence development
    is one of the bases for appointment): for one post, or for a kind and level of posts."""

    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gates",
        verbose_name=_("post"),
        help_text=_("This post alone; or leave it empty and choose a kind of post."),
    )
    post_kind = models.CharField(
        _("kind of post"), max_length=12, blank=True, choices=Post.Kind.choices
    )
    post_level = models.CharField(
        _("level of post"),
        max_length=40,
        blank=True,
        help_text=_("For example: administrator, pengawas, ahli muda. Empty means all."),
    )

    check_months = models.PositiveSmallIntegerField(
        _("a check by hand holds, in months"), default=24
    )

    objects = GateQuerySet.as_manager()

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("career gate")
        verbose_name_plural = _("career gates")
        ordering = ["post_kind", "post_level", "name_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, post_kind="", post_level="")
                | (Q(post=None) & ~Q(post_kind="")),
                name="gate_of_post_or_kind",
            ),
            days_in_order("gate_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that shows it, and where it is published."""
        return reverse("careers:gate", args=[self.pk])

    def clean(self):
        """It stands before one post, or before a kind of posts."""
        if bool(self.post_id) == bool(self.post_kind):
            message = _("Choose a post, or a kind of post, not both.")
            raise ValidationError({"post": message})
        if self.post_id and self.post_level:
            message = _("A level belongs to a kind of post.")
            raise ValidationError({"post_level": message})


class Requirement(models.Model):
    """One thing that a gate asks for. Only the fields of its kind are filled."""

    class Kind(models.TextChoices):
        LEARNING = "learning", _("learning")
        COMPETENCE = "competence", _("competence")
        EXPERIENCE = "experience", _("years in a post or level")
        PREDICATE = "predicate", _("predicate of performance")
        EDUCATION = "education", _("formal education")
        MANUAL = "manual", _("something that a person checks")

    gate = ParentalKey(Gate, related_name="requirements")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text_id = models.CharField(
        _("text in Indonesian"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the sentence is made from the fields below."),
    )
    text_en = models.CharField(_("text in English"), max_length=200, blank=True)
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("this activity"),
    )
    form = models.ForeignKey(
        LearningForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form of learning"),
        help_text=_("Learning: of this form (with an activity, its form)."),
    )
    jp = JPField(_("JP at least"), null=True, blank=True)
    years = models.PositiveSmallIntegerField(
        _("years"),
        null=True,
        blank=True,
        help_text=_(
            "Within so many years; for years in a post and predicates, how many."
        ),
    )
    needs_certificate = models.BooleanField(_("with a certificate"), default=False)
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competence"),
        help_text=_("Empty: every competence of the standard of the post."),
    )
    level = models.PositiveSmallIntegerField(
        _("level"),
        null=True,
        blank=True,
        help_text=_("Empty: the level of the standard."),
    )
    must_be_validated = models.BooleanField(
        _("only validated assessments count"), default=True
    )
    predicate = models.CharField(
        _("predicate at least"), max_length=18, blank=True, choices=Predicate.choices
    )
    education = models.PositiveSmallIntegerField(
        _("education at least"), null=True, blank=True, choices=EducationLevel.choices
    )
    served_post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in this post"),
    )
    served_kind = models.CharField(
        _("in posts of this kind"), max_length=12, blank=True, choices=Post.Kind.choices
    )
    served_level = models.CharField(_("at this level"), max_length=40, blank=True)

    text = by_language("text_id", "text_en")

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["gate", "pk"]

    def __str__(self) -> str:
        return self.text_id or self.get_kind_display()

    def clean(self):
        """The fields that its kind needs are filled."""
        needed = {
            "learning": ("activity", "form"),
            "experience": ("years",),
            "predicate": ("predicate",),
            "education": ("education",),
            "manual": ("text_id",),
        }.get(self.kind, ())
        if needed and not any(getattr(self, name) for name in needed):
            raise ValidationError({needed[0]: _("This kind of requirement needs it.")})
        if self.kind == "competence" and self.level and not 1 <= self.level <= 5:
            raise ValidationError({"level": _("A level is from 1 to 5.")})


class Rung(models.Model):
    """A step of a career ladder: from a kind and level of posts to the next. Data, since
    ladders differ; it only suggests which post may come next."""

    kind = models.CharField(_("kind of post"), max_length=12, choices=Post.Kind.choices)
    level = models.CharField(_("level of post"), max_length=40, blank=True)
    next_kind = models.CharField(
        _("kind of the next post"), max_length=12, choices=Post.Kind.choices
    )
    next_level = models.CharField(_("level of the next post"), max_length=40, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a career ladder")
        verbose_name_plural = _("steps of career ladders")
        ordering = ["kind", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "level", "next_kind", "next_level"], name="rung_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.level or self.kind} → {self.next_level or self.next_kind}"
