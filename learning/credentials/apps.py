from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    name = "learning.credentials"
    label = "credentials"
    verbose_name = _("Credentials")

    def ready(self):
        """Teach the house our notices; a signer that cannot be loaded stops the start."""
        from learning.credentials import checks, notices  # noqa: F401 (checks)

        notices.register_all()
