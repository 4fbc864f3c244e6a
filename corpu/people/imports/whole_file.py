"""The personnel file as a whole: what only all its rows together show."""

from django.utils.translation import gettext as _

from corpu.people.imports.contract import ImportKind, Problem
from corpu.people.imports.ground import Ground, read_ground
from corpu.people.imports.scope import KEEPS_ADDRESS, KEEPS_OFFICE, in_scope, is_new_root
from corpu.people.imports.unit_tree import UnitTree
from corpu.people.imports.wanted import Wanted
from corpu.people.models import Person
from corpu.people.permissions import account_guard
from corpu.people.rules import in_circles


class WholeFile(ImportKind):
    """Holds the rows that were understood (`wanted`), what is wrong with each
    (`problems`), the units they name (`tree`), what is there already (`ground`), and the
    paths in the uploader's care (`managed`; None is everywhere)."""

    wanted: dict[int, Wanted]
    problems: dict[int, list[Problem]]
    tree: UnitTree
    ground: Ground
    managed: tuple[str, ...] | None

    def _read_ground(self) -> Ground:
        rows = self.wanted.values()
        return read_ground(
            [w.nip for w in rows] + [w.leader_nip for w in rows],
            list(self.tree.wishes),
            [w.post_code for w in rows],
            [w.email for w in rows],
        )

    def _fault(self, number, code, message, column="", warning=False) -> None:
        self.problems[number].append(Problem(code, message, column, warning))

    def _is_refused(self, number: int) -> bool:
        return any(not problem.warning for problem in self.problems[number])

    def _check_doubles(self) -> None:
        """One definitive row a person, one address a person, no former numbers."""
        seen: dict[tuple, int] = {}
        holders = dict(self.ground.emails)
        moved_away = self._addresses_given_up()
        for number, wanted in self.wanted.items():
            key = (wanted.nip, wanted.kind)
            if wanted.kind != "definitive":
                key += (wanted.unit_code, wanted.post_code)
            if key in seen:
                text = _("Row %(row)s names this person already. Keep one of the two.")
                self._fault(number, "nip_twice", text % {"row": seen[key]}, "nipBaru")
            seen.setdefault(key, number)
            if wanted.nip in self.ground.former:
                now = self.ground.former[wanted.nip]
                text = _("This is the former NIP of a person who has %(nip)s now.")
                self._fault(number, "nip_former", text % {"nip": now}, "nipBaru")
            holder = holders.get(wanted.email) if wanted.email else None
            if holder not in (None, wanted.nip) and wanted.email not in moved_away:
                self._fault(
                    number, "email_taken",
                    _("Another person has this e-mail address. Everyone needs one of her own."),
                    "email",
                )  # fmt: skip
            elif wanted.email:
                holders[wanted.email] = wanted.nip
                moved_away.discard(wanted.email)

    def _addresses_given_up(self) -> set[str]:
        """Addresses whose holder gets another one by this file: free for someone else."""
        given_up = set()
        for wanted in self.wanted.values():
            person = self.ground.people.get(wanted.nip)
            if person and person.email and wanted.email and wanted.email != person.email:
                given_up.add(person.email)
        return given_up

    def _check_units(self) -> None:
        """No unit below itself, and none that was closed."""
        circles = self.tree.circles(self.ground.units)
        for number, wanted in self.wanted.items():
            if wanted.unit_code in circles:
                self._fault(
                    number, "unit_circle",
                    _("By this file the unit would lie below itself. Check the unit above."),
                    "unorIndukId",
                )  # fmt: skip
            unit = self.ground.units.get(wanted.unit_code)
            if unit and unit.closed_on:
                self._fault(
                    number, "unit_closed",
                    _("This unit was closed. Name the unit that took over, or open it again."),
                    "unor",
                )  # fmt: skip

    def _check_scope(self) -> None:
        """No row outside the uploader's own branch, and no institution made in passing."""
        for number, wanted in self.wanted.items():
            if self._is_refused(number):
                continue
            if self.managed is not None and is_new_root(wanted, self.tree, self.ground):
                self._fault(
                    number, "unit_without_parent",
                    _("This unit is new, and the file names no known unit above it. "
                      "Fill in the unit above (unorIndukId, unorInduk)."),
                    "unorInduk",
                )  # fmt: skip
            elif not in_scope(wanted, self.tree, self.ground, self.managed):
                self._fault(
                    number, "out_of_scope",
                    _("This unit or this person is not in your care. Ask the HR office above."),
                    "unor",
                )  # fmt: skip

    def _check_accounts(self) -> None:
        """Whoever sets an address, or ends a service, holds the key of an account: not
        that of an office above."""
        guarded = account_guard(self.viewer)
        for number, wanted in self.wanted.items():
            person = self.ground.people.get(wanted.nip)
            if not person:
                continue
            if wanted.email and wanted.email != person.email and guarded(person):
                self._fault(number, "office_above", KEEPS_ADDRESS, "email")
            elif wanted.gone == person.is_active and guarded(person):
                self._fault(number, "office_above", KEEPS_OFFICE, "kedudukanPns")

    def _check_leaders(self) -> None:
        """Leaders are known, and the line of report runs in no circle."""
        rows = {}
        for number, wanted in self.wanted.items():
            if wanted.kind == "definitive" and wanted.nip not in rows:
                rows[wanted.nip] = number
        line = self._line_after()
        circles = in_circles(line)
        for number, wanted in self.wanted.items():
            leader = wanted.leader_nip
            if not leader or leader == wanted.nip:
                continue
            if leader not in self.ground.people and leader not in rows:
                self._fault(
                    number, "leader_unknown",
                    _("The leader is neither in the file nor among the people known. "
                      "Check her NIP, or add a row for her."),
                    "nipAtasan",
                )  # fmt: skip
            elif wanted.nip in circles and leader in circles:
                self._fault(
                    number, "leader_circle",
                    _("This line of report runs in a circle: %(line)s. Correct one of these rows.")
                    % {"line": _circle_text(wanted.nip, line)},
                    "nipAtasan",
                )  # fmt: skip
            elif leader not in self.ground.people and self._is_refused(rows[leader]):
                self._fault(
                    number, "leader_refused",
                    _("The leader's own row (%(row)s) is refused, so the line of report stays "
                      "as it is. Load the file again when that row is right.")
                    % {"row": rows[leader]},
                    "nipAtasan", warning=True,
                )  # fmt: skip
                wanted.leader_nip = None

    def _line_after(self) -> dict[str, str | None]:
        """NIP to the leader's NIP, as it would be, and above the file as it is."""
        line: dict[str, str | None] = {}
        for wanted in self.wanted.values():
            if wanted.leader_nip and wanted.leader_nip != wanted.nip:
                line[wanted.nip] = wanted.leader_nip
        climb = [nip for nip in {*line.values(), *self.wanted_nips()} if nip not in line]
        while climb:
            rows = []
            for start in range(0, len(climb), 2000):
                some = Person.objects.filter(nip__in=climb[start : start + 2000])
                rows += some.values_list("nip", "leader__nip")
            line.update({nip: leader for nip, leader in rows if nip not in line})
            climb = [leader for _nip, leader in rows if leader and leader not in line]
        return line

    def wanted_nips(self) -> set[str]:
        """Every NIP that has a row."""
        return {wanted.nip for wanted in self.wanted.values()}


def _circle_text(nip: str, line: dict[str, str | None]) -> str:
    found, at = [nip], line.get(nip)
    while at and at not in found and len(found) < 6:
        found.append(at)
        at = line.get(at)
    return " → ".join([*found, at or "…"])
