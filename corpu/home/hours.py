"""Recognised JP of a unit taken apart: by the units below, and fact by fact in itself."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.dates import MONTHS
from django.utils.text import capfirst

from corpu.home.dashboard import Dashboard, hours_url
from corpu.ledger.models import Credit, LearningForm, Rate
from corpu.people.models import Unit
from performance import rollups
from performance.actions.folding import settle
from performance.drilldown import credits_counted_in


@dataclass(frozen=True)
class Hours:
    """The JP of one unit and year; of one form and of one month, if they are chosen."""

    board: Dashboard
    form: LearningForm | None = None
    month: int | None = None

    @property
    def month_name(self) -> str:
        """The chosen month in words."""
        return capfirst(str(MONTHS[self.month])) if self.month else ""

    def url(self, **other) -> str:
        """The address of this page, with `other` changed."""
        form = self.form and self.form.pk
        return hours_url(self.board, **{"form": form, "month": self.month, **other})

    def below(self) -> list[tuple[Unit, Decimal, str]]:
        """Each unit one level down that has any: (unit, JP, where that is taken apart)."""
        settle()
        units = self.board.parts()
        kept = rollups.Figures(tuple(units), self.board.year)
        found = kept.jp_by_unit(self.form.pk if self.form else "", self.month)
        return [
            (unit, found[unit.pk], self.url(unit=unit.pk))
            for unit in units
            if found.get(unit.pk)
        ]

    def facts(self) -> QuerySet[Credit]:
        """What the people of the unit itself were credited, newest first."""
        if self.board.unit is None:
            return Credit.objects.none()
        form = self.form.pk if self.form else ""
        rows = credits_counted_in(
            self.board.unit, self.board.year, form=form, month=self.month
        )
        rows = rows.select_related("person", "record__form", "record__person")
        return rows.order_by("-record__ended_on", "-pk")

    def rates(self) -> QuerySet[Rate]:
        """The conversions of the chosen form that held in the year."""
        if self.form is None:
            return Rate.objects.none()
        rows = Rate.objects.filter(form=self.form, live=True)
        rows = rows.filter(valid_from__year__lte=self.board.year)
        rows = rows.exclude(valid_to__year__lt=self.board.year)
        return rows.select_related("published_by").order_by("scope", "role", "valid_from")
