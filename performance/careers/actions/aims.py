"""The post that a person aims at, and which may come next on her ladder."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from corpu.people.models import Person, Post
from performance.careers.models import Aim, Rung


@transaction.atomic
def choose(person: Person, *, post: Post) -> Aim:
    """Aim at a post; what was aimed at before is replaced."""
    fields = {"post": post, "chosen_at": timezone.now()}
    return Aim.objects.update_or_create(person=person, defaults=fields)[0]


def next_posts(post: Post | None, most: int = 6) -> list[Post]:
    """Posts one step up the ladder, those whose names begin alike first."""
    if post is None:
        return []
    rungs = Rung.objects.filter(kind=post.kind, level__in=["", post.level])
    condition = Q(pk__in=[])
    for kind, level in rungs.values_list("next_kind", "next_level"):
        condition |= Q(kind=kind, level=level)
    found = list(
        Post.objects.filter(condition).exclude(pk=post.pk).order_by("name")[:500]
    )
    found.sort(key=lambda p: -_words_alike(p.name, post.name))
    return found[:most]


def _words_alike(one: str, other: str) -> int:
    """How many words the two names begin with in common."""
    pairs = list(zip(one.split(), other.split(), strict=False))
    return next((n for n, (a, b) in enumerate(pairs) if a != b), len(pairs))


def aimed_at(person: Person) -> tuple[Post | None, bool]:
    """The post that she chose, else the first of her ladder; True if she chose it."""
    aim = Aim.objects.filter(person=person).select_related("post").first()
    if aim:
        return aim.post, True
    return next(iter(next_posts(person.post, 1)), None), False
