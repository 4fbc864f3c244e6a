"""Fields that keep learning hours exact on every database."""

from decimal import ROUND_DOWN, Decimal

from django import forms
from django.db import models

HUNDRED = Decimal(100)


def to_hundredths(value) -> int:
    """JP as whole hundredths, rounded down: Decimal("2.666") -> 266."""
    return int((Decimal(value) * HUNDRED).to_integral_value(ROUND_DOWN))


class JPField(models.IntegerField):
    """Learning hours (JP, 45 minutes) with two decimals, stored as whole hundredths.

    SQLite keeps decimals as floating point, so sums and comparisons in SQL would drift;
    whole hundredths are exact on both engines. Python sees `Decimal`.
    """

    description = "JP with two decimals"

    def from_db_value(self, value, expression, connection):
        """Hundredths to Decimal; sums come as int, averages as Decimal or float."""
        if value is None:
            return None
        if isinstance(value, float):
            value = Decimal(str(value))
        return (Decimal(value) / HUNDRED).quantize(Decimal("0.01"), ROUND_DOWN)

    def to_python(self, value):
        """Any number or text of JP as Decimal with two decimals."""
        if value is None or value == "":
            return None
        return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_DOWN)

    def get_prep_value(self, value):
        """What the database keeps: hundredths."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return to_hundredths(value)

    def value_to_string(self, obj):
        """For fixtures: JP as text."""
        value = self.value_from_object(obj)
        return None if value is None else str(value)

    @property
    def validators(self):
        """None of IntegerField's: their limits are for what is stored."""
        return list(self._validators)

    def formfield(self, **kwargs):
        """A decimal input with two places."""
        defaults = {
            "form_class": forms.DecimalField,
            "max_digits": 8,
            "decimal_places": 2,
            "min_value": 0,
        }
        return models.Field.formfield(self, **{**defaults, **kwargs})
