"""Where each role can go. One list for the rail, the bottom bar and the menu."""

from dataclasses import dataclass, field, replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.models import Coach
from corpu.people.models import Role


@dataclass(frozen=True)
class Item:
    """One place to go. `short` is its name where room is scarce, `needs` a permission.

    `also` names places elsewhere that belong to it.
    """

    name: str
    icon: str
    label: object
    short: object = ""
    args: tuple = ()
    needs: str = ""
    also: tuple[str, ...] = ()
    url: str = ""
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True)
class Section:
    """Items of one role under its heading."""

    title: object
    items: tuple[Item, ...] = field(default_factory=tuple)


LEARNER = Section(
    "",
    (
        Item("home:me", "gauge", _("My standing"), _("Standing")),
        Item("learning:catalogue", "search", _("Catalogue")),
        Item(
            "learning:my",
            "book",
            _("My learning"),
            _("Learning"),
            also=("/learning/enrolments/", "/lessons/"),
        ),
        Item("ledger:records", "ledger", _("Learning records"), _("Records")),
        Item("credentials:mine", "award", _("My certificates"), _("Certificates")),
        Item("agenda:mine", "calendar", _("My agenda"), _("Agenda")),
        Item("learning:evidence", "file", _("Evidence")),
        Item("coaching:mine", "talk", _("Coaching")),
    ),
)
GROWTH = Section(
    _("Performance and career"),
    (
        Item(
            "plans:mine",
            "target",
            _("My goals (SKP)"),
            _("Goals"),
            also=("/performance/plans/plan/", "/performance/plans/lines/"),
        ),
        Item("development:mine", "book", _("My development plan"), _("Development")),
        Item("home:year", "calendar", _("My year"), _("Year")),
        Item("periods:mine", "lock", _("My closed years"), _("Closed years")),
        Item(
            "careers:next_post",
            "swap",
            _("My next post"),
            _("Next post"),
            also=("/performance/careers/checks/",),
        ),
        Item("professionalism:mine", "gauge", _("My professionalism index"), _("Index")),
        Item("allowance:mine", "ledger", _("My allowance"), _("Allowance")),
        Item("recognition:mine", "award", _("Thanks"), _("Thanks")),
    ),
)
COACH = Section(
    _("Coach"),
    (
        Item(
            "coaching:desk",
            "talk",
            _("Coaching desk"),
            pgettext_lazy("where room is scarce", "Coaching"),
        ),
    ),
)
DECISIONS = Item("home:decisions", "inbox", _("Decisions"))
LEADER = Section(
    _("Unit leader"),
    (
        Item("home:team", "people", _("My team"), _("Team")),
        Item("plans:team", "target", _("Plans of my team"), _("Plans")),
        Item(
            "development:team",
            "book",
            _("Development of my team"),
            pgettext_lazy("where room is scarce", "Development"),
            also=("/performance/development/unit/",),
        ),
        DECISIONS,
        Item(
            "professionalism:unit",
            "gauge",
            _("Professionalism index of my unit"),
            pgettext_lazy("where room is scarce", "Index"),
            also=("/performance/professionalism/rules/",),
        ),
        Item("recognition:mirror", "person", _("My mirror"), _("Mirror")),
        Item("performance:shares", "swap", _("Targets shared by days"), _("Shared")),
        Item("nudges:watched", "flag", _("Flags without an answer"), _("Flags")),
    ),
)
PROVIDER = Section(
    _("Training agency"),
    (
        Item("learning:agency", "building", _("Agency"), _("Agency")),
        Item("kind_class_event:taught", "calendar", _("Classes")),
        Item("development:demand", "chart", _("Demand of plans"), _("Demand")),
    ),
)
EDITOR_KEY = "wagtailadmin.access_admin"
EDITOR = Item("wagtailadmin_home", "edit", _("Editor"), needs=EDITOR_KEY)
HR = Section(
    _("HR / Corpu office"),
    (
        Item("home:unit", "chart", _("Ministry")),
        Item("people:people", "people", _("People")),
        Item("people:units", "building", _("Units")),
        Item(
            "performance:targets",
            "target",
            _("Learning targets"),
            _("Targets"),
            also=("/performance/requests/",),
        ),
        Item(
            "performance:impossible",
            "alert",
            _("Targets that cannot be met"),
            pgettext_lazy("where room is scarce", "Cannot be met"),
        ),
        Item("plans:office", "list", _("Performance plans"), _("Plans")),
        Item(
            "development:agency",
            "book",
            _("Competence development plan"),
            pgettext_lazy("where room is scarce", "Development"),
            also=("/performance/development/unit/",),
        ),
        Item(
            "development:standards",
            "list",
            _("Standards of posts"),
            _("Standards"),
            also=("/performance/development/rules/",),
        ),
        Item("development:demand", "chart", _("Demand of plans"), _("Demand")),
        Item("rehearsals:rehearsals", "play", _("Rehearsals"), _("Rehearsals")),
        Item("periods:closings", "lock", _("Closing of years"), _("Closing")),
        Item(
            "allowance:office",
            "ledger",
            _("Allowance"),
            also=("/performance/allowance/runs/", "/performance/allowance/formulas/"),
        ),
        Item("recognition:office", "star", _("Thanks given"), _("Thanks")),
        Item("recognition:teams", "award", _("Team certificates"), _("Teams")),
        Item(
            "careers:candidates",
            "star",
            _("Candidates and talent"),
            _("Candidates"),
            also=("/performance/careers/talent/", "/performance/careers/gates/"),
        ),
        Item(
            "professionalism:unit",
            "gauge",
            _("Professionalism index of units"),
            pgettext_lazy("where room is scarce", "Index"),
            also=("/performance/professionalism/rules/",),
        ),
        Item("people:imports", "upload", _("Imports")),
        Item("ledger:waiting", "clock", _("JP to approve"), _("JP")),
        Item("ledger:export", "download", _("Export")),
        Item("people:roles", "shield", _("Roles")),
        Item("coaching:register", "talk", _("Register of coaches"), _("Coaches")),
        Item("people:activation", "key", _("Activation codes"), _("Activation")),
        Item(
            "wagtailadmin_home",
            "swap",
            _("Rates and targets"),
            _("Rates"),
            needs=EDITOR_KEY,
        ),
    ),
)
AUDITOR = Section(
    _("Auditor"),
    (
        Item("home:unit", "chart", _("Units")),
        Item("plans:office", "list", _("Performance plans"), _("Plans")),
        Item("people:decision_log", "shield", _("Decision log"), _("Log")),
        Item(
            "allowance:office",
            "ledger",
            _("Allowance"),
            also=("/performance/allowance/runs/", "/performance/allowance/formulas/"),
        ),
        Item("recognition:teams", "award", _("Team certificates"), _("Teams")),
        Item(
            "careers:candidates",
            "star",
            _("Candidates and talent"),
            _("Candidates"),
            also=("/performance/careers/talent/", "/performance/careers/gates/"),
        ),
        Item(
            "professionalism:unit",
            "gauge",
            _("Professionalism index of units"),
            pgettext_lazy("where room is scarce", "Index"),
            also=("/performance/professionalism/rules/",),
        ),
        Item("ledger:search", "ledger", _("Search records"), _("Records")),
        Item("periods:closings", "lock", _("Closing of years"), _("Closing")),
    ),
)
COMMON = Section(
    "",
    (
        Item(
            "notices:notices",
            "bell",
            _("Notices"),
            pgettext_lazy("where room is scarce", "Notices"),
        ),
        Item("people:settings", "gear", _("Settings")),
        Item("pages:help", "help", _("Help")),
    ),
)
# What the bottom bar of a phone shows first, if the reader has it.
THUMB = (
    "home:me",
    "home:team",
    "home:decisions",
    "home:unit",
    "people:decision_log",
    "learning:agency",
    "coaching:desk",
    "learning:catalogue",
    "learning:my",
    "ledger:records",
    "people:people",
    "ledger:search",
    "kind_class_event:taught",
    "wagtailadmin_home",
    "notices:notices",
    "pages:help",
)
THUMB_PLACES = 4


