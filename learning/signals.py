"""Wagtail tells what was published; Django tells who signed in."""

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_unpublished


def _published(sender, instance, **kwargs):
    from learning.actions.publishing import publish_course

    publish_course(instance)


def _unpublished(sender, instance, **kwargs):
    from learning.actions.publishing import withdraw_course

    because = "expired" if instance.expired else "taken_out"
    withdraw_course(instance.pk, because=because)


def _signed_in(sender, request, user, **kwargs):
    from learning.actions.providers import sync_person

    sync_person(user)


def connect() -> None:
    """Called once, when the app is ready."""
    from learning.pages import CoursePage

    page_published.connect(_published, CoursePage, dispatch_uid="learning.published")
    page_unpublished.connect(_unpublished, CoursePage, dispatch_uid="learning.withdrawn")
    post_delete.connect(_unpublished, CoursePage, dispatch_uid="learning.deleted")
    user_logged_in.connect(_signed_in, dispatch_uid="learning.signed_in")
