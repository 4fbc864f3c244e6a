"""One row of the personnel file, understood: what it says, without any database."""

import datetime
import hashlib
import re
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from corpu.people.actions.posts import code_of_post
from corpu.people.imports import cells
from corpu.people.imports.contract import Problem, RawRow
from corpu.people.models import Appointment

KINDS = {
    "": "definitive", "d": "definitive", "definitif": "definitive",
    "definitive": "definitive", "plt": "acting", "pj": "acting", "acting": "acting",
    "pelaksanatugas": "acting", "plh": "daily", "daily": "daily",
    "pelaksanaharian": "daily", "tt": "daily",
}  # fmt: skip
POST_KINDS = {
    "1": "structural", "structural": "structural", "struktural": "structural",
    "jabatanstruktural": "structural", "jpt": "structural", "manajerial": "structural",
    "2": "functional", "functional": "functional", "fungsional": "functional",
    "fungsionaltertentu": "functional", "jabatanfungsional": "functional",
    "jabatanfungsionaltertentu": "functional", "jft": "functional", "jf": "functional",
    "3": "structural", "rangkap": "structural", "jabatanrangkap": "structural",
    "4": "executor", "executor": "executor", "pelaksana": "executor",
    "fungsionalumum": "executor", "jabatanfungsionalumum": "executor", "jfu": "executor",
    "jabatanpelaksana": "executor",
}  # fmt: skip
SEXES = {
    "1": "1", "m": "1", "l": "1", "pria": "1", "lakilaki": "1", "male": "1",
    "2": "2", "f": "2", "p": "2", "w": "2", "wanita": "2", "perempuan": "2", "female": "2",
}  # fmt: skip
GONE = (
    "pensiun",
    "berhenti",
    "diberhentikan",
    "meninggal",
    "wafat",
    "pindahinstansi",
    "tewas",
)
NO_ECHELON = {"", "99", "non", "noneselon", "0", "null"}
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


def word(value) -> str:
    """A cell as one lower-case word without signs."""
    return re.sub(r"[^a-z0-9]", "", cells.as_text(value).lower())


def short_hash(*parts: str) -> str:
    """Twelve signs that stand for a name where the file gives no code."""
    text = "\n".join(" ".join(part.lower().split()) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass
class Wanted:
    """What a row asks for. Days are ISO text, so that it goes through JSON unchanged;
    None means that the file does not say, and what is known stays."""

    nip: str
    name: str
    title_before: str | None = None
    title_after: str | None = None
    born_on: str = ""
    sex: str = ""
    email: str | None = None
    phone: str | None = None
    staff_class: str = "pns"
    appointed_on: str | None = None
    gone: bool = False
    unit_code: str = ""
    unit_name: str = ""
    parent_code: str = ""
    parent_name: str = ""
    post_code: str = ""
    post_name: str = ""
    post_kind: str = "functional"
    post_level: str = ""
    kind: str = "definitive"
    leads: bool = False
    started_on: str | None = None
    ended_on: str | None = None
    leader_nip: str | None = None

    def as_json(self) -> dict:
        """For `ImportRow.data`."""
        return asdict(self)


class Reader:
    """Reads one row column by column and gathers what is wrong."""

    def __init__(self, row: RawRow):
        self.row = row
        self.problems = list(row.problems)
        self.bad = {problem.field for problem in row.problems}

    def get(self, column: str, read=cells.as_text, *args):
        """The value of a column through `read`, or None where it is at fault."""
        if column in self.bad:
            return None
        try:
            return read(self.row.values.get(column), *args)
        except cells.CellFault as fault:
            self.problems.append(fault.problem(column))
            self.bad.add(column)
            return None

    def given(self, column: str, longest: int) -> str | None:
        """Text, or None where the file has no such column or an empty cell."""
        return self.get(column, cells.as_text, longest) or None

    def choice(self, column: str, words: dict, sentence: str) -> str:
        """One of `words` by what the cell says; unknown words are a problem."""
        said = self.get(column, word)
        if said is None:
            return ""
        if said in words or not said:
            return words.get(said, "")
        self.fault("unknown_word", sentence, column)
        return ""

    def fault(self, code: str, message: str, column: str, warning=False) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, column, warning))
        if not warning:
            self.bad.add(column)


def understand(row: RawRow) -> tuple[Wanted | None, list[Problem]]:
    """What the row asks for, and its problems; no `Wanted` without a NIP."""
    reader = Reader(row)
    staff_class = _staff_class(reader)
    nip = reader.get("nipBaru", cells.as_nip, staff_class)
    if nip is None:
        if "nipBaru" not in reader.bad:
            reader.fault(
                "missing", _("The NIP is missing. Every row needs one."), "nipBaru"
            )
        return None, reader.problems
    if nip.is_unusual:
        reader.fault(
            "nip_age_unusual",
            _("By the NIP she was appointed at the age of %(age)s. Is it right?")
            % {"age": nip.age_at_start},
            "nipBaru", warning=True,
        )  # fmt: skip
    wanted = Wanted(nip=nip.text, name=_needed(reader, "nama", 150))
    wanted.staff_class = staff_class or nip.kind
    _read_person(reader, wanted, nip)
    _read_unit(reader, wanted)
    _read_post(reader, wanted)
    _read_days(reader, wanted, nip)
    _read_leader(reader, wanted)
    return wanted, reader.problems