def sections_for(person) -> list[Section]:
    """The sections that `person` sees today, without addresses or counts."""
    sections = []
    if person.unit_id or person.nip:
        sections += [LEARNER, GROWTH]
    if Coach.objects.active().filter(person=person).exists():
        sections.append(COACH)
    leads = person.is_leader or bool(person.stands_in_for())
    if leads:
        sections.append(LEADER)
    if person.has_role(Role.AUTHOR, Role.REVIEWER, Role.INSTRUCTOR, Role.MANAGER):
        may_edit = person.has_role(Role.AUTHOR, Role.REVIEWER, Role.MANAGER)
        items = (*PROVIDER.items, EDITOR) if may_edit else PROVIDER.items
        sections.append(replace(PROVIDER, items=items))
    if person.has_role(Role.HR) or person.is_superuser:
        # HR decides for those above whom nobody stands.
        items = HR.items if leads else (DECISIONS, *HR.items)
        sections.append(replace(HR, items=items))
    if person.has_role(Role.AUDITOR) or person.is_superuser:
        sections.append(AUDITOR)
    return [*sections, COMMON]


class Navigation:
    """The navigation of one request: sections with addresses, the place where it is."""

    def __init__(self, person, path: str, counts: dict[str, int] | None = None):
        self.path = path
        counts = counts or {}
        placed = [
            replace(
                section,
                items=tuple(
                    replace(item, url=url, count=counts.get(item.name, 0))
                    for item in section.items
                    if (not item.needs or person.has_perm(item.needs))
                    and (url := address_of(item))
                ),
            )
            for section in sections_for(person)
        ]
        current = self._current(placed)
        self.sections = [
            replace(
                section,
                items=tuple(
                    replace(item, is_current=item.url == current)
                    for item in section.items
                ),
            )
            for section in placed
            if section.items
        ]

    def _current(self, sections) -> str:
        """The address of the item whose page this is, or lies below."""
        below = [
            (len(place), item.url)
            for section in sections
            for item in section.items
            for place in (item.url, *item.also)
            if self.path.startswith(place)
        ]
        return max(below, default=(0, ""))[1]

    @property
    def thumb(self) -> list[Item]:
        """What fits beside the menu at the bottom of a phone."""
        items = {i.name: i for section in self.sections for i in section.items}
        return [items[name] for name in THUMB if name in items][:THUMB_PLACES]


def address_of(item: Item) -> str:
    """Where the item leads, or nothing while its screen does not exist."""
    try:
        return reverse(item.name, args=item.args)
    except NoReverseMatch:
        return ""
