"""Background work of plans: each may run twice."""

from celery import shared_task

from performance.plans.actions import reminding


@shared_task
def propose_lines() -> None:
    """Everybody who lacks them gets the lines that follow from targets."""
    reminding.propose_missing()


@shared_task
def follow_the_clock() -> None:
    """Reminders, what becomes final by silence, and who leads today."""
    reminding.refresh_leaders()
    reminding.finish_silent()
    reminding.remind_to_plan()
    reminding.remind_of_feedback()
    reminding.remind_to_assess()
