from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, Post


class AspirationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AspirationQuerySet":
        """Aspirations of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))


class Aspiration(models.Model):
    """The post that a person aims at; her leader sees it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="aspiration"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, related_name="+", verbose_name=_("post aimed at")
    )
    chosen_at = models.DateTimeField(default=timezone.now)

    objects = AspirationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aspiration")
        verbose_name_plural = _("aspirations")

    def __str__(self) -> str:
        return f"{self.person_id} → {self.post}"
