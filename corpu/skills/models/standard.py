from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.lib.rule_rows import Published, PublishedQuerySet, days_in_order, holds_on
from corpu.lib.two_languages import by_language
from corpu.people.models import Post
from corpu.skills.models.competence import LEVELS, Competence


@dataclass(frozen=True)
class Required:
    """What a post asks of one competence, and the row that says so."""

    level: int
    standard: "PostStandard"


class PostStandardQuerySet(PublishedQuerySet):
    def in_force(self, on=None) -> "PostStandardQuerySet":
        """Published standards that hold on day `on`, by default today."""
        return self.published().filter(holds_on(on or today()))

    def required_by(self, posts, on=None) -> dict[int, dict[int, Required]]:
        """What each of `posts` asks: {post id: {competence id: Required}}.

        The most particular row speaks: one of the post itself, else one of its kind and
        level, else one of its kind alone. One query, whatever the number of posts.
        """
        posts = {post.pk: post for post in posts if post}
        rows = self.in_force(on).filter(Q(post__in=posts) | Q(post=None))
        rows = list(rows.select_related("competence"))
        return {pk: _most_particular(post, rows) for pk, post in posts.items()}


def _most_particular(post: Post, rows: list["PostStandard"]) -> dict[int, Required]:
    fitting = [row for row in rows if row.fits(post)]
    fitting.sort(key=lambda row: (row.weight, row.valid_from, row.pk))
    return {row.competence_id: Required(row.level, row) for row in fitting}


class PostStandard(Published):
    """The level of a competence (1 to 5) that a post asks for (PermenPANRB 38/2017).

    Either of one post, or of every post of a kind and level (`post` empty). It has a
    legal basis and dates, is drafted by one person and published by another, and a
    published row changes no more: it gets its `valid_to` when another follows
    (`skills.actions.standards`).
    """

    post = models.ForeignKey(
        Post,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="standards",
        verbose_name=_("post"),
        help_text=_("Empty where the standard is of a kind and level of posts."),
    )
    post_kind = models.CharField(
        _("kind of post"), max_length=12, blank=True, choices=Post.Kind.choices
    )
    post_level = models.CharField(
        _("level of post"),
        max_length=40,
        blank=True,
        help_text=_("For example: administrator, ahli muda. Empty means every level."),
    )
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        related_name="standards",
        verbose_name=_("competence"),
    )
    level = models.PositiveSmallIntegerField(_("level"), validators=LEVELS)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    legal_basis_en = models.CharField(
        _("legal basis in English"), max_length=300, blank=True
    )
    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("Numbers that still have to be confirmed are shown with a mark."),
    )
    valid_from = models.DateField(_("valid from"), default=today)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = PostStandardQuerySet.as_manager()

    law = by_language("legal_basis", "legal_basis_en")

    class Meta:
        verbose_name = _("standard of a post")
        verbose_name_plural = _("standards of posts")
        ordering = ["post__name", "post_kind", "post_level", "competence", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "competence"],
                condition=Q(live=True, valid_to=None, post__isnull=False),
                name="post_standard_open_once",
            ),
            models.UniqueConstraint(
                fields=["post_kind", "post_level", "competence"],
                condition=Q(live=True, valid_to=None, post__isnull=True),
                name="level_standard_open_once",
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=False, post_kind="", post_level="")
                | (Q(post=None) & ~Q(post_kind="")),
                name="standard_of_post_or_kind",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="standard_level_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(live=False) | ~Q(legal_basis=""),
                name="standard_published_with_law",
            ),
            days_in_order("standard_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.whose}: {self.competence} {self.level}"

    @property
    def whose(self) -> str:
        """The post, or the kind and level of posts, that it binds."""
        if self.post:
            return str(self.post)
        kind = str(self.get_post_kind_display())
        return f"{kind} · {self.post_level}" if self.post_level else kind

    @property
    def weight(self) -> int:
        """How particular it is: a post before a level before a kind."""
        return 2 if self.post_id else 1 if self.post_level else 0

    def fits(self, post: Post) -> bool:
        """True if it binds `post`."""
        if self.post_id:
            return self.post_id == post.pk
        level = self.post_level.casefold()
        return self.post_kind == post.kind and level in ("", post.level.casefold())
