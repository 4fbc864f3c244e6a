"""The shelf of training agencies, and the page of each."""

from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Collection, Page

from corpu.people.models import Provider


class ProviderIndexPage(Page):
    """The shelf on which the pages of all agencies stand."""

    max_count = 1
    subpage_types = ["learning.ProviderPage"]

    class Meta:
        verbose_name = _("training agencies")

    def serve(self, request, *args, **kwargs):
        return redirect("learning:catalogue")


class ProviderPage(Page):
    """A training agency presents itself; its courses stand below."""

    provider = models.OneToOneField(
        Provider, models.PROTECT, related_name="page", verbose_name=_("training agency")
    )
    collection = models.ForeignKey(
        Collection, models.PROTECT, null=True, related_name="+", editable=False
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences: who you are and what you teach."),
    )
    about = RichTextField(
        _("about the agency"),
        blank=True,
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link"],
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("about"),
        FieldPanel("image"),
    ]
    promote_panels: list = []
    parent_page_types = ["learning.ProviderIndexPage"]
    subpage_types = ["learning.CoursePage", "paths.PathPage"]

    class Meta:
        verbose_name = _("page of a training agency")

    def serve(self, request, *args, **kwargs):
        return redirect("learning:provider", code=self.provider.code)
