"""What the catalogue shows: filters, order, and how a course closes a reader's gap."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Exists, IntegerField, Min, OuterRef, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.agenda.models import Need
from corpu.lib.clock import today
from corpu.lib.paging import first_rows
from corpu.skills.models import ActivityCompetence
from learning.models import Course


@dataclass(frozen=True)
class Closes:
    """How a course helps: it closes `jp` of a gap, which `what` names; or `levels` of
    a competence."""

    jp: Decimal
    gap: Decimal
    what: str
    levels: int = 0
    levels_gap: int = 0
    # Of what is not counted in JP: how many are lacking, and what they are.
    items_gap: int = 0
    measure: str = Need.Measure.JP

    def __str__(self) -> str:
        if self.levels:
            return self._levels()
        if self.items_gap:
            return self._items()
        values = {"jp": _plain(self.jp), "gap": _plain(self.gap), "what": self.what}
        if self.jp >= self.gap:
            if self.what:
                return _("Closes your whole gap of %(gap)s JP in %(what)s") % values
            return _("Closes your whole gap of %(gap)s JP") % values
        if self.what:
            return _("Closes %(jp)s of your gap of %(gap)s JP in %(what)s") % values
        return _("Closes %(jp)s of your gap of %(gap)s JP") % values

    def _levels(self) -> str:
        values = {"what": self.what, "levels": self.levels, "gap": self.levels_gap}
        if self.levels >= self.levels_gap:
            return _("Closes your gap in %(what)s") % values
        return (
            ngettext(
                "Closes %(levels)s level of your gap of %(gap)s in %(what)s",
                "Closes %(levels)s levels of your gap of %(gap)s in %(what)s",
                self.levels,
            )
            % values
        )

    def _items(self) -> str:
        values = {"gap": self.items_gap, "what": self.what}
        if self.measure == Need.Measure.PROGRAMME:
            return _("The programme that your target asks for")
        if self.measure == Need.Measure.SESSIONS:
            text = ngettext(
                "Counts toward the %(gap)s session that you lack",
                "Counts toward the %(gap)s sessions that you lack",
                self.items_gap,
            )
        else:
            text = ngettext(
                "Is the %(gap)s course that you lack",
                "Is one of the %(gap)s courses that you lack",
                self.items_gap,
            )
        return text % values


def _plain(value: Decimal) -> str:
    from corpu.lib.templatetags.components import jp_number

    return jp_number(value)


def needs_of(person) -> list[Need]:
    """What the person still lacks, the most particular first."""
    if not person.is_authenticated:
        return []
    needs = Need.objects.lacking().filter(person=person)
    rows = list(needs.select_related("form", "competence", "activity").order_by("pk"))
    return sorted(rows, key=_particular)


def _particular(need: Need) -> tuple:
    """A certain activity first, then a competence, a form, a class, and JP of any kind."""
    return (
        not need.activity_id, not need.competence_id, not need.form_id,
        not need.learning_class,
    )  # fmt: skip


def closes(course: Course, needs: list[Need]) -> Closes | None:
    """The first need that the course helps with, and by how much."""
    jp = course.activity.jp or Decimal(0)
    taught = {row.competence_id: row.level for row in course.activity.teaches.all()}
    for need in needs:
        if not need.is_met_by(course.activity, taught):
            continue
        if need.level_wanted:
            found = _closes_levels(need, taught[need.competence_id])
            if found:
                return found
            continue
        what = need.competence or need.form
        what = what or (need.get_learning_class_display() if need.learning_class else "")
        if need.gap_items:
            return Closes(
                Decimal(0), Decimal(0), "", items_gap=need.gap_items, measure=need.measure
            )
        return Closes(min(jp, need.gap_jp), need.gap_jp, str(what) if what else "")
    return None


def _closes_levels(need: Need, taught: int) -> Closes | None:
    levels = min(taught, need.level_wanted) - need.level_held
    if levels <= 0:
        return None
    gap = need.level_wanted - need.level_held
    return Closes(Decimal(0), Decimal(0), str(need.competence), levels, gap)


def in_order(rows, sort: str, needs: list[Need]):
    """Sorted as the reader asked; without a wish, what closes her gap comes first, and
    of two that do, the one that says more of what was searched for."""
    nearest = ["-relevance"] if "relevance" in rows.query.annotations else []
    if sort == "match":
        return rows.order_by(*nearest, "-published_at", "pk")
    if sort == "new":
        return rows.order_by("-published_at", "pk")
    if sort == "title":
        return rows.order_by("title", "pk")
    if sort == "class":
        ahead = Q(
            activity__openings__is_open=True,
            activity__openings__starts_on__gte=today(),
        )
        soonest = Min("activity__openings__starts_on", filter=ahead)
        rows = rows.annotate(soonest=soonest)
        first = Case(When(soonest=None, then=1), default=0, output_field=IntegerField())
        return rows.order_by(first, "soonest", "title", "pk")
    cases = _help(needs)
    if not cases:  # all help alike
        return rows.order_by(*nearest, "-published_at", "pk")
    help = Case(*cases, default=Value(1), output_field=IntegerField())
    return rows.annotate(help=help).order_by("-help", *nearest, "-published_at", "pk")


def _help(needs: list[Need]) -> list[When]:
    """4 for the programme that she lacks, 3 for a competence, 2 for a form or a class;
    whatever is left is of equal help."""
    activities = [need.activity_id for need in needs if need.activity_id]
    rest = [need for need in needs if not need.activity_id]
    competences = [need.competence_id for need in rest if need.competence_id]
    rest = [need for need in rest if not need.competence_id]
    forms = [need.form_id for need in rest if need.form_id]
    rest = [need for need in rest if not need.form_id]
    classes = [need.learning_class for need in rest if need.learning_class]
    teaches = ActivityCompetence.objects.filter(
        activity=OuterRef("activity"), competence__in=competences
    )
    cases = []
    if activities:
        cases.append(When(activity__in=activities, then=Value(4)))
    if competences:
        cases.append(When(Exists(teaches), then=Value(3)))
    if forms:
        cases.append(When(activity__form__in=forms, then=Value(2)))
    if classes:
        cases.append(When(activity__form__learning_class__in=classes, then=Value(2)))
    return cases


def suggestions(person, count: int = 3) -> list[Course]:
    """Courses that close the person's gap and that she has not taken."""
    needs = needs_of(person)
    taken = Course.objects.filter(enrolments__person=person).values("pk")
    rows = in_order(Course.objects.published().exclude(pk__in=taken), "", needs)
    found = first_rows(rows.with_card(), count)
    for course in found:
        course.closes = closes(course, needs)
    return found
