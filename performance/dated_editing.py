"""How the Corpu office drafts dated rules in the CMS (see `corpu.lib.drafting`)."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from corpu.lib.drafting import DraftForm, RulePolicy, register_rule
from performance.permissions import may_set_targets

LAW_PANELS = [
    FieldPanel("legal_basis"),
    FieldPanel("legal_basis_en"),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    FieldPanel("is_confirmed"),
]


class OfficePolicy(RulePolicy):
    """Whoever may set targets drafts the other rules of performance as well."""

    may = staticmethod(may_set_targets)


def register_dated(viewset, form=DraftForm) -> None:
    """Let the office draft `viewset.model` in the CMS."""
    register_rule(viewset, OfficePolicy, form=form)
