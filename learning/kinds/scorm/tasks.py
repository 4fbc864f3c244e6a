from celery import shared_task

from learning.kinds.scorm.actions import packages
from learning.kinds.scorm.models import Package


@shared_task
def prepare_package(package_id: int) -> None:
    """Unpack one waiting package."""
    packages.prepare(package_id)


@shared_task
def prepare_waiting() -> None:
    """Unpack what was missed: a broker may lose a message, a row is not lost."""
    for package_id in Package.objects.waiting().values_list("pk", flat=True)[:20]:
        prepare_package.delay(package_id)
