"""What an author says about a file."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from learning.lessons import StudyBlock

NOT_A_LESSON = ("zip", "vtt", "mp4", "webm")


class FileBlock(StudyBlock):
    file = DocumentChooserBlock(
        label=_("File"),
        help_text=_("A PDF is read in the page. Other files are downloaded."),
    )
    introduction = blocks.TextBlock(
        required=False,
        label=_("Introduction"),
        help_text=_("What to look for while reading."),
    )
    minutes = blocks.IntegerBlock(
        min_value=1, max_value=600, default=10, label=_("Minutes to read it")
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("File")

    def clean(self, value):
        value = super().clean(value)
        chosen = value["file"]  # a draft may be saved before it is chosen
        if chosen and chosen.file_extension.lower() in NOT_A_LESSON:
            error = ValidationError(
                _("Use the lesson for videos or packages for this kind of file.")
            )
            raise blocks.StructBlockValidationError(block_errors={"file": error})
        return value
