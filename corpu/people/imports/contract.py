"""What a kind of bulk file offers: its columns, what a row would do, and doing it.

Kinds are named in `settings.IMPORT_KINDS`. The run (`people.actions.imports`) reads the
file, calls `begin` and `preview_rows`, keeps what they say, and after the confirmation
calls `apply_rows` in pieces, each in one transaction, each row at most once.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from corpu.people.models import ImportRow, ImportRun

ADD, CHANGE, SAME, REFUSE = ImportRow.Act.values


@dataclass(frozen=True)
class Column:
    """One column. `names` are the headers under which it is known, compared without
    case, spaces and signs; `name` is one of them by itself."""

    name: str
    label: str
    names: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    example: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row: a stable code, a sentence with the remedy, the column.
    A warning lets the row pass."""

    code: str
    message: str
    field: str = ""
    warning: bool = False

    def as_json(self) -> dict:
        """For `ImportRow.problems`; the sentence in the language active now."""
        return {**asdict(self), "message": str(self.message)}


@dataclass
class Preview:
    """What a row would do. `data` is what `apply_rows` gets back (JSON);
    `changes` maps a column to [old, new]."""

    act: str
    label: str = ""
    data: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def refused(cls, label: str, problems: list[Problem], data=None) -> "Preview":
        """A row that will not be applied, and why."""
        return cls(REFUSE, label, data or {}, {}, problems)


@dataclass
class RawRow:
    """One row of the file: its number as the spreadsheet shows it, its values by column
    name (str, int, float, date, datetime, bool or None), and what reading it found."""

    number: int
    values: dict
    problems: list[Problem] = field(default_factory=list)


class ImportKind:
    """Base of the kinds of bulk file. One object serves one reading or one applying."""

    code = ""
    title = ""
    description = ""
    columns: tuple[Column, ...] = ()
    do_not_call_in_templates = True  # screens show the class itself
    sheet = ""  # name of the template's first sheet; any name is read

    def __init__(self, run: ImportRun):
        self.run = run
        self.viewer = run.started_by

    @classmethod
    def may_start(cls, viewer) -> bool:
        """Who may load files of this kind."""
        return viewer.has_role("hr")

    def begin(self, rows: list[RawRow]) -> None:
        """See the whole file once: bulk reads, duplicates within it."""

    def preview_rows(self, rows: list[RawRow]) -> Iterable[Preview]:
        """What each row would do; by default one after another."""
        return [self.preview_row(row) for row in rows]

    def preview_row(self, row: RawRow) -> Preview:
        """What one row would do."""
        raise NotImplementedError

    def moves(self) -> list[dict]:
        """After the preview: what moves between institutions (`imports.moves.Move`)."""
        return []

    def begin_apply(self) -> None:
        """Once before the rows are applied; may run twice."""

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Apply a piece, inside its transaction; by default one after another. A row
        that can no longer be applied gets act REFUSE and problems, and is not saved."""
        for row in rows:
            self.apply_row(row)

    def apply_row(self, row: ImportRow) -> None:
        """Apply one row."""
        raise NotImplementedError

    def finish_apply(self) -> None:
        """Once after all rows are applied; may run twice."""


@cache
def kind_class(code: str) -> type[ImportKind]:
    """The kind that `settings.IMPORT_KINDS` names `code`; KeyError for others."""
    return import_string(settings.IMPORT_KINDS[code])
