"""Sending what waits. Each task may run twice."""

from celery import shared_task

from corpu.notices.actions import mailing


@shared_task
def send_notice(pk: int) -> None:
    """Mail one notice."""
    mailing.send(pk)


@shared_task
def send_due_notices() -> int:
    """Mail what was missed or failed before; returns how many were sent."""
    return mailing.send_due()
