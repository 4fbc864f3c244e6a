"""A path as its agency writes it: steps in an order and, of a programme, cohorts."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page

from corpu.people.models import Provider
from learning.models import Course, ProviderPage
from learning.paths.models.path import Path


class PathPageForm(WagtailAdminPageForm):
    """Steps are the agency's own courses; a programme has cohorts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        page = self.parent_page or self.instance.get_parent()
        shelf = ProviderPage.objects.ancestor_of(page, inclusive=True).get()
        courses = Course.objects.published().filter(provider=shelf.provider)
        formset = self.formsets.get("steps")
        for form in [*formset.forms, formset.empty_form] if formset else []:
            form.fields["course"].queryset = courses
        if formset:
            formset.form.base_fields["course"].queryset = courses

    def clean(self):
        """Something to walk, and for a programme a day to begin."""
        data = super().clean()
        is_submitted = {"action-submit", "action-publish"} & set(self.data)
        if is_submitted and not self._rows("steps"):
            raise ValidationError(_("Add at least one step before you submit the path."))
        if is_submitted and data.get("is_programme") and not self._rows("cohorts"):
            raise ValidationError(_("A programme runs in cohorts: add the first one."))
        return data

    def _rows(self, name: str) -> list[dict]:
        formset = self.formsets[name]
        formset.is_valid()
        rows = [getattr(form, "cleaned_data", {}) for form in formset.forms]
        return [row for row in rows if row and not row.get("DELETE")]


class PathPage(Page):
    """A learning path or a programme."""

    base_form_class = PathPageForm

    summary = models.TextField(
        _("summary"),
        max_length=500,
        help_text=_("Two or three plain sentences: for whom, and towards what."),
    )
    outcomes = models.TextField(
        _("outcomes"),
        help_text=_(
            "What learners can do afterwards, one on each line. Begin with a verb."
        ),
    )
    is_programme = models.BooleanField(
        _("programme"),
        default=False,
        help_text=_("People walk it together in cohorts that begin on a day."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        InlinePanel("steps", label=_("step"), heading=_("Steps")),
        FieldPanel("is_programme"),
        InlinePanel("cohorts", label=_("cohort"), heading=_("Cohorts")),
    ]
    promote_panels = [FieldPanel("slug")]
    parent_page_types = ["learning.ProviderPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")

    @property
    def provider(self) -> Provider:
        """The agency below whose page the path stands."""
        shelf = ProviderPage.objects.ancestor_of(self).select_related("provider").get()
        return shelf.provider

    def outcome_list(self) -> list[str]:
        """The outcomes, one for each line that says something."""
        return [
            line.strip(" -•\t") for line in self.outcomes.splitlines() if line.strip()
        ]

    def serve(self, request, *args, **kwargs):
        path = Path.objects.get(page_id=self.pk)
        return redirect("paths:path", slug=path.slug)


class StepRow(Orderable):
    """A step as the author writes it: a course, or a milestone with a title."""

    page = ParentalKey(PathPage, on_delete=models.CASCADE, related_name="steps")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course"),
        help_text=_("Empty: a milestone, which the mentor confirms."),
    )
    title = models.CharField(_("title of the milestone"), max_length=200, blank=True)
    text = models.TextField(
        _("what to do"), blank=True, max_length=1000, help_text=_("For a milestone.")
    )
    is_required = models.BooleanField(_("required"), default=True)
    is_gate = models.BooleanField(
        _("gate"),
        default=False,
        help_text=_("Opens when the required steps before it are done."),
    )
    weeks = models.PositiveSmallIntegerField(
        _("opens after so many weeks"),
        default=0,
        help_text=_("Counted from the day on which the cohort begins."),
    )

    panels = [
        FieldPanel("course"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel(
            [FieldPanel("is_required"), FieldPanel("is_gate"), FieldPanel("weeks")]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step")

    def __str__(self) -> str:
        return self.title or str(self.course)

    def clean(self):
        """A course or a milestone, not both and not neither."""
        super().clean()
        if bool(self.course_id) == bool(self.title.strip()):
            message = _("Choose a course, or give the title of a milestone.")
            raise ValidationError({"course": message})


class CohortRow(Orderable):
    """A cohort as the author writes it."""

    page = ParentalKey(PathPage, on_delete=models.CASCADE, related_name="cohorts")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=100)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    join_by = models.DateField(_("join until"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("places"), null=True, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("join_by"), FieldPanel("seats")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("cohort")

    def __str__(self) -> str:
        return self.name

    def clean(self):
        """It ends after it begins."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first one.")})
