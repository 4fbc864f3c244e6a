"""How allauth meets our people."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused

log = logging.getLogger("corpu.people.mail")


class AccountAdapter(DefaultAccountAdapter):
    """People come from the HR file, never from a public form."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def send_mail(self, template_prefix, email, context):
        """Mail, or say that none went out: the same for known and unknown addresses."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # every way in which a mail server can fail
            log.warning("A sign-in mail was not sent: %s", type(error).__name__)
            raise Refused(
                "mail_not_sent",
                _(
                    "The mail could not be sent: the mail server does not answer. Try again in "
                    "a few minutes, or ask HR for an activation code."
                ),
            ) from None
