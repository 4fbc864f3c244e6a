"""The office drafts standards, sources and bands in the CMS; a second person publishes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.skills.models import PostStandard
from corpu.skills.permissions import may_set_standards
from performance.dated_editing import LAW_PANELS, DatedForm, DatedPolicy, register_dated
from performance.development.models import LevelSource, MatchBand


class StandardPolicy(DatedPolicy):
    """HR of an institution drafts standards; what is published stays."""

    def user_has_permission(self, user, action) -> bool:
        """Every act on standards takes the same right."""
        return user.is_authenticated and may_set_standards(user)


class StandardForm(DatedForm):
    """A draft with a legal basis, of a post or of a kind of posts."""

    def clean(self):
        """Either a post, or a kind (and level) of posts; and the law behind it."""
        data = super().clean()
        if bool(data.get("post")) == bool(data.get("post_kind")):
            self.add_error("post", _("Choose either a post or a kind of posts."))
        if data.get("post") and data.get("post_level"):
            self.add_error("post_level", _("A post has its level already."))
        if not data.get("legal_basis"):
            self.add_error("legal_basis", ValidationError(_("Name the legal basis.")))
        return data


class StandardViewSet(SnippetViewSet):
    model = PostStandard
    icon = "list-ol"
    menu_label = _("Standards of posts")
    list_display = ["whose", "competence", "level", "valid_from", "valid_to", "live"]
    list_filter = ["competence", "post_kind", "live"]
    copy_view_enabled = True
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("post"),
                FieldRowPanel([FieldPanel("post_kind"), FieldPanel("post_level")]),
            ],
            heading=_("Whose standard"),
        ),
        FieldRowPanel([FieldPanel("competence"), FieldPanel("level")]),
        FieldPanel("legal_basis"),
        FieldPanel("legal_basis_en"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("is_confirmed"),
    ]


class LevelSourceViewSet(SnippetViewSet):
    model = LevelSource
    icon = "order"
    menu_label = _("Sources of levels")
    list_display = ["source", "priority", "years", "raises", "valid_from", "live"]
    list_filter = ["source", "live"]
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("source"), FieldPanel("priority")]),
        FieldRowPanel([FieldPanel("years"), FieldPanel("raises")]),
        *LAW_PANELS,
    ]


class MatchBandViewSet(SnippetViewSet):
    model = MatchBand
    icon = "sliders"
    menu_label = _("Bands of the job person match")
    list_display = ["percent", "name_id", "name_en", "valid_from", "live"]
    list_filter = ["live"]
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("percent"), FieldPanel("tone")]),
        FieldRowPanel([FieldPanel("name_id"), FieldPanel("name_en")]),
        *LAW_PANELS,
    ]


PostStandard.base_form_class = StandardForm
register_permission_policy(PostStandard, StandardPolicy(PostStandard))
register_snippet(StandardViewSet)
register_dated(LevelSourceViewSet)
register_dated(MatchBandViewSet)


@hooks.register("register_snippet_listing_buttons")
def open_standards(snippet, user, next_url=None):
    """From the list to the page where standards are published."""
    if isinstance(snippet, PostStandard):
        url = reverse("development:standards")
        yield Button(_("Publish or end"), url, priority=5, icon_name="check")


@hooks.register("before_edit_snippet")
@hooks.register("before_delete_snippet")
def published_standard_stays(request, rows):
    """What is published is not edited or deleted: another follows it."""
    rows = rows if isinstance(rows, (list, tuple)) else [rows]
    if any(isinstance(row, PostStandard) and row.live for row in rows):
        messages.info(
            request, _("A published standard stays: draft the one that follows it.")
        )
        return redirect("development:standards")
    return None
