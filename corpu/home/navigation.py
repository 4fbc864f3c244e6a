"""Where each role can go. One list for the rail, the bottom bar and the menu."""

from dataclasses import replace

from django.urls import NoReverseMatch, reverse

from coaching.models import Coach
from corpu.home.places import (
    AUDITOR,
    COACH,
    COMMON,
    DECISIONS,
    EDITOR,
    GROWTH,
    HR,
    LEADER,
    LEARNER,
    OFFICE,
    PROVIDER,
    Item,
    Section,
)
from corpu.people.models import Role

# What the bottom bar of a phone shows first, if the reader has it.
THUMB = (
    "home:me",
    "home:team",
    "home:decisions",
    "home:unit",
    "home:audit",
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
    own = [LEARNER, GROWTH] if person.unit_id or person.nip else []
    if Coach.objects.active().filter(person=person).exists():
        sections.append(COACH)
    leads = person.is_leader or bool(person.stands_in_for())
    if leads:
        sections.append(LEADER)
    if person.has_role(Role.AUTHOR, Role.REVIEWER, Role.INSTRUCTOR, Role.MANAGER):
        may_edit = person.has_role(Role.AUTHOR, Role.REVIEWER, Role.MANAGER)
        items = (*PROVIDER.items, EDITOR) if may_edit else PROVIDER.items
        if person.has_role(Role.MANAGER) and not (leads or person.has_role(Role.HR)):
            # The agency answers requests where its courses say so.
            items = (DECISIONS, *items)
        sections.append(replace(PROVIDER, items=items))
    if person.has_role(Role.HR) or person.is_superuser:
        # HR decides for those above whom nobody stands.
        items = OFFICE.items if leads else (DECISIONS, *OFFICE.items)
        sections += [replace(OFFICE, items=items), *HR[1:]]
    if person.has_role(Role.AUDITOR) or person.is_superuser:
        sections.append(AUDITOR)
    if own and sections:
        # Whoever serves others as well finds that work without scrolling.
        own = [LEARNER, replace(GROWTH, folds=True)]
    return [*own, *sections, COMMON]


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
    def waiting(self) -> int:
        """How many requests wait for the reader's decision."""
        items = [item for section in self.sections for item in section.items]
        return max((i.count for i in items if i.name == "home:decisions"), default=0)

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
