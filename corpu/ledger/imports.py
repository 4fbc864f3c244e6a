"""Past learning from a file: the same checks as any posting, row by row.

The checks are those of FACTS of a public predecessor: days in order and not ahead, a
known form, a title and an agency, JP of at least 1, a NIP of 18 digits that exists in
the uploader's care. Loading the same file again changes nothing.
"""

import hashlib

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.ledger.actions import previews
from corpu.ledger.actions.facts import Conversions, Fact, check
from corpu.ledger.actions.invalid import Invalid
from corpu.ledger.actions.previews import Draft, Worth
from corpu.ledger.actions.records import record_fact, record_many
from corpu.ledger.import_columns import COLUMNS
from corpu.ledger.models import LearningForm, Record
from corpu.ledger.sentences import why_less
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.lib.templatetags.components import jp_number
from corpu.people.imports import Preview, Problem
from corpu.people.imports.cells import CellFault, as_day, as_number, as_text
from corpu.people.imports.contract import ADD, REFUSE, SAME, RawRow
from corpu.people.imports.person_rows import PersonRows, day_text, nip_text, read_cells
from corpu.people.models import ImportRow, Person, Provider

SCOPES = {
    "": "national", "nasional": "national", "national": "national",
    "internasional": "international", "international": "international",
}  # fmt: skip
# Fields of a fact -> columns of the file, where they differ.
COLUMN_OF = {"jp_stated": "jp", "provider_name": "provider", "source": "title"}
NUMBERS = ("minutes", "days", "sessions", "semesters")


def _jp(value) -> str | None:
    number = as_number(value)
    return None if number is None else str(number)


def _count(value) -> int | None:
    number = as_number(value)
    if number is None:
        return None
    if number != int(number):
        raise CellFault("wrong_number", _("Give a whole number."))
    return int(number)


def _scope(value) -> str:
    text = as_text(value).casefold()
    if text not in SCOPES:
        raise CellFault("unknown_scope", _("The scope is national or international."))
    return SCOPES[text]


