"""A mail server that does not answer: the page does, and says what to do."""

import smtplib

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from corpu.people.models import Decision


class DeadServer(BaseEmailBackend):
    """Answers nobody."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("no answer")


@pytest.fixture(autouse=True)
def dead_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"


@pytest.mark.parametrize("is_known", [True, False])
def test_a_forgotten_password_while_no_mail_goes_out(client, learner, is_known):
    sent = {"email": learner.email if is_known else "siapa@example.org"}
    page = reverse("account_reset_password")
    answer = client.post(page, sent, follow=True, HTTP_REFERER=page)
    assert answer.status_code == 200
    assert [str(m) for m in answer.context["messages"]], "it says that nothing was sent"


def test_a_sign_in_link_while_no_mail_goes_out(hr, learner, client_of):
    client = client_of(hr)
    answer = client.post(reverse("people:sign_in_mail", args=[learner.pk]))
    assert answer.status_code == 302
    assert not Decision.objects.filter(act="activation.mailed").exists()
