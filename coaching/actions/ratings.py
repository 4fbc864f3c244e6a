"""Ratings of coaches: given by coachees, told as a sum of five or more new voices."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching import rules
from coaching.models import Coach, Engagement, Rating, RatingSum, Session
from corpu.lib.refusals import Refused


@transaction.atomic
def rate(engagement: Engagement, *, by, stars: int) -> None:
    """The coachee says how helpful her coach is; a later word takes the place of it.

    The coach reads neither: she sees a sum once five more people have said something.
    """
    if engagement.coachee_id != by.pk:
        raise Refused("not_coachee", _("Only the coachee rates."))
    if not Session.objects.confirmed().filter(engagement=engagement).exists():
        raise Refused("no_session_yet", _("Rate after your first confirmed session."))
    Coach.objects.select_for_update().get(pk=engagement.coach_id)
    Rating.objects.update_or_create(
        engagement=engagement, defaults={"stars": stars, "given_at": timezone.now()}
    )
    _sum_up(engagement.coach)


def _sum_up(coach: Coach) -> None:
    """A new sum, if enough people have spoken since the last one."""
    rows = Rating.objects.filter(engagement__coach=coach)
    voices = rows.values("engagement__coachee").distinct().count()
    known = RatingSum.objects.filter(coach=coach).first()
    if not rules.may_sum(voices, known.voices if known else 0):
        return
    # One voice a person: the latest of hers.
    latest: dict[int, int] = {}
    for person, stars in rows.order_by("given_at", "pk").values_list(
        "engagement__coachee", "stars"
    ):
        latest[person] = stars
    RatingSum.objects.update_or_create(
        coach=coach,
        defaults={
            "voices": len(latest),
            "stars": sum(latest.values()),
            "summed_at": timezone.now(),
        },
    )
