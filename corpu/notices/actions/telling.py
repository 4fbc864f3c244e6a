"""Telling a person something: first a row, then the mail when the transaction is done."""

from django.db import transaction
from django.utils import timezone

from corpu.notices.models import Notice, NoticeSetting
from corpu.notices.rules import NUDGES_A_WEEK, may_nudge
from corpu.notices.sentences import nudges, sentence_of


@transaction.atomic
def tell(person, kind: str, *, source: str, url: str = "", **data) -> Notice | None:
    """Tell `person`; the same `source` again tells nothing new and returns the first.

    None if she has left, or if it is a nudge and she has had two in this week.
    """
    sentence = sentence_of(kind)
    if not person.is_active:
        return None
    known = Notice.objects.filter(source=source).first()
    if known:
        return known
    if sentence.is_nudge and not has_room_for_nudge(person):
        return None
    mail = Notice.Mail.WAITING if _wants_mail(person, sentence) else Notice.Mail.NONE
    notice, created = Notice.objects.get_or_create(
        source=source,
        defaults={
            "person": person,
            "kind": kind,
            "data": data,
            "url": url,
            "mail_state": mail,
            "created_at": timezone.now(),
        },
    )
    if created and mail == Notice.Mail.WAITING:
        transaction.on_commit(lambda: _nudge(notice.pk))
    return notice


def has_room_for_nudge(person) -> bool:
    """True if the person has had less than her two nudges in the last seven days."""
    told = Notice.objects.filter(person=person, kind__in=nudges())
    told = told.order_by("-created_at").values_list("created_at", flat=True)
    return may_nudge(list(told[:NUDGES_A_WEEK]), timezone.now())


def _wants_mail(person, sentence) -> bool:
    if not (person.email and sentence.mail):
        return False
    setting = NoticeSetting.objects.filter(person=person, group=sentence.group).first()
    return setting is None or setting.mail


def _nudge(pk: int) -> None:
    from corpu.notices.tasks import send_notice

    send_notice.delay(pk)


def mark_read(notice: Notice) -> None:
    """Its reader has seen it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(person) -> int:
    """All notices of a person are seen; returns how many were not."""
    return Notice.objects.filter(person=person).unread().update(read_at=timezone.now())


@transaction.atomic
def want_mail(person, wishes: dict[str, bool]) -> None:
    """Set for each group of notices whether `person` wants mail."""
    for group, mail in wishes.items():
        NoticeSetting.objects.update_or_create(
            person=person, group=group, defaults={"mail": mail}
        )
