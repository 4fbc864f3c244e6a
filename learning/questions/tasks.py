from celery import shared_task

from learning.questions.actions import figures


@shared_task
def recount_figures() -> None:
    """Bring the figures of questions up to what was answered since."""
    figures.recount_changed()
