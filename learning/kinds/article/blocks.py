"""What an author may put into an article."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from learning.embeds import frame_url
from learning.lessons import StudyBlock

TEXT_FEATURES = [
    "h2",
    "h3",
    "bold",
    "italic",
    "ol",
    "ul",
    "hr",
    "blockquote",
    "link",
    "document-link",
]


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Description for those who cannot see it"),
        help_text=_("Leave it empty only if the picture is mere decoration."),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "learning/kinds/article/picture.html"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        choices=[
            ("info", _("Good to know")),
            ("success", _("Tip")),
            ("warning", _("Caution")),
        ],
        default="info",
        label=_("Tone"),
    )
    text = blocks.RichTextBlock(features=["bold", "italic", "link"], label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "learning/kinds/article/callout.html"


class EmbedBlock(blocks.StructBlock):
    url = blocks.URLBlock(
        label=_("Address of the video"), help_text=_("A link of YouTube.")
    )
    title = blocks.CharBlock(max_length=200, label=_("What it shows"))

    class Meta:
        icon = "media"
        label = _("Embedded video")
        template = "learning/kinds/article/embed.html"

    def clean(self, value):
        value = super().clean(value)
        if value["url"] and not frame_url(value["url"]):
            error = ValidationError(
                _("Only links to a video on YouTube can be embedded. Upload others.")
            )
            raise blocks.StructBlockValidationError(block_errors={"url": error})
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "frame_url": frame_url(value["url"])}


class CodeBlock(blocks.StructBlock):
    text = blocks.RawHTMLBlock(label=_("Code"), help_text=_("Shown as it is written."))

    class Meta:
        icon = "code"
        label = _("Code")
        template = "learning/kinds/article/code.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=200, label=_("What the table shows"))
    rows = blocks.TextBlock(
        label=_("Rows"),
        help_text=_(
            "Paste from a spreadsheet, or one row on each line with | between cells. "
            "The first row is the head."
        ),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "learning/kinds/article/table.html"

    def get_context(self, value, parent_context=None):
        rows = table_rows(value["rows"])
        context = super().get_context(value, parent_context)
        return {**context, "head": rows[:1], "body": rows[1:]}


def table_rows(text: str) -> list[list[str]]:
    """Cells of the lines of `text`, every row as wide as the widest."""
    lines = [line for line in text.splitlines() if line.strip()]
    sign = "\t" if any("\t" in line for line in lines) else "|"
    rows = [[cell.strip() for cell in line.strip("|").split(sign)] for line in lines]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))
    picture = PictureBlock()
    callout = CalloutBlock()
    embed = EmbedBlock()
    code = CodeBlock()
    table = TableBlock()


class ArticleBlock(StudyBlock):
    body = BodyBlock(label=_("Text and pictures"))

    class Meta:
        icon = "doc-full"
        label = _("Article")
