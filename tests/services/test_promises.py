"""A notice and a personnel file through the real worker, also when it is killed."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from corpu.notices.actions.telling import tell
from corpu.notices.models import Notice
from corpu.people.actions import imports
from corpu.people.models import Appointment, ImportRun, Person
from corpu.people.tasks import run_waiting_imports
from tests.conftest import make_nip
from tests.people.imports import row, text
from tests.services.conftest import wait_until


def notice_kind() -> str:
    """Any kind that the running house can tell and mail."""
    from learning import notices  # noqa: F401 (registers its sentences)

    return "learning.enrolled"


def test_a_notice_is_mailed_by_the_worker(start_worker, learner):
    worker = start_worker()
    data = {"title": "Pelayanan Publik", "course": "Pelayanan Publik"}
    notice = tell(learner, notice_kind(), source="test:1", url="/", **data)
    wait_until(
        lambda: Notice.objects.get(pk=notice.pk).mail_state == Notice.Mail.SENT,
        "the mail",
    )
    assert worker.log.read_text().count("Subject:") == 1


def test_a_notice_that_no_worker_heard_of_is_swept_up(broker, start_worker, learner):
    from corpu.notices.tasks import send_due_notices

    data = {"title": "Pelayanan Publik", "course": "Pelayanan Publik"}
    notice = tell(learner, notice_kind(), source="test:1", url="/", **data)
    with broker.connection_for_write() as connection:
        connection.default_channel.queue_purge("celery")  # the nudge is lost
    start_worker()
    send_due_notices.delay()
    wait_until(
        lambda: Notice.objects.get(pk=notice.pk).mail_state == Notice.Mail.SENT,
        "the mail",
    )


def file_of(nips: list[str]) -> SimpleUploadedFile:
    rows = [row(nip, f"Pegawai Nomor {n}") for n, nip in enumerate(nips, 1)]
    return SimpleUploadedFile("pegawai.csv", text(rows).encode())


def state_of(run: ImportRun) -> ImportRun:
    return ImportRun.objects.get(pk=run.pk)


def test_a_killed_worker_loses_nothing_and_doubles_nothing(start_worker, hr):
    nips = [make_nip() for _ in range(1_500)]
    worker = start_worker()
    run = imports.upload(kind="people", file=file_of(nips), by=hr)
    wait_until(lambda: state_of(run).state == "preview", "the preview", 120)
    assert run.rows.filter(act="add").count() == len(nips)

    imports.confirm(state_of(run), by=hr)
    wait_until(lambda: state_of(run).rows_done > 0, "the first piece", 120)
    worker.kill()
    left = state_of(run)
    assert left.state == "applying", "the power cut came too late to prove anything"
    some = Person.objects.filter(nip__in=nips).count()
    assert 0 < some < len(nips)

    start_worker()
    old = timezone.now() - imports.CLAIM_LASTS - datetime.timedelta(seconds=1)
    ImportRun.objects.filter(pk=run.pk).update(claimed_at=old)
    run_waiting_imports.delay()
    wait_until(lambda: state_of(run).state == "done", "the rest", 180)
    people = Person.objects.filter(nip__in=nips)
    assert people.count() == len(nips)
    assert Appointment.objects.filter(person__in=people).count() == len(nips)
