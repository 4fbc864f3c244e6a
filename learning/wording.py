"""Whose words a submitted draft holds: nobody approves what she wrote herself."""

import re

# What a revision holds besides the words of its author.
NOT_WORDS = frozenset(
    [
        "pk",
        "path",
        "depth",
        "numchild",
        "translation_key",
        "locale",
        "live",
        "has_unpublished_changes",
        "url_path",
        "owner",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "first_published_at",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "draft_title",
        "alias_of",
        "wagtail_admin_comments",
        "index_entries",
        "content_type",
    ]
)


def words_of(revision) -> dict:
    """What was written, without what the editor adds to every saving by itself."""
    written = {k: v for k, v in revision.content.items() if k not in NOT_WORDS}
    return {name: _words(value) for name, value in written.items()}


def _words(value):
    if isinstance(value, str):
        return re.sub(r'\s*data-block-key=\\?"\w+\\?"', "", value).strip()
    if isinstance(value, list) and value and isinstance(value[0], dict):
        own = ("pk", "page", "sort_order")
        return [{k: v for k, v in row.items() if k not in own} for row in value]
    return value


def has_rewritten(workflow_state, user) -> bool:
    """True if `user` herself changed the words of what was submitted.

    Approving in the editor saves the form as well; the same words again are no change.
    """
    revisions = workflow_state.content_object.revisions
    mine = workflow_state.content_object.get_latest_revision()
    if mine is None or mine.user_id != user.pk:
        return False
    before = revisions.exclude(user=user).order_by("-created_at", "-pk").first()
    return before is None or words_of(before) != words_of(mine)
