"""Which post may come next on a person's ladder, and which one she looks at."""

from django.db.models import Q

from corpu.people.models import Person, Post
from performance.careers.models import Rung
from performance.development.models import Aspiration


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
    """The post that she aims at in her development plan, else the first of her ladder;
    True if she chose it."""
    chosen = Aspiration.objects.filter(person=person).select_related("post").first()
    if chosen:
        return chosen.post, True
    return next(iter(next_posts(person.post, 1)), None), False
