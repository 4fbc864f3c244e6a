"""The office drafts standards, sources and bands in the CMS; a second person publishes."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from corpu.lib.drafting import DraftForm, RulePolicy, register_rule
from corpu.skills.models import PostStandard
from corpu.skills.permissions import may_set_standards
from performance.dated_editing import LAW_PANELS, register_dated
from performance.development.models import LevelSource, MatchBand


class StandardPolicy(RulePolicy):
    """HR of an institution drafts standards."""

    may = staticmethod(may_set_standards)


class StandardForm(DraftForm):
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


register_rule(
    StandardViewSet,
    StandardPolicy,
    form=StandardForm,
    stays=_("A published standard stays: draft the one that follows it."),
    url=lambda standard: reverse("development:standards"),
)
register_dated(LevelSourceViewSet)
register_dated(MatchBandViewSet)
