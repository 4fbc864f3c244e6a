"""A class as its agency writes it, below the page of its course."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, Page

from corpu.people.models import Person, RoleGrant
from learning.kinds.class_event.models.event import ClassEvent, TimeZone
from learning.pages import ProviderPage


class ClassEventForm(WagtailAdminPageForm):
    """Offers the agency's own people as instructors."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        page = self.parent_page or self.instance.get_parent()
        shelf = ProviderPage.objects.ancestor_of(page, inclusive=True).get()
        staff = RoleGrant.objects.active().filter(provider__page=shelf.pk)
        if "instructors" in self.fields:
            people = Person.objects.filter(pk__in=staff.values("person"), is_active=True)
            self.fields["instructors"].queryset = people

    def clean(self):
        """A place or a link, at least one sitting, and seats for all who booked."""
        data = super().clean()
        rows = self._sittings()
        if not rows:
            raise ValidationError(_("Add at least one sitting with its day and hours."))
        if not data.get("venue") and not all(row.get("link") for row in rows):
            self.add_error(
                "venue", _("Name the venue, or give a link for each online sitting.")
            )
        self._check_seats(data)
        return data

    def _sittings(self) -> list[dict]:
        """The meetings as they were typed, those to be deleted left out."""
        formset = self.formsets["sittings"]
        formset.is_valid()
        rows = [getattr(form, "cleaned_data", {}) for form in formset.forms]
        return [row for row in rows if row and not row.get("DELETE")]

    def _check_seats(self, data) -> None:
        event = ClassEvent.objects.filter(page_id=self.instance.pk).first()
        if event and data.get("seats") and data["seats"] < event.seats_taken:
            message = _("%(taken)s people have a seat already: seats cannot be fewer.")
            self.add_error("seats", message % {"taken": event.seats_taken})


class ClassEventPage(Page):
    """A class: where and when people meet, for how many, and who teaches."""

    venue = models.CharField(
        _("venue"),
        max_length=200,
        blank=True,
        help_text=_("Building and hall; leave empty for a class that is online only."),
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=20,
        choices=TimeZone.choices,
        default=TimeZone.WIB,
        help_text=_("The clock of the place; the hours below are in it."),
    )
    seats = models.PositiveIntegerField(_("seats"), default=30)
    seats_min = models.PositiveIntegerField(
        _("fewest participants"),
        default=0,
        help_text=_("You are warned a week before if fewer have a seat. 0: no minimum."),
    )
    enrol_by = models.DateTimeField(
        _("book until"),
        null=True,
        blank=True,
        help_text=_("Jakarta time (WIB). Empty: until the class begins."),
    )
    instructors = ParentalManyToManyField(
        Person,
        blank=True,
        related_name="+",
        verbose_name=_("instructors"),
        help_text=_("They mark the attendance."),
    )
    notes = models.TextField(_("what to bring and know"), blank=True, max_length=1000)

    base_form_class = ClassEventForm
    content_panels = [
        *Page.content_panels,
        InlinePanel("sittings", label=_("sitting"), heading=_("Sittings"), min_num=1),
        MultiFieldPanel(
            [
                FieldPanel("venue"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("time_zone")]),
            ],
            heading=_("Place"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("seats"), FieldPanel("seats_min")]),
                FieldPanel("enrol_by"),
            ],
            heading=_("Seats"),
        ),
        FieldPanel("instructors", widget=forms.CheckboxSelectMultiple),
        FieldPanel("notes"),
        InlinePanel("materials", label=_("material"), heading=_("Materials")),
    ]
    promote_panels = [FieldPanel("slug")]
    parent_page_types = ["learning.CoursePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")

    def clean(self):
        """There is somebody to teach."""
        super().clean()
        if self.seats is not None and self.seats < 1:
            raise ValidationError({"seats": _("A class needs at least one seat.")})
        if self.seats and self.seats_min and self.seats_min > self.seats:
            message = _("It cannot need more participants than it has seats.")
            raise ValidationError({"seats_min": message})

    def serve(self, request, *args, **kwargs):
        event = ClassEvent.objects.get(page_id=self.pk)
        return redirect("kind_class_event:event", public_id=event.public_id)


class ClassSitting(Orderable):
    """One meeting, as the author writes it."""

    page = ParentalKey(ClassEventPage, on_delete=models.CASCADE, related_name="sittings")
    day = models.DateField(_("day"))
    begins = models.TimeField(_("from"), default=datetime.time(9))
    ends = models.TimeField(_("until"), default=datetime.time(16))
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    room = models.CharField(_("room"), max_length=100, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends")]),
        FieldPanel("topic"),
        FieldRowPanel([FieldPanel("room"), FieldPanel("link")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("sitting")

    def __str__(self) -> str:
        return f"{self.day} {self.begins:%H:%M}–{self.ends:%H:%M}"

    def clean(self):
        """It ends after it begins, on the same day."""
        super().clean()
        if self.begins and self.ends and self.ends <= self.begins:
            raise ValidationError({"ends": _("A sitting ends after it begins.")})


class ClassMaterial(Orderable):
    """A file for those who have a seat."""

    page = ParentalKey(ClassEventPage, on_delete=models.CASCADE, related_name="materials")
    document = models.ForeignKey(
        get_document_model_string(),
        models.CASCADE,
        related_name="+",
        verbose_name=_("document"),
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("material")

    def __str__(self) -> str:
        return str(self.document)
