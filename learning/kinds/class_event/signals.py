"""Wagtail tells which class was published, and which page went away."""

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_unpublished


def _published(sender, instance, **kwargs):
    from learning.kinds.class_event.actions.events import publish_event

    publish_event(instance)


def _withdrawn(sender, instance, **kwargs):
    from learning.kinds.class_event.actions.events import withdraw_event

    withdraw_event(instance.pk)


def connect() -> None:
    """Called once, when the app is ready."""
    from learning.kinds.class_event.pages import ClassEventPage

    page_published.connect(_published, ClassEventPage, dispatch_uid="class.published")
    page_unpublished.connect(_withdrawn, ClassEventPage, dispatch_uid="class.withdrawn")
    post_delete.connect(_withdrawn, ClassEventPage, dispatch_uid="class.deleted")
