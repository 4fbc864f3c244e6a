from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PerformanceConfig(AppConfig):
    name = "performance"
    label = "performance"
    verbose_name = _("Performance")

    def ready(self):
        """Teach the house the notices of this domain, what the health page asks, and
        that a standing that goes, in whatever way, leaves a mark for its unit."""
        import performance.notices  # noqa: F401
        from corpu.lib.health import QUESTIONS
        from corpu.lib.triggers import ON_DELETE, OnDelete
        from performance.health import standings

        QUESTIONS["standings"] = standings
        ON_DELETE.append(
            OnDelete(
                model="performance.Standing",
                into="performance_rollupmark",
                columns="unit_id, year",
                values="{old}.unit_id, {old}.year",
            )
        )
