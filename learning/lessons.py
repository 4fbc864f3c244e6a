"""What a kind of lesson is. Adding one: a folder below `learning/kinds/` whose `kind.py`
holds `KIND = SomeKind()`, and one line in `settings.LESSON_KINDS`."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class LessonKind:
    """A kind of lesson: how authors write it and how learners meet it.

    Kinds do not know each other and nobody branches on them. Everything that a kind
    needs later (questions, the package's hash) is frozen by `snapshot` when the course
    is published; the player never reads the page.
    """

    code: str  # "article"; also the name of its StreamField block
    label: Any  # lazy, as authors and learners read it
    icon: str  # a name of the icon set
    block: type[blocks.StructBlock]  # the fields that authors fill, title excluded
    template: str  # the lesson in the player
    done_label: Any = ""  # the learner herself says when it is done, by this button
    keeps_scroll = False  # a long text that is resumed where it was being read
    has_dates = False  # met on set days, each an opening of its own in the agenda
    is_studied = False  # read or watched in the page, so that its time is known
    in_preview = False  # its template works without a learner, for the author's preview
    scripts: tuple[str, ...] = ()  # static files of its own, loaded as modules

    def snapshot(self, value: blocks.StructValue) -> dict:
        """What the author wrote, as JSON that never changes again."""
        raise NotImplementedError

    def freeze(self, value: blocks.StructValue, provider) -> dict:
        """`snapshot`, with what else it takes from the agency that publishes."""
        return self.snapshot(value)

    def problems(self, value: blocks.StructValue, provider) -> list[str]:
        """Why the agency cannot use what its author chose; sentences, empty if it can."""
        return []

    def questions(self, lesson) -> list[dict]:
        """Questions of the lesson that a machine can mark, in their frozen form; they
        may be asked about other lessons of the course too."""
        return []

    def waiting_work(self, providers) -> list["Work"]:
        """What learners handed in and an instructor of the agencies has to look at."""
        return []

    def staff_url(self, lesson) -> str:
        """Where the agency's staff see what learners gave in the lesson; empty if
        nowhere."""
        return ""

    def context(self, request, lesson, progress) -> dict:
        """What the template needs beyond `lesson` and `progress`.

        `progress` is this learner's LessonProgress, or None in an author's preview.
        """
        return {}

    def public_content(self, lesson) -> dict:
        """What the course page may tell before anyone enrols (length, questions)."""
        return {}

    def meetings(self):
        """Where people meet for lessons of this kind from now on: a queryset of rows
        with `course` and `city`; None where nobody meets."""

    def queueing(self, courses) -> dict[int, int]:
        """How many wait for a place in lessons of this kind, by the id of the course."""
        return {}

    def attended_days(self, progress) -> list:
        """Local days on which the lesson was attended in person, else an empty list.

        A class gives the days on which the learner was marked present: they, and not
        the day of the marking, become the days of the record.
        """
        return []

    def share_earned(self, progress) -> Decimal:
        """Which share of the course's JP the completed lesson has earned, 0 to 1; less
        than 1 only where a class was attended in part."""
        return Decimal(1)

    def left(self, enrolment) -> None:
        """Called when the learner withdraws from the course: free what she holds."""

    def opened(self, progress) -> None:
        """Called when the learner opens the lesson (an article may complete here)."""


@dataclass(frozen=True)
class Work:
    """Handed in by learners, waiting for an instructor; `url` leads to it."""

    title: str
    course: str
    count: int
    since: Any
    url: str


@cache
def kinds() -> dict[str, LessonKind]:
    """Every installed kind by its code, in the order of settings."""
    found = [import_string(f"{path}.kind.KIND") for path in settings.LESSON_KINDS]
    return {kind.code: kind for kind in found}


def kind_of(lesson) -> LessonKind:
    """The kind of a lesson."""
    return kinds()[lesson.kind]


class ConditionsBlock(blocks.StructBlock):
    """When a lesson opens. Everything may be left empty."""

    opens_on = blocks.DateBlock(
        label=_("Opens on"),
        required=False,
        help_text=_("A day of the calendar, the same for everybody."),
    )
    opens_after_days = blocks.IntegerBlock(
        label=_("Opens so many days after the learner began"),
        required=False,
        min_value=1,
        max_value=1000,
    )
    after = blocks.TextBlock(
        label=_("Opens after these lessons are done"),
        required=False,
        max_length=2000,
        rows=2,
        help_text=_("Titles of lessons before this one, one on each line."),
    )
    is_gate = blocks.BooleanBlock(
        label=_("Gate"),
        required=False,
        help_text=_("Every lesson behind this one waits until it is done."),
    )

    class Meta:
        collapsed = True
        icon = "lock-open"
        label = _("When it opens")


class StudyConditionsBlock(ConditionsBlock):
    """Of lessons that are read or watched in the page: their time is known."""

    minimum_minutes = blocks.IntegerBlock(
        label=_("Minimum time (minutes)"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_(
            "It counts as done from then on. Use it only where a rule asks for it."
        ),
    )
    checks = SnippetChooserBlock(
        "questions.Category",
        label=_("Questions about this lesson"),
        required=False,
        help_text=_(
            "Three of this category of your bank are asked where somebody finishes the "
            "lesson far faster than others do. Left empty, the quizzes of the course "
            "are drawn from."
        ),
    )

    class Meta:
        collapsed = True
        icon = "lock-open"
        label = _("When it opens, and its time")


class LessonBlock(blocks.StructBlock):
    """Base of every kind's block: each lesson has a title and may be optional."""

    title = blocks.CharBlock(max_length=200, label=_("Title"))
    is_required = blocks.BooleanBlock(
        default=True,
        required=False,
        label=_("Required"),
        help_text=_("The course is completed when all required lessons are."),
    )
    conditions = ConditionsBlock()


class StudyBlock(LessonBlock):
    """Base of the blocks of kinds that are read or watched in the page."""

    conditions = StudyConditionsBlock()
