from django.db import models
from django.utils.translation import gettext_lazy as _


class ProviderQuerySet(models.QuerySet):
    def of(self, person) -> "ProviderQuerySet":
        """The providers at which `person` holds a role today."""
        from corpu.people.models.access import RoleGrant

        grants = RoleGrant.objects.active().filter(person=person)
        return self.filter(pk__in=grants.values("provider"))


class Provider(models.Model):
    """A training agency (lembaga pelatihan) that publishes courses and class events.

    Its pages, images and documents hang below a Wagtail page and collection that
    `learning.actions.providers` makes; its staff are the holders of role grants.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("city"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("training agency")
        verbose_name_plural = _("training agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
