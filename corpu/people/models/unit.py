from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class UnitQuerySet(models.QuerySet):
    def subtree_of(self, unit: "Unit") -> "UnitQuerySet":
        """`unit` and every unit below it."""
        return self.filter(path__startswith=unit.path)

    def subtrees_of(self, units) -> "UnitQuerySet":
        """Every unit at or below one of `units`."""
        condition = Q(pk__in=[])
        for path in units.values_list("path", flat=True):
            condition |= Q(path__startswith=path)
        return self.filter(condition)

    def managed_by(self, viewer, *roles: str) -> "UnitQuerySet":
        """Units over which `viewer` holds one of `roles` (HR if none is named)."""
        if not viewer.is_authenticated:
            return self.none()
        grants = [g for g in viewer.active_grants() if g.role in (roles or ("hr",))]
        if viewer.is_superuser or any(grant.unit_id is None for grant in grants):
            return self
        condition = Q(pk__in=[])
        for grant in grants:
            condition |= Q(path__startswith=grant.unit.path)
        return self.filter(condition)

    def open(self) -> "UnitQuerySet":
        """Units that have not been closed."""
        return self.filter(closed_on=None)


class Unit(models.Model):
    """A node of the organisation tree; a root is an institution (instansi).

    `path` holds the ids from the root down ("12/57/403/"), so that a subtree is one
    prefix. Only `people.actions.units` writes it. A closed unit keeps its history.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent unit"),
    )
    path = models.CharField(max_length=255, db_index=True, editable=False, default="")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """1 for an institution, 2 for its children, and so on."""
        return self.path.count("/")

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to this unit itself."""
        return [int(part) for part in self.path.split("/") if part]
