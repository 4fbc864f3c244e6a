"""The mail of notices: claimed by conditional update, sent outside any transaction."""

import datetime
import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from corpu.notices.models import Notice
from corpu.notices.rules import MOST_TRIES, wait_before_try
from corpu.notices.sentences import fill, sentence_of

log = logging.getLogger("corpu.notices")
CLAIM_LASTS = datetime.timedelta(minutes=10)
AT_ONCE = 200


def send_due(limit: int = AT_ONCE) -> int:
    """Send waiting mail, oldest first; returns how many were sent."""
    due = Notice.objects.due().order_by("created_at").values_list("pk", flat=True)
    return sum(send(pk) for pk in list(due[:limit]))


def send(pk: int) -> bool:
    """Mail one notice if nobody else is at it and its rest after a failure is over."""
    notice = _claim(pk)
    if notice is None:
        return False
    try:
        _mail(notice)
    except Exception as error:  # whatever the mail server says: kept, and tried again
        log.warning("Notice %s was not mailed: %s", pk, type(error).__name__)
        _failed(notice)
        return False
    Notice.objects.filter(pk=pk).update(
        mail_state=Notice.Mail.SENT, mail_tries=F("mail_tries") + 1
    )
    return True


def _claim(pk: int) -> Notice | None:
    now = timezone.now()
    notice = Notice.objects.due().filter(pk=pk).select_related("person").first()
    if notice is None or _rests(notice, now):
        return None
    free = Q(mail_claimed_at=notice.mail_claimed_at)
    if notice.mail_claimed_at is None:
        free = Q(mail_claimed_at=None)
    claimed = Notice.objects.due().filter(free, pk=pk).update(mail_claimed_at=now)
    return notice if claimed else None


def _rests(notice: Notice, now) -> bool:
    """True while another sender is at it, or it waits after a failure."""
    if notice.mail_claimed_at is None:
        return False
    tries = notice.mail_tries
    rest = wait_before_try(tries) if tries else CLAIM_LASTS
    return notice.mail_claimed_at + rest > now


def _failed(notice: Notice) -> None:
    tries = notice.mail_tries + 1
    state = Notice.Mail.FAILED if tries >= MOST_TRIES else Notice.Mail.WAITING
    Notice.objects.filter(pk=notice.pk).update(mail_tries=tries, mail_state=state)


def _mail(notice: Notice) -> None:
    """Write the mail in its reader's language and hand it to the mail server."""
    sentence = sentence_of(notice.kind)
    with translation.override(notice.person.language):
        title = fill(sentence.title, notice.data)
        context = {
            "person": notice.person,
            "title": title,
            "body": fill(sentence.body, notice.data),
            "url": absolute(_link(notice, sentence)),
            "site_url": settings.SITE_URL,
            "language": notice.person.language,
        }
        text = render_to_string("emails/notice.txt", context)
        html = render_to_string("emails/notice.html", context)
    message = EmailMultiAlternatives(
        subject=" ".join(title.split()), body=text, to=[notice.person.email]
    )
    message.attach_alternative(html, "text/html")
    message.send()


def _link(notice: Notice, sentence) -> str:
    own = sentence.mail_url(notice) if sentence.mail_url else ""
    return own or notice.url


def absolute(url: str) -> str:
    """A link of ours as mail needs it."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url
