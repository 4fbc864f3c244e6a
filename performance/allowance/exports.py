"""The file for payroll: what is recommended, never what is paid."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from performance.allowance.models import Run, Seal
from performance.allowance.sentences import in_one_line

KINDS = ("csv", "xlsx")


def header() -> list[str]:
    """The columns, in the language of the file."""
    return [
        _("Number"), _("Checksum"), _("NIP"), _("Name"), _("Period"), _("Kind"),
        _("Per cent of the base"), _("Reason"), _("Legal basis"),
    ]  # fmt: skip


def table(run: Run, seal: Seal) -> tuple[list[str], list[list]]:
    """Header and rows in Indonesian, the language of payroll, whoever asks."""
    with override("id"):
        return header(), list(_rows(run, seal))


def _rows(run: Run, seal: Seal) -> Iterator[list]:
    law = run.formula.legal_basis
    lines = run.lines.select_related("person").order_by("nip")
    for line in lines.iterator(chunk_size=2000):
        yield [
            seal.number, seal.short, line.nip, line.person.full_name,
            f"{line.month:%Y-%m}", _("recommendation"), line.percent,
            in_one_line(run.formula, line.steps), law,
        ]  # fmt: skip
    taken = run.corrections.select_related("line__person", "line__run__formula")
    for row in taken.order_by("line__nip", "line__month").iterator(chunk_size=2000):
        formula = row.line.run.formula
        yield [
            seal.number, seal.short, row.line.nip, row.line.person.full_name,
            f"{row.line.month:%Y-%m}", _("correction"), row.points,
            in_one_line(formula, row.steps), formula.legal_basis,
        ]  # fmt: skip
