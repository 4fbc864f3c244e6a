"""The places of each role, in sections under short headings."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    """Items of one role under its heading; one that `folds` may be shut."""

    title: object
    items: tuple[Item, ...] = field(default_factory=tuple)
    folds: bool = False

    @property
    def is_here(self) -> bool:
        """True if the reader is on one of these pages, or on one below them."""
        return any(item.is_current for item in self.items)


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
        Item("paths:paths", "list", _("Learning paths"), _("Paths")),
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
        Item("coaching:slots", "calendar", _("My times as a coach"), _("My times")),
        Item("coaching:hours", "clock", _("My hours as a coach"), _("My hours")),
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
        Item("learning:ask", "plus", _("Ask for learning"), _("Ask")),
        Item(
            "professionalism:unit",
            "gauge",
            _("Professionalism index of my unit"),
            pgettext_lazy("where room is scarce", "Index"),
            also=("/performance/professionalism/rules/",),
        ),
        Item("recognition:mirror", "person", _("My mirror"), _("Mirror")),
        Item(
            "coaching:unit",
            "talk",
            _("Coaching in my team"),
            pgettext_lazy("where room is scarce", "Coaching"),
        ),
        Item("performance:shares", "swap", _("Targets shared by days"), _("Shared")),
        Item("nudges:watched", "flag", _("Flags without an answer"), _("Flags")),
    ),
)
PROVIDER = Section(
    _("Training agency"),
    (
        Item("learning:agency", "building", _("Agency"), _("Agency")),
        Item("kind_class_event:taught", "calendar", _("Classes")),
        Item("paths:agency", "list", _("Paths and programmes"), _("Paths")),
        Item("learning:demand", "people", _("Cards of demand"), _("Wanted")),
        Item("development:demand", "chart", _("Demand of plans"), _("Demand")),
    ),
)
EDITOR_KEY = "wagtailadmin.access_admin"
EDITOR = Item("wagtailadmin_home", "edit", _("Editor"), needs=EDITOR_KEY)
OFFICE = Section(
    _("HR / Corpu office"),
    (
        Item("home:unit", "chart", _("Ministry")),
        Item("ledger:waiting", "clock", _("JP to approve"), _("JP")),
        Item("people:people", "people", _("People")),
        Item("people:units", "building", _("Units")),
        Item("coaching:register", "talk", _("Register of coaches"), _("Coaches")),
        Item(
            "coaching:programmes", "people", _("Programmes of coaching"), _("Programmes")
        ),
        Item(
            "coaching:board",
            "chart",
            _("Coaching in figures"),
            pgettext_lazy("where room is scarce", "Coaching"),
        ),
    ),
)
TARGETS = Section(
    _("Targets and years"),
    (
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
        Item("rehearsals:rehearsals", "play", _("Rehearsals"), _("Rehearsals")),
        Item("periods:closings", "lock", _("Closing of years"), _("Closing")),
        Item(
            "wagtailsnippets:index",
            "swap",
            _("Rates and rules"),
            _("Rates"),
            needs=EDITOR_KEY,
        ),
    ),
)
PLANS = Section(
    _("Plans and development"),
    (
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
    ),
)
CANDIDATES = Item(
    "careers:candidates",
    "star",
    _("Candidates and talent"),
    _("Candidates"),
    also=("/performance/careers/talent/", "/performance/careers/gates/"),
)
INDEX = Item(
    "professionalism:unit",
    "gauge",
    _("Professionalism index of units"),
    pgettext_lazy("where room is scarce", "Index"),
    also=("/performance/professionalism/rules/",),
)
ALLOWANCE = Item(
    "allowance:office",
    "ledger",
    _("Allowance"),
    also=("/performance/allowance/runs/", "/performance/allowance/formulas/"),
)
TEAMS = Item("recognition:teams", "award", _("Team certificates"), _("Teams"))
REWARD = Section(
    _("Career and reward"),
    (
        CANDIDATES,
        INDEX,
        ALLOWANCE,
        Item("recognition:office", "star", _("Thanks given"), _("Thanks")),
        TEAMS,
    ),
)
DATA = Section(
    _("Data and access"),
    (
        Item("people:imports", "upload", _("Imports")),
        Item("ledger:export", "download", _("Export")),
        Item("people:roles", "shield", _("Roles")),
        Item("people:activation", "key", _("Activation codes"), _("Activation")),
    ),
)
HR = (OFFICE, TARGETS, PLANS, REWARD, DATA)
AUDITOR = Section(
    _("Auditor"),
    (
        Item("home:audit", "shield", _("Audit"), _("Audit")),
        Item("people:decision_log", "list", _("Decision log"), _("Log")),
        Item("ledger:search", "ledger", _("Search records"), _("Records")),
        Item("home:unit", "chart", _("Units")),
        Item("plans:office", "list", _("Performance plans"), _("Plans")),
        Item("periods:closings", "lock", _("Closing of years"), _("Closing")),
        CANDIDATES,
        INDEX,
        ALLOWANCE,
        TEAMS,
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
