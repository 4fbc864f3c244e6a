"""A course with its lessons, as its author writes it."""

from types import SimpleNamespace

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from corpu.ledger.models import LearningForm, Scope
from corpu.lib.fields import JPField
from corpu.people.models import Provider
from corpu.skills.models import Competence
from learning.conditions import condition_problems
from learning.hours import hours_differ
from learning.lessons import kinds
from learning.models.course import Course
from learning.pages.provider import ProviderPage


class LessonsField(StreamField):
    """The ordered lessons of a course, one block for each kind.

    The blocks stay out of migrations: a new kind changes no table.
    """

    def __init__(self, block_types=(), **kwargs):
        found = [(kind.code, kind.block(label=kind.label)) for kind in kinds().values()]
        kwargs.pop("block_lookup", None)
        super().__init__(found, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class CoursePageForm(WagtailAdminPageForm):
    """Drafts may wait for their lessons; what is submitted may not."""

    def clean(self):
        data = super().clean()
        is_submitted = {"action-submit", "action-publish"} & set(self.data)
        if is_submitted and not data.get("lessons"):
            message = _("Add at least one lesson before you submit the course.")
            self.add_error("lessons", message)
        if is_submitted and not data.get("jp_reason") and (apart := self._apart(data)):
            self.add_error("jp_reason", apart)
        for sentence in self._problems(data):
            self.add_error("lessons", sentence)
        return data

    def _apart(self, data) -> str:
        """Where the JP do not follow from what was typed: the sentence about it."""
        facts = {name: data.get(name) for name in ("jp", "minutes", "days", "scope")}
        form = data.get("form")
        return hours_differ(SimpleNamespace(form_id=form and form.pk, **facts))

    def _problems(self, data) -> list[str]:
        """What the kinds refuse: another agency's things, or too few of one's own."""
        shelf = ProviderPage.objects.ancestor_of(self.parent_page, inclusive=True).first()
        if shelf is None:
            return []
        known, lessons = kinds(), data.get("lessons") or []
        return [
            *condition_problems(lessons, shelf.provider),
            *(
                sentence
                for row in lessons
                for sentence in known[row.block_type].problems(row.value, shelf.provider)
            ),
        ]


class CoursePage(Page):
    """A course as its author writes it."""

    base_form_class = CoursePageForm

    summary = models.TextField(
        _("summary"),
        max_length=500,
        help_text=_("Two or three plain sentences: for whom, and what for at work."),
    )
    outcomes = models.TextField(
        _("outcomes"),
        help_text=_(
            "What learners can do afterwards, one on each line. Begin with a verb."
        ),
    )
    form = models.ForeignKey(
        LearningForm,
        models.PROTECT,
        related_name="+",
        verbose_name=_("form"),
        help_text=_("It decides by which rule the JP are credited."),
    )
    scope = models.CharField(
        _("scope"), max_length=14, choices=Scope.choices, default=Scope.NATIONAL
    )
    jp = JPField(
        _("JP"), help_text=_("Learning hours of the whole course; 1 JP is 45 minutes.")
    )
    minutes = models.PositiveIntegerField(
        _("minutes"),
        help_text=_("How long it takes a learner, tests and classes included."),
    )
    days = models.PositiveSmallIntegerField(
        _("days"),
        null=True,
        blank=True,
        help_text=_("Of learning, where the form is counted by days."),
    )
    jp_reason = models.TextField(
        _("why the JP differ"),
        blank=True,
        max_length=500,
        help_text=_(
            "Where the JP are not what the minutes or days give, tell the reviewer why."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=5,
        default="id",
        choices=[("id", _("Indonesian")), ("en", _("English"))],
    )
    access = models.CharField(
        _("access"),
        max_length=10,
        choices=Course.Access.choices,
        default=Course.Access.OPEN,
        help_text=_(
            "By invitation, nobody can ask: you invite on the participants page."
        ),
    )
    approvals = models.CharField(
        _("who approves"),
        max_length=13,
        choices=Course.Approvals.choices,
        default=Course.Approvals.LEADER,
        help_text=_("Where the course is taken with approval: who decides, in order."),
    )
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many may learn at the same time. Empty: no limit."),
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    in_order = models.BooleanField(
        _("one after the other"),
        default=False,
        help_text=_("A lesson opens when the required ones before it are done."),
    )
    lessons = LessonsField(
        blank=True,
        verbose_name=_("lessons"),
        help_text=_("In the order in which they are learnt."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        InlinePanel("competences", label=_("competence"), heading=_("Competences")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("form", widget=forms.Select), FieldPanel("scope")]
                ),
                FieldRowPanel(
                    [FieldPanel("jp"), FieldPanel("minutes"), FieldPanel("days")]
                ),
                FieldPanel("jp_reason"),
                FieldRowPanel([FieldPanel("language"), FieldPanel("capacity")]),
                FieldRowPanel([FieldPanel("access"), FieldPanel("approvals")]),
            ],
            heading=_("Form and hours"),
        ),
        FieldPanel("image"),
        FieldPanel("in_order"),
        FieldPanel("lessons"),
    ]
    promote_panels = [FieldPanel("slug")]
    parent_page_types = ["learning.ProviderPage"]
    subpage_types = ["kind_class_event.ClassEventPage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def provider(self) -> Provider:
        """The agency below whose page the course stands."""
        return (
            ProviderPage.objects.ancestor_of(self)
            .select_related("provider")
            .get()
            .provider
        )

    @property
    def hours_differ(self) -> str:
        """Where the JP do not follow from minutes and days, the sentence about it."""
        return hours_differ(self)

    def outcome_list(self) -> list[str]:
        """The outcomes, one for each line that says something."""
        return [
            line.strip(" -•\t") for line in self.outcomes.splitlines() if line.strip()
        ]

    def serve(self, request, *args, **kwargs):
        course = Course.objects.get(page_id=self.pk)
        return redirect("learning:course", slug=course.slug)

    def serve_preview(self, request, mode_name):
        """The course as its learners will meet it, from what the editor holds."""
        from learning.preview import preview

        return preview(request, self)


class CourseCompetence(Orderable):
    """A course teaches a competence, up to a level."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="competences")
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="+", verbose_name=_("competence")
    )
    level = models.PositiveSmallIntegerField(
        _("level"),
        default=1,
        choices=[(n, str(n)) for n in range(1, 6)],
        help_text=_("1 is basic knowledge, 5 is teaching others."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("competence of a course")

    def __str__(self) -> str:
        return f"{self.competence} {self.level}"
