"""The mail with which a person who has an e-mail address signs in for the first time."""

from allauth.account.forms import ResetPasswordForm
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision


def send_sign_in_link(request, person) -> None:
    """Mail her the link with which she sets a password; the sign-in library writes it."""
    if not (person.email and person.is_active):
        raise Refused(
            "sign_in_mail_not_possible",
            _(
                "She has no e-mail address, or has left. Issue an activation code instead."
            ),
        )
    form = ResetPasswordForm({"email": person.email})
    if not form.is_valid():
        raise Refused("sign_in_mail_not_possible", _("The mail could not be written."))
    form.save(request)
    log_decision("activation.mailed", by=request.user, person=person)
