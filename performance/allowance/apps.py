from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllowanceConfig(AppConfig):
    name = "performance.allowance"
    verbose_name = _("Performance allowance")

    def ready(self):
        """Teach the house the notices of this part, and how its formulas are kept."""
        import performance.allowance.notices  # noqa: F401
        from performance.actions.dated import Keeping, keep
        from performance.allowance.actions import formulas

        keep(
            "allowance.formula",
            Keeping(
                may=formulas.may_end,
                refuse=formulas.refuse_last_day,
                acts="allowance.formula_",
            ),
        )
