"""Questions from a file: read, shown, and taken only when somebody says so."""

import uuid

import markdown
import nh3
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape, linebreaks
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from learning.questions.blocks import frozen
from learning.questions.models import Category, Question, QuestionImport
from learning.questions.models.question import QuestionField, digest_of
from learning.standards import aiken, gift, moodle_xml, question_text
from learning.standards.question_text import Fault, Parsed

MOST = 1000
LONGEST = 20_000  # characters of one question: a file's own braces may swallow the rest
MOST_BYTES = 5 * 1024 * 1024
TAGS = {"p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a", "sup", "sub"}
READERS = {"gift": gift.read, "aiken": aiken.read, "moodle_xml": moodle_xml.read}


@transaction.atomic
def read_file(
    *, category: Category, format: str, data: bytes, by, file_name="", competence=None,
    keeps_categories=False,
) -> QuestionImport:  # fmt: skip
    """Read a file into rows that can be looked at; nothing is in the bank yet."""
    found = _parsed(format, data)
    if not found:
        raise Refused("nothing_found", _("There is no question in it."), field="file")
    if len(found) > MOST:
        message = _("There are more than %(most)s questions. Split the file.")
        raise Refused("too_many", message % {"most": MOST}, field="file")
    return QuestionImport.objects.create(
        provider=category.provider,
        category=category,
        competence=competence,
        by=by,
        format=format,
        file_name=file_name[:150],
        keeps_categories=keeps_categories,
        rows=_rows(found, category),
    )


def _parsed(format: str, data: bytes) -> list[Parsed]:
    try:
        if format == "moodle_xml":
            return moodle_xml.read(data)
        return READERS[format](data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = _(
            "The file is not text in UTF-8. Save it as UTF-8 and upload it again."
        )
        raise Refused("not_text", message, field="file") from error
    except moodle_xml.NotAQuiz as error:
        message = _(
            "The file is no Moodle XML. Export the questions from Moodle as “Moodle XML "
            "format” and upload that file."
        )
        raise Refused("not_a_quiz", message, field="file") from error


def _rows(found: list[Parsed], category: Category) -> list[dict]:
    held = Question.objects.filter(provider=category.provider_id)
    known = set(held.values_list("digest", flat=True))
    block = QuestionField().stream_block
    return [_row(parsed, block, known) for parsed in found]


def _row(parsed: Parsed, block, known: set[str]) -> dict:
    row = {
        "number": parsed.number,
        "line": parsed.line,
        "name": "",
        "category": parsed.category[:120],
        "kind": "",
        "value": None,
        "is_known": False,
    }
    faults = list(parsed.faults)
    if parsed.question and len(parsed.question["text"]) > LONGEST:
        faults.append(Fault("too_long", {"most": LONGEST}))
    elif parsed.question:
        row["kind"], row["value"] = parsed.question["kind"], raw_value(parsed)
        said, more = _checked(block, row["kind"], row["value"])
        faults += more
        if said:
            digest = digest_of(said)
            row["is_known"] = digest in known
            known.add(digest)
            row["said"] = said
            row["name"] = name_of(parsed)
    row["faults"] = [[fault.code, fault.values] for fault in faults]
    row["notes"] = [[fault.code, fault.values] for fault in parsed.notes]
    return row


def _checked(block, kind: str, value: dict) -> tuple[dict | None, list[Fault]]:
    """The frozen form, or why the editor would refuse it."""
    raw = [{"type": kind, "value": value, "id": str(uuid.uuid4())}]
    try:
        clean = block.clean(block.to_python(raw))
    except ValidationError as error:
        return None, [Fault("invalid", {"text": text}) for text in _texts(error)]
    return frozen(clean[0]), []


def _texts(error) -> list[str]:
    """The sentences inside an error of nested blocks."""
    inner = [
        *getattr(error, "block_errors", {}).values(),
        *(getattr(error, "non_block_errors", None) or []),
    ] if hasattr(error, "block_errors") and isinstance(error.block_errors, dict) else (
        list(getattr(error, "block_errors", []) or [])
        + list(getattr(error, "non_block_errors", []) or [])
    )  # fmt: skip
    if inner:
        return [text for one in inner if one for text in _texts(one)]
    return [str(message) for message in getattr(error, "messages", [error])]


def raw_value(parsed: Parsed) -> dict:
    """A parsed question as the editor's block keeps it."""
    said = dict(parsed.question or {})
    said.pop("kind")
    value = {**said, "text": html_from(said["text"], parsed.markup)}
    if "choices" in value:
        value["choices"] = [{"percent": None, **row} for row in value["choices"]]
    return value


def html_from(text: str, markup: str) -> str:
    """The text of a question as clean HTML, from the markup that the file says."""
    if markup == question_text.PLAIN:
        return linebreaks(escape(text))
    if markup == question_text.MARKDOWN:
        text = markdown.markdown(text)
    clean = nh3.clean(
        text, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"},
        link_rel=None,
    )  # fmt: skip
    if "<p" not in clean and "<li" not in clean:
        clean = "".join(f"<p>{line}</p>" for line in clean.split("\n") if line.strip())
    return clean


def name_of(parsed: Parsed) -> str:
    """Its name in the file, or the beginning of its text."""
    text = nh3.clean((parsed.question or {}).get("text", ""), tags=set())
    import html

    text = " ".join(html.unescape(text).split())
    return parsed.name[:150] or Truncator(text).chars(90)


def is_usable(row: dict) -> bool:
    """A row that can go into the bank: without faults, and not there yet."""
    return not row["faults"] and not row["is_known"]


@transaction.atomic
def take(batch: QuestionImport, *, by) -> int:
    """Put what can be used into the bank; pressed twice it is once."""
    fresh = QuestionImport.objects.filter(pk=batch.pk, taken_at=None)
    if not fresh.update(taken_at=timezone.now()):
        raise Refused("taken_already", _("These questions are in the bank already."))
    shelves: dict[str, Category] = {}
    usable = [row for row in batch.rows if is_usable(row)]
    for row in usable:
        _make(batch, row, _shelf(batch, row, shelves), by)
    QuestionImport.objects.filter(pk=batch.pk).update(taken_count=len(usable))
    return len(usable)


def _shelf(batch: QuestionImport, row: dict, shelves: dict) -> Category:
    name = row["category"].strip() if batch.keeps_categories else ""
    if not name:
        return batch.category
    if name not in shelves:
        shelves[name], _new = Category.objects.get_or_create(
            provider=batch.provider, name=name
        )
    return shelves[name]


def _make(batch: QuestionImport, row: dict, category: Category, by) -> Question:
    raw = [{"type": row["kind"], "value": row["value"], "id": str(uuid.uuid4())}]
    question = Question(category=category, competence=batch.competence, name=row["name"])
    question.body = QuestionField().stream_block.to_python(raw)
    question.settle()
    question.save()
    question.save_revision(user=by, log_action="wagtail.create")
    return question
