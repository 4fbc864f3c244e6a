from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LibConfig(AppConfig):
    name = "corpu.lib"
    label = "lib"
    verbose_name = _("Small tools")

    def ready(self):
        """Append-only tables get their triggers after every migrate."""
        from corpu.lib import (  # noqa: F401 (they register system checks)
            checklists,
            content_host,
            followers,
            guards,
            page_parts,
            seals,
            setting_checks,
            triggers,
        )

        post_migrate.connect(triggers.install, dispatch_uid="corpu.lib.triggers")
