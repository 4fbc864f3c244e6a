from django.utils.translation import gettext_lazy as _

from learning.kinds.article.blocks import ArticleBlock
from learning.kinds.article.freeze import frozen_html, reading_minutes
from learning.lessons import LessonKind


class ArticleKind(LessonKind):
    """A text with pictures, callouts, tables and embedded videos, read in the page."""

    code = "article"
    label = _("Article")
    icon = "book"
    block = ArticleBlock
    template = "learning/kinds/article/lesson.html"
    is_studied = True
    done_label = _("Mark as read")
    keeps_scroll = True
    in_preview = True

    def snapshot(self, value) -> dict:
        html = frozen_html(value["body"])
        return {"html": html, "minutes": reading_minutes(html)}

    def public_content(self, lesson) -> dict:
        return {"minutes": lesson.content["minutes"]}


KIND = ArticleKind()
