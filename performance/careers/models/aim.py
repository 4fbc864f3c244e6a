from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, Post


class AimQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AimQuerySet":
        """What the people whom `viewer` may look at aim for."""
        return self.filter(person__in=Person.objects.visible_to(viewer))


class Aim(models.Model):
    """The post that a person aims at; choosing another replaces it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="career_aim"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, related_name="aims", verbose_name=_("post")
    )
    chosen_at = models.DateTimeField(default=timezone.now)

    objects = AimQuerySet.as_manager()

    class Meta:
        verbose_name = _("post aimed at")
        verbose_name_plural = _("posts aimed at")

    def __str__(self) -> str:
        return f"{self.person_id} → {self.post}"
