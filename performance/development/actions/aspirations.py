"""The post that a person aims at."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.models import Post
from performance.development.models import Aspiration


@transaction.atomic
def aim_at(person, post: Post | None) -> Aspiration | None:
    """Choose the post aimed at, or none any more."""
    if post is None:
        Aspiration.objects.filter(person=person).delete()
        return None
    if post.pk == person.post_id:
        raise Refused(
            "same_post",
            _("This is the post you hold. Choose the one that you aim at."),
            field="post",
        )
    values = {"post": post, "chosen_at": timezone.now()}
    row, _new = Aspiration.objects.update_or_create(person=person, defaults=values)
    return row
