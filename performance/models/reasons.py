from django.db import models
from django.utils.translation import gettext as _


class WithPublicReason(models.Model):
    """A decision about what a person owes, with the words of whoever decided.

    What the person wrote when she asked (it may be about her health) is never copied
    here: it stays in her request, which she, those who decide and HR alone can read.
    """

    class Meta:
        abstract = True

    @property
    def public_reason(self) -> str:
        """The words of whoever decided; where there are none, that it was asked for."""
        return self.reason or granted_on_request()


def granted_on_request() -> str:
    """What stands where a request was granted without further words."""
    return _("Granted at the person's own request.")
