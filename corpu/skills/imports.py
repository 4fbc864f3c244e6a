"""Standards of posts and findings of assessment centres from a file."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from corpu.lib.clock import today
from corpu.people.actions.decisions import log_decisions
from corpu.people.imports import Column, ImportKind, Preview, Problem
from corpu.people.imports.cells import CellFault, as_day, as_nip, as_number, as_text
from corpu.people.imports.contract import ADD, CHANGE, REFUSE, SAME, RawRow
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

    def _cells(self, row: RawRow, readers: dict) -> tuple[dict, list[Problem]]:
        data, problems = {}, list(row.problems)
        for column in self.columns:
            try:
                value = readers.get(column.name, as_text)(row.values.get(column.name))
            except CellFault as fault:
                problems.append(fault.problem(column.name))
                continue
            if column.required and value in (None, ""):
                problems.append(Problem("required", _("Fill in this cell."), column.name))
            data[column.name] = value
        return data, problems

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


def _day(value) -> str:
    day = as_day(value)
    return day.isoformat() if day else ""


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
        readers = {"level": _level, "valid_from": _day, "legal_basis": _law}
        data, problems = self._cells(row, readers)
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


class AssessmentsImport(SkillsImport):
    """What an assessment centre found, loaded by HR for people in her care."""

    code = "assessments"
    title = gettext_lazy("Results of assessment centres")
    description = gettext_lazy(
        "The level of a competence that an assessment centre found, one row for each "
        "person and competence."
    )
    sheet = "asesmen"
    columns = (
        Column(
            "nip", gettext_lazy("NIP"), ("nipBaru", "nip pegawai"), True,
            gettext_lazy("18 digits, as text."), "198804172012032001",
        ),
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

    def begin(self, rows: list[RawRow]) -> None:
        """Read people, competences and what was loaded before, once."""
        self._read_competences()
        nips = {"".join(str(row.values.get("nip") or "").split()) for row in rows}
        self.people = self._people(nips)
        known = Assessment.objects.filter(source="centre", person__in=self.ids)
        fields = ("person", "competence", "assessed_on", "level")
        self.known = set(known.values_list(*fields))

    def _people(self, nips) -> dict[str, Person]:
        care = Person.objects.managed_by(self.viewer)
        found, wanted = {}, sorted(filter(None, nips))
        for start in range(0, len(wanted), 500):
            some = care.filter(nip__in=wanted[start : start + 500])
            found.update({person.nip: person for person in some})
        self.ids = [person.pk for person in found.values()]
        return found

    def preview_row(self, row: RawRow) -> Preview:
        """Whom it is about, and whether it is new."""
        readers = {"nip": _nip, "level": _level, "assessed_on": _day}
        data, problems = self._cells(row, readers)
        competence = self._competence(data, problems)
        person = self._person(data, problems)
        if data.get("assessed_on") and data["assessed_on"] > today().isoformat():
            message = _("The assessment lies ahead. Check the date.")
            problems.append(Problem("in_future", message, "assessed_on"))
        label = f"{person or data.get('nip', '')} · {competence or ''}"
        if problems:
            return Preview.refused(label, problems, data)
        data |= {"person_id": person.pk, "competence_id": competence.pk}
        day = datetime.date.fromisoformat(data["assessed_on"])
        key = (person.pk, competence.pk, day, data["level"])
        act = SAME if key in self.known else ADD
        self.known.add(key)
        return Preview(act, label, data)

    def _person(self, data, problems) -> Person | None:
        person = self.people.get(data.get("nip") or "")
        if data.get("nip") and person is None:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problems.append(Problem("unknown_person", message, "nip"))
        if person is not None and person.pk == self.viewer.pk:
            message = _("Nobody loads her own assessment: ask another HR officer.")
            problems.append(Problem("own_assessment", message, "nip"))
        return person

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Write the findings that are still about people in the uploader's care."""
        ids = [row.data["person_id"] for row in rows]
        care = Person.objects.managed_by(self.viewer).filter(pk__in=ids)
        care = set(care.exclude(pk=self.viewer.pk).values_list("pk", flat=True))
        kept = [row for row in rows if row.data["person_id"] in care]
        for row in rows:
            if row.data["person_id"] not in care:
                message = _(
                    "Nobody in your care has this NIP. Check it, or load her first."
                )
                row.act = REFUSE
                row.problems = [Problem("unknown_person", message, "nip").as_json()]
        Assessment.objects.bulk_create(self._finding(row.data) for row in kept)
        log_decisions([self._decision(row.data) for row in kept])

    def _finding(self, data) -> Assessment:
        return Assessment(
            person_id=data["person_id"],
            competence_id=data["competence_id"],
            level=data["level"],
            source=Assessment.Source.CENTRE,
            assessed_on=datetime.date.fromisoformat(data["assessed_on"]),
            by=self.viewer,
            is_validated=True,
            note=data.get("note", ""),
        )

    def _decision(self, data) -> Decision:
        return Decision(
            act="assessment.loaded",
            by=self.viewer,
            person_id=data["person_id"],
            subject=data["competence"][:200],
            data={"level": data["level"], "assessed_on": data["assessed_on"]},
        )


def _nip(value) -> str:
    nip = as_nip(value)
    return str(getattr(nip, "text", nip)) if nip else ""
