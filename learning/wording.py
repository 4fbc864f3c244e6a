"""Whose words a submitted draft holds: nobody approves what she wrote herself."""

import re

from wagtail.models import TaskState, WorkflowState

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
    """True if words of what was submitted are `user`'s own.

    Hers are the parts that she was the last to change since the course was published,
    whoever pressed the button. What she changed as a reviewer is the author's again once
    it was sent back and submitted anew. Approving in the editor saves the form as well;
    the same words again are no change.
    """
    page = workflow_state.content_object
    fresh = page.revisions.order_by("created_at", "pk")
    if page.live_revision:
        fresh = fresh.filter(created_at__gt=page.live_revision.created_at)
    if not fresh.filter(user=user).exists():
        return False
    last = _last_to_write(page.live_revision, fresh)
    hers = {one.pk: one for one in last.values() if one.user_id == user.pk}
    return any(not _is_adopted(one, workflow_state, user) for one in hers.values())


def _last_to_write(live, fresh) -> dict:
    """The revision that changed each part last."""
    before = words_of(live) if live else {}
    last = {}
    for revision in fresh.iterator(chunk_size=20):
        said = words_of(revision)
        for name, words in said.items():
            if (words or None) != (before.get(name) or None):
                last[name] = revision
        before = said
    return last


def _is_adopted(revision, workflow_state, user) -> bool:
    """True if she made it while she reviewed what another had submitted, and it was
    submitted again since."""
    at = revision.created_at
    task = workflow_state.current_task_state
    if task is None or at >= task.started_at:
        return False
    states = WorkflowState.objects.filter(
        base_content_type=workflow_state.base_content_type_id,
        object_id=workflow_state.object_id,
    )
    reviews = TaskState.objects.filter(
        workflow_state__in=states.exclude(requested_by=user),
        started_at__lte=at,
        finished_at__gte=at,
    )
    return reviews.exists()
