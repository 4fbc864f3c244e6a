"""Standards of posts and findings of assessment centres from a file."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from corpu.lib.clock import today
from corpu.people.actions.decisions import log_decisions
from corpu.people.imports import Column, ImportKind, Preview, Problem
from corpu.people.imports.cells import CellFault, as_number, as_text
from corpu.people.imports.contract import ADD, CHANGE, SAME, RawRow
from corpu.people.imports.person_rows import (
    NIP,
    PersonRows,
    day_text,
    nip_text,
    read_cells,
)
from corpu.people.models import Decision, ImportRow, Person, Post
from corpu.skills.models import Assessment, Competence, PostStandard
from corpu.skills.permissions import may_set_standards

KINDS = {
    "structural": "structural", "struktural": "structural",
    "functional": "functional", "fungsional": "functional",
    "executor": "executor", "pelaksana": "executor",
}  # fmt: skip


class SkillsImport(ImportKind):
    """What both kinds of file share: competences by code or name, cells that are wrong."""

    @classmethod
    def may_start(cls, viewer) -> bool:
        """HR of a whole institution."""
        return may_set_standards(viewer)

    def _read_competences(self) -> None:
        self.competences: dict[str, Competence] = {}
        for row in Competence.objects.all():
            for name in (row.code, row.name_id, row.name_en):
                self.competences[name.casefold()] = row

    def _competence(self, data, problems) -> Competence | None:
        text = str(data.get("competence") or "")
        found = self.competences.get(text.casefold())
        if text and found is None:
            message = _("There is no competence with this code or name.")
            problems.append(Problem("unknown_competence", message, "competence"))
        return found


def _level(value) -> int | None:
    number = as_number(value)
    if number is None:
        return None
    if number not in (0, 1, 2, 3, 4, 5):
        message = _("A level is a whole number from 0 to 5.")
        raise CellFault("wrong_level", message)
    return int(number)


class StandardsImport(SkillsImport):
    """Drafts of standards of posts; a second person publishes them."""

    code = "standards"
    title = gettext_lazy("Competence standards of posts")
    description = gettext_lazy(
        "The level of a competence that a post, or a kind and level of posts, asks for. "
        "The rows become drafts; a second person publishes them."
    )
    sheet = "standar"
    columns = (
        Column(
            "post", gettext_lazy("Code of the post"), ("kode jabatan", "jabatan"), False,
            gettext_lazy("Empty where the row is about a kind and level of posts."), "J007",
        ),
        Column(
            "post_kind", gettext_lazy("Kind of post"), ("jenis jabatan",), False,
            gettext_lazy("struktural, fungsional or pelaksana."), "",
        ),
        Column(
            "post_level", gettext_lazy("Level of post"), ("jenjang", "jenjang jabatan"),
        ),
        Column(
            "competence", gettext_lazy("Competence"), ("kompetensi", "kode kompetensi"),
            True, gettext_lazy("Its code or name."), "komunikasi",
        ),
        Column(
            "level", pgettext_lazy("of a competence", "Level"), ("tingkat", "level kompetensi"), True,
            gettext_lazy("1 to 5."), "3",
        ),
        Column(
            "legal_basis", gettext_lazy("Legal basis"), ("dasar hukum",), True, "",
            "Keputusan Menteri Contoh 12/2026",
        ),
        Column(
            "valid_from", gettext_lazy("Valid from"), ("berlaku mulai",), False,
            gettext_lazy("Empty means today."), "01-01-2026",
        ),
    )  # fmt: skip

    def begin(self, rows: list[RawRow]) -> None:
        """Read posts, competences and the standards that there are, once."""
        self._read_competences()
        codes = {str(row.values.get("post") or "").strip() for row in rows}
        self.posts = {post.code: post for post in Post.objects.filter(code__in=codes)}
        self.seen: dict[tuple, int] = {}
        held = PostStandard.objects.filter(
            Q(post__in=self.posts.values()) | Q(post=None), valid_to=None
        )
        self.held = {(r.post_id, r.post_kind, r.post_level.casefold(),
                      r.competence_id, r.live): r for r in held}  # fmt: skip

    def preview_row(self, row: RawRow) -> Preview:
        """Who is bound to what, and whether it says something new."""
        readers = {"level": _level, "valid_from": day_text, "legal_basis": _law}
        data, problems = read_cells(self.columns, row, readers)
        competence = self._competence(data, problems)
        self._whose(data, problems)
        if data.get("level") == 0:
            problems.append(Problem("wrong_level", _("A standard is 1 to 5."), "level"))
        label = f"{data.get('post') or data.get('post_level')} · {competence or ''}"
        if problems:
            return Preview.refused(label, problems, data)
        data["competence_id"] = competence.pk
        key = self._key(data)
        if key in self.seen:
            text = _("Row %(row)s says the same already. Keep one of the two.")
            message = text % {"row": self.seen[key]}
            return Preview.refused(label, [Problem("row_twice", message)], data)
        self.seen[key] = row.number
        return self._compared(label, data, key)

    def _whose(self, data, problems) -> None:
        code, kind = data.get("post"), str(data.get("post_kind") or "").casefold()
        if code and code not in self.posts:
            message = _("There is no post with this code.")
            problems.append(Problem("unknown_post", message, "post"))
        if bool(code) == bool(kind):
            message = _("Give either the code of a post or a kind of posts.")
            problems.append(Problem("post_or_kind", message, "post"))
        if kind and kind not in KINDS:
            message = _("The kind is struktural, fungsional or pelaksana.")
            problems.append(Problem("unknown_kind", message, "post_kind"))
        data["post_kind"] = KINDS.get(kind, "")
        data["post_id"] = self.posts[code].pk if code in self.posts else None
        if code:
            data["post_level"] = ""

    def _key(self, data) -> tuple:
        level = str(data["post_level"]).casefold()
        return (data["post_id"], data["post_kind"], level, data["competence_id"])

    def _compared(self, label, data, key) -> Preview:
        holds, draft = self.held.get((*key, True)), self.held.get((*key, False))
        same = holds if holds and not draft else draft
        if (
            same
            and same.level == data["level"]
            and same.legal_basis == data["legal_basis"]
        ):
            return Preview(SAME, label, data)
        old = (draft or holds).level if draft or holds else None
        changes = {"level": [old, data["level"]]}
        return Preview(CHANGE if old else ADD, label, data, changes)

    def apply_row(self, row: ImportRow) -> None:
        """Write the draft; one that was there already is replaced."""
        data = row.data
        key = {
            "post_id": data["post_id"],
            "post_kind": data["post_kind"],
            "post_level": data["post_level"],
            "competence_id": data["competence_id"],
        }
        PostStandard.objects.drafts().filter(**key).delete()
        begins = data["valid_from"] or today().isoformat()
        PostStandard.objects.create(
            **key,
            level=data["level"],
            legal_basis=data["legal_basis"],
            valid_from=datetime.date.fromisoformat(begins),
            drafted_by=self.viewer,
        )


def _law(value) -> str:
    return as_text(value, 300)


class AssessmentsImport(SkillsImport, PersonRows):
    """What an assessment centre found, loaded by HR for people in her care."""

    code = "assessments"
    title = gettext_lazy("Results of assessment centres")
    description = gettext_lazy(
        "The level of a competence that an assessment centre found, one row for each "
        "person and competence."
    )
    sheet = "asesmen"
    columns = (
        NIP,
        Column(
            "competence", gettext_lazy("Competence"), ("kompetensi", "kode kompetensi"),
            True, gettext_lazy("Its code or name."), "komunikasi",
        ),
        Column(
            "level", pgettext_lazy("of a competence", "Level"), ("tingkat", "level kompetensi"), True,
            gettext_lazy("0 to 5."), "3",
        ),
        Column(
            "assessed_on", gettext_lazy("Assessed on"), ("tanggal asesmen", "tanggal"),
            True, gettext_lazy("31-12-2025, 2025-12-31 or 31/12/2025."), "01-03-2026",
        ),
        Column("note", gettext_lazy("Note"), ("catatan", "saran"), False, "", ""),
    )  # fmt: skip

    readers = {"nip": nip_text, "level": _level, "assessed_on": day_text}

    def begin(self, rows: list[RawRow]) -> None:
        """Read competences, people and what was loaded before, once."""
        self._read_competences()
        super().begin(rows)

    def read_known(self, people: list[Person]) -> None:
        """What centres found of them before."""
        for row in Assessment.objects.filter(source="centre", person__in=people):
            day = row.assessed_on.isoformat()
            self.known[row.person_id, row.competence_id, day, row.level] = row

    def check(self, person: Person | None, data: dict) -> list[Problem]:
        """A competence that exists, and a day that has come."""
        problems: list[Problem] = []
        competence = self._competence(data, problems)
        data["competence_id"] = competence.pk if competence else None
        if data.get("assessed_on") and data["assessed_on"] > today().isoformat():
            message = _("The assessment lies ahead. Check the date.")
            problems.append(Problem("in_future", message, "assessed_on"))
        return problems

    def key(self, person: Person, data: dict) -> tuple:
        """Another level on the same day is a finding of its own."""
        return person.pk, data["competence_id"], data["assessed_on"], data["level"]

    def label(self, person: Person, data: dict) -> str:
        """The person and the competence."""
        return f"{person.name} · {data['competence']}"

    def old_values(self, known: Assessment) -> dict:
        """Nothing of a finding changes: the centre's file adds."""
        return {}

    def keep(self, rows: list[tuple[Person, dict]]) -> None:
        """Write the findings, each with its line in the decision log."""
        Assessment.objects.bulk_create(self._finding(*row) for row in rows)
        log_decisions([self._decision(*row) for row in rows])

    def _finding(self, person, data) -> Assessment:
        return Assessment(
            person=person,
            competence_id=data["competence_id"],
            level=data["level"],
            source=Assessment.Source.CENTRE,
            assessed_on=datetime.date.fromisoformat(data["assessed_on"]),
            by=self.viewer,
            is_validated=True,
            note=data.get("note", ""),
        )

    def _decision(self, person, data) -> Decision:
        return Decision(
            act="assessment.loaded",
            by=self.viewer,
            person=person,
            subject=data["competence"][:200],
            data={"level": data["level"], "assessed_on": data["assessed_on"]},
        )
