"""Wagtail tells which path was published, and which page went away."""

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_unpublished


def _published(sender, instance, **kwargs):
    from learning.paths.actions.publishing import publish_path

    publish_path(instance)


def _withdrawn(sender, instance, **kwargs):
    from learning.paths.actions.publishing import withdraw_path

    withdraw_path(instance.pk)


def connect() -> None:
    """Called once, when the app is ready."""
    from learning.paths.pages import PathPage

    page_published.connect(_published, PathPage, dispatch_uid="path.published")
    page_unpublished.connect(_withdrawn, PathPage, dispatch_uid="path.withdrawn")
    post_delete.connect(_withdrawn, PathPage, dispatch_uid="path.deleted")
