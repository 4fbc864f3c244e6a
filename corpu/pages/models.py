"""What the office writes for all to read: knowledge, news, house rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class PictureBlock(blocks.StructBlock):
    """A picture, what it shows in words, and a line below it."""

    image = ImageChooserBlock(label=_("picture"))
    words = blocks.CharBlock(
        label=_("what it shows"),
        help_text=_("For those who do not see it."),
        required=False,
    )
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"


class CalloutBlock(blocks.StructBlock):
    """A few words that must not be overlooked."""

    tone = blocks.ChoiceBlock(
        label=_("tone"),
        choices=[
            ("info", _("information")),
            ("success", _("good news")),
            ("warning", _("caution")),
            ("danger", _("danger")),
        ],
        default="info",
    )
    title = blocks.CharBlock(label=_("title"), required=False)
    text = blocks.RichTextBlock(
        label=_("text"), features=["bold", "italic", "link", "ul", "ol"]
    )

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "pages/blocks/callout.html"


class StandardPage(Page):
    """A page of text, pictures and callouts."""

    intro = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences: what is this page for?"),
    )
    body = StreamField(
        [
            (
                "text",
                blocks.RichTextBlock(
                    label=_("Text"),
                    icon="pilcrow",
                    features=["h2", "h3", "bold", "italic", "link", "ul", "ol"],
                ),
            ),
            ("picture", PictureBlock()),
            ("callout", CalloutBlock()),
        ],
        verbose_name=_("content"),
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    subpage_types = ["pages.StandardPage"]
    template = "pages/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