class RecordsImport(PersonRows):
    """Past learning of people in the uploader's care."""

    code = "records"
    title = gettext_lazy("Past learning records")
    description = gettext_lazy(
        "Learning that has ended, one row for each activity of each person. It is "
        "counted by the conversions of its day."
    )
    columns = COLUMNS
    sheet = "catatan"

    readers = {
        "nip": nip_text, "started_on": day_text, "ended_on": day_text, "jp": _jp,
        "scope": _scope, **dict.fromkeys(NUMBERS, _count),
    }  # fmt: skip

    def begin(self, rows: list[RawRow]) -> None:
        """Read forms and agencies, people and what is recorded already, once."""
        self.recorded: set[str] = set()
        self._read_ground()
        super().begin(rows)

    def begin_apply(self) -> None:
        """What a row is checked against when it is applied."""
        self.recorded = set()
        self._read_ground()

    def _read_ground(self) -> None:
        forms = list(LearningForm.objects.filter(is_active=True))
        self.forms = {form.code: form for form in forms}
        for form in forms:
            self.forms[form.name_id.casefold()] = form
            self.forms[form.name_en.casefold()] = form
            if form.siasn_id:
                self.forms[str(form.siasn_id)] = form
        self.providers = {p.name.casefold(): p for p in Provider.objects.all()}
        self.conversions = Conversions([form.code for form in forms])

    def read_known(self, people: list[Person]) -> None:
        """The sources of what was loaded for these people before."""
        rows = Record.objects.facts().filter(
            person__in=people, source__startswith="import:"
        )
        self.recorded.update(rows.values_list("source", flat=True))

    def preview_rows(self, rows: list[RawRow]) -> list[Preview]:
        """Row by row; then what the new ones are worth, in one statement for the piece."""
        self.facts: dict[int, Fact] = {}
        shown = [self.preview_row(row) for row in rows]
        found = [
            (preview, self.facts[row.number])
            for row, preview in zip(rows, shown, strict=True)
            if row.number in self.facts
        ]
        worths = previews.preview(_draft(fact) for _preview, fact in found)
        for (preview, _fact), worth in zip(found, worths, strict=True):
            _show_worth(preview, worth)
        return shown

    def preview_row(self, row: RawRow) -> Preview:
        """Read the cells, then check the fact as any posting is checked."""
        data, problems = read_cells(self.columns, row, self.readers)
        label = str(data.get("title") or "")[:200]
        fact, found = self._fact(data)
        problems += found
        if not problems:
            problems += self._checked(fact)
        if problems:
            return Preview.refused(label, _once(problems))
        data["source"] = fact.source
        label = f"{fact.person.name} · {label}"[:200]
        if fact.source in self.recorded:
            return Preview(SAME, label, data)
        if fact.source in self.seen:
            text = _("Row %(row)s says the same already. Keep one of the two.")
            message = text % {"row": self.seen[fact.source]}
            return Preview.refused(label, [Problem("row_twice", message)])
        self.seen[fact.source] = row.number
        self.facts[row.number] = fact
        return Preview(ADD, label, data)

    def _fact(self, data: dict) -> tuple[Fact, list[Problem]]:
        person, problems = self.whose(data)
        form = self.forms.get(str(data.get("form") or "").casefold())
        if data.get("form") and form is None:
            message = _("There is no form of learning with this code, name or number.")
            problems.append(Problem("unknown_form", message, "form"))
        stated = data.get("jp")
        if stated is not None and as_number(stated) < 1:
            message = _("Give at least 1 JP, or leave the cell empty.")
            problems.append(Problem("jp_too_small", message, "jp"))
        fact = Fact(
            person=person,
            form=form or "",
            scope=data.get("scope") or "national",
            title=data.get("title") or "",
            provider_name=data.get("provider") or "",
            provider=self.providers.get(str(data.get("provider") or "").casefold()),
            started_on=as_day(data.get("started_on")),
            ended_on=as_day(data.get("ended_on") or data.get("started_on")),
            jp_stated=None if stated is None else as_number(stated),
            certificate_number=data.get("certificate_number") or "",
            source="-",
            by=self.viewer,
            **{name: data.get(name) for name in NUMBERS},
        )
        if person is not None:
            fact.source = _source(fact)
        return fact, problems

    def _checked(self, fact: Fact) -> list[Problem]:
        problems = []
        if fact.started_on == today():
            message = _("Past learning began before today.")
            problems.append(Problem("began_today", message, "started_on"))
        try:
            check(fact, self.conversions)
        except Invalid as invalid:
            for error in invalid.errors:
                column = COLUMN_OF.get(error.field, error.field)
                problems.append(Problem(error.code, error.message, column))
        return problems

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Post the piece as a whole; row by row only if something is in the way."""
        self.read_people(row.data.get("nip") or "" for row in rows)
        read = [self._fact(row.data) for row in rows]
        if not any(problems for _fact, problems in read):
            try:
                record_many(fact for fact, _problems in read)
                return
            except Refused:
                pass  # the rows that are refused are found one by one
        for row in rows:
            self._apply_one(row)

    def _apply_one(self, row: ImportRow) -> None:
        """Post the fact; what has become impossible since the preview is refused."""
        fact, problems = self._fact(row.data)
        if not problems:
            try:
                record_fact(fact)
                return
            except Refused as refusal:
                text = str(refusal.message)
                problems = [Problem(refusal.code, text, refusal.field)]
        row.act, row.problems = REFUSE, [problem.as_json() for problem in problems]


def _draft(fact: Fact) -> Draft:
    """The fact as a question: what would it bring on top of what is recorded?"""
    return Draft(
        person_id=fact.person.pk, form=fact.form, scope=fact.scope,
        started_on=fact.started_on, ended_on=fact.ended_on, jp_stated=fact.jp_stated,
        **{name: getattr(fact, name) for name in NUMBERS},
    )  # fmt: skip


def _show_worth(preview: Preview, worth: Worth) -> None:
    """What would be recognised; with the reason where it is less than was claimed."""
    recognised, claimed = jp_number(worth.jp_recognised), jp_number(worth.jp_claimed)
    preview.changes["jp"] = [None, _("%(jp)s JP recognised") % {"jp": recognised}]
    if worth.jp_recognised >= worth.jp_claimed:
        return
    text = _("%(claimed)s JP are claimed, %(jp)s JP would count.") % {
        "claimed": claimed, "jp": recognised,
    }  # fmt: skip
    text = f"{text} {why_less(worth.reason)}".strip()
    preview.problems.append(Problem("worth_less", text, "jp", warning=True))


def _once(problems: list[Problem]) -> list[Problem]:
    """Each column is blamed once for each fault."""
    return list({(p.field, p.code): p for p in problems}.values())


def _source(fact: Fact) -> str:
    """The same row gives the same source, whatever file it stands in."""
    return f"import:{hashlib.sha256(fact.fingerprint().encode()).hexdigest()[:40]}"
