"""Posts are made where they are first named."""

import hashlib

from corpu.people.models import Post


def code_of_post(kind: str, name: str, level: str) -> str:
    """A code made of what a post is, where nobody gives one: the same every time."""
    parts = (kind, name, level)
    text = "\n".join(" ".join(part.lower().split()) for part in parts)
    return "P-" + hashlib.sha256(text.encode()).hexdigest()[:12]


def post_named(*, name: str, kind: str, level: str = "") -> Post:
    """The post of this name, kind and level; it is made if there is none."""
    name = " ".join(name.split())
    known = Post.objects.filter(name__iexact=name, kind=kind, level__iexact=level)
    post = known.order_by("pk").first()
    if post:
        return post
    code = code_of_post(kind, name, level)
    return Post.objects.get_or_create(
        code=code, defaults={"name": name, "kind": kind, "level": level}
    )[0]
