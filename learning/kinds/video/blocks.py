"""What an author says about a video."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from learning.embeds import frame_url
from learning.lessons import StudyBlock

VIDEO_ENDINGS = ("mp4", "webm")


class VideoBlock(StudyBlock):
    file = DocumentChooserBlock(
        required=False,
        label=_("Video file"),
        help_text=_("MP4 or WebM. Small files help those with a weak connection."),
    )
    link = blocks.URLBlock(
        required=False,
        label=_("or a link"),
        help_text=_("A video on YouTube, or a page elsewhere that opens beside."),
    )
    minutes = blocks.IntegerBlock(
        min_value=1, max_value=600, default=5, label=_("Length in minutes")
    )
    captions = DocumentChooserBlock(
        required=False,
        label=_("Captions"),
        help_text=_("A WebVTT file (.vtt), for those who do not hear the sound."),
    )
    captions_language = blocks.ChoiceBlock(
        choices=[("id", _("Indonesian")), ("en", _("English"))],
        default="id",
        label=_("Language of the captions"),
    )
    transcript = blocks.TextBlock(
        required=False,
        label=_("Transcript"),
        help_text=_("What is said, as text: it is read where no video can be loaded."),
    )
    threshold = blocks.IntegerBlock(
        min_value=0,
        max_value=100,
        default=90,
        label=_("Watched, in per cent"),
        help_text=_("From here on the lesson is done by itself. 0: only by the button."),
    )

    class Meta:
        icon = "media"
        label = _("Video")

    def clean(self, value):
        value = super().clean(value)
        errors = {}
        nothing = not value["file"] and not value["link"]
        if nothing and not self.is_deferred_validation:
            errors["file"] = ValidationError(_("Choose a file, or give a link."))
        if value["file"] and value["file"].file_extension.lower() not in VIDEO_ENDINGS:
            errors["file"] = ValidationError(_("Browsers play MP4 and WebM. Convert it."))
        if value["link"] and not value["link"].startswith("https://"):
            errors["link"] = ValidationError(_("The link must begin with https://."))
        if value["captions"] and value["captions"].file_extension.lower() != "vtt":
            errors["captions"] = ValidationError(_("Captions must be a .vtt file."))
        if value["file"] and value["link"] and not frame_url(value["link"]):
            errors["link"] = ValidationError(_("Give a file or a link, not both."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value