def _needed(reader: Reader, column: str, longest: int) -> str:
    text = reader.get(column, cells.as_text, longest)
    if not text and column not in reader.bad:
        reader.fault("missing", _("This cell is empty and must not be."), column)
    return text or ""


def _staff_class(reader: Reader) -> str:
    """PPPK, CPNS or PNS by what the two columns say; empty where they say nothing."""
    said = [reader.get(name, word) or "" for name in ("jenisPegawai", "statusPegawai")]
    if any("pppk" in text or "p3k" in text for text in said):
        return "pppk"
    if any("cpns" in text for text in said) or said[1] == "c":
        return "cpns"
    if any("pns" in text for text in said) or said[1] == "p":
        return "pns"
    return ""


def _read_person(reader: Reader, wanted: Wanted, nip) -> None:
    wanted.title_before = reader.given("gelarDepan", 50)
    wanted.title_after = reader.given("gelarBelakang", 50)
    wanted.phone = reader.given("noHp", 30)
    wanted.born_on, wanted.sex = nip.born_on.isoformat(), nip.sex
    born_on = reader.get("tglLahir", cells.as_day)
    if born_on and born_on != nip.born_on:
        reader.fault(
            "nip_birth_differs",
            _("The birth date differs from the one in the NIP. One of them is wrong."),
            "tglLahir",
        )
    sex = reader.choice("jenisKelamin", SEXES, _("Write M or F, L or P, 1 or 2."))
    if sex and sex != nip.sex:
        reader.fault(
            "nip_sex_differs",
            _("The sex differs from the one in the NIP. One of them is wrong."),
            "jenisKelamin",
        )
    email = (reader.given("email", 254) or "").lower()
    if email in ("", "-"):
        return
    if not EMAIL.fullmatch(email):
        reader.fault("wrong_email", _("This is no e-mail address."), "email")
    wanted.email = email


def _read_unit(reader: Reader, wanted: Wanted) -> None:
    wanted.unit_name = _needed(reader, "unor", 200)
    wanted.parent_name = reader.given("unorInduk", 200) or ""
    wanted.parent_code = reader.given("unorIndukId", 40) or ""
    wanted.unit_code = reader.given("unorId", 40) or ""
    if wanted.unit_code and wanted.unit_code == wanted.parent_code:
        # The file names an institution as its own parent: it is a root.
        wanted.parent_code = wanted.parent_name = ""


def _read_post(reader: Reader, wanted: Wanted) -> None:
    wanted.post_name = _needed(reader, "jabatanNama", 200)
    echelon = reader.get("eselon", cells.as_text, 40) or ""
    level = reader.get("asnJenjangJabatan", cells.as_text, 40) or ""
    structural = word(echelon) not in NO_ECHELON
    kind = reader.choice(
        "jenisJabatan", POST_KINDS,
        _("Write 1 (structural), 2 (functional) or 4 (executor)."),
    )  # fmt: skip
    wanted.post_kind = kind or ("structural" if structural else "functional")
    wanted.post_level = level or (echelon if structural else "")
    code = reader.given("jabatanId", 40)
    wanted.post_code = code or code_of_post(
        wanted.post_kind, wanted.post_name, wanted.post_level
    )
    leads = reader.get("memimpin", cells.as_yes)
    wanted.leads = wanted.post_kind == "structural" if leads is None else leads


def _read_days(reader: Reader, wanted: Wanted, nip) -> None:
    wanted.gone = (reader.get("kedudukanPns", word) or "").startswith(GONE)
    kind = reader.choice("jenisPenugasan", KINDS, _("Write D, PLT or PLH."))
    wanted.kind = kind or Appointment.Kind.DEFINITIVE.value
    since = reader.get("tmtCpns", cells.as_day) or nip.started_on
    wanted.appointed_on = since.isoformat()
    started_on = reader.get("tmtJabatan", cells.as_day)
    ended_on = reader.get("tmtSelesai", cells.as_day)
    wanted.started_on = started_on.isoformat() if started_on else None
    wanted.ended_on = ended_on.isoformat() if ended_on else None
    if started_on and started_on < nip.born_on + datetime.timedelta(days=15 * 365):
        reader.fault(
            "post_before_service",
            _("She would have held this post as a child. Check the date."), "tmtJabatan",
        )  # fmt: skip
    if started_on and ended_on and ended_on < started_on:
        reader.fault(
            "days_reversed",
            _("The last day lies before the first. Exchange them."), "tmtSelesai",
        )  # fmt: skip


def _read_leader(reader: Reader, wanted: Wanted) -> None:
    leader = reader.get("nipAtasan", cells.as_nip)
    if leader is None:
        return
    wanted.leader_nip = leader.text
    if leader.text == wanted.nip:
        reader.fault(
            "leader_self",
            _(
                "This row makes her report to herself. Enter her leader's NIP, or nothing."
            ),
            "nipAtasan",
        )
