"""What the posts held and aimed at ask of people, against the levels they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpu.lib.clock import today
from corpu.people.models import Person, Post
from corpu.skills.models import Competence, PostStandard, Required
from performance.development.actions.levels import levels_of
from performance.development.models import Aspiration, MatchBand
from performance.development.rules import Held, gap_of, match_percent


@dataclass(frozen=True)
class Row:
    """One competence: asked by the post held, by the post aimed at, and the level held."""

    competence: Competence
    required: Required | None
    aimed: Required | None
    held: Held | None

    @property
    def level(self) -> int | None:
        """The level held; None where it was never assessed."""
        return self.held.level if self.held else None

    @property
    def gap(self) -> int:
        """Levels missing for the post held."""
        return gap_of(self.required.level, self.level) if self.required else 0

    @property
    def aim_gap(self) -> int:
        """Levels missing for the post aimed at."""
        return gap_of(self.aimed.level, self.level) if self.aimed else 0

    @property
    def wanted(self) -> int:
        """The higher of the two requirements that are still missed, or 0."""
        asked = [found.level for found in (self.required, self.aimed) if found]
        return max((level for level in asked if gap_of(level, self.level)), default=0)

    @property
    def status(self) -> str:
        """For the chip, about the post held: met, unmet, or not assessed."""
        if self.level is None:
            return "unassessed"
        return "unmet" if self.gap else "met"

    @property
    def is_confirmed(self) -> bool:
        """False where a number still has to be confirmed."""
        found = [one for one in (self.required, self.aimed) if one]
        return all(one.standard.is_confirmed for one in found)


@dataclass
class Match:
    """The job person match with one post: per cent, its band, and over how many."""

    post: Post
    percent: int | None
    band: MatchBand | None
    assessed: int
    asked: int

    @property
    def is_whole(self) -> bool:
        """True if every competence that is asked was assessed."""
        return self.assessed == self.asked


@dataclass
class Profile:
    """One person against the posts she holds and aims at."""

    person: Person
    aim: Post | None
    rows: list[Row] = field(default_factory=list)
    match: Match | None = None
    aim_match: Match | None = None

    @property
    def gaps(self) -> list[Row]:
        """Competences in which a level is missing for the post held."""
        return [row for row in self.rows if row.gap]

    @property
    def all_gaps(self) -> list[Row]:
        """The same, for either of the two posts."""
        return [row for row in self.rows if row.gap or row.aim_gap]

    @property
    def is_confirmed(self) -> bool:
        """False where some number still has to be confirmed."""
        return all(row.is_confirmed for row in self.rows)

    @property
    def unassessed(self) -> int:
        """How many competences that are asked were never assessed."""
        return sum(row.level is None for row in self.rows)


def profiles_of(people: Iterable[Person]) -> dict[int, Profile]:
    """Profiles by person id: a constant number of queries, whatever the number."""
    people = list(people)
    ids = [person.pk for person in people]
    aims = Aspiration.objects.filter(person__in=ids).select_related("post")
    aims = {row.person_id: row.post for row in aims}
    posts = {person.post for person in people if person.post_id} | set(aims.values())
    asked, held = PostStandard.objects.required_by(posts), levels_of(ids)
    competences = {row.pk: row for row in Competence.objects.all()}
    bands = bands_on(today())
    return {
        person.pk: _profile(
            person,
            aims.get(person.pk),
            asked,
            held.get(person.pk, {}),
            competences,
            bands,
        )
        for person in people
    }


def bands_on(day) -> list[MatchBand]:
    """The bands in force, highest first; of two of the same height the later one."""
    by_percent: dict[int, MatchBand] = {}
    for band in MatchBand.objects.on(day):
        by_percent.setdefault(band.percent, band)
    return sorted(by_percent.values(), key=lambda band: -band.percent)


def _profile(person, aim, asked, held, competences, bands) -> Profile:
    own = asked.get(person.post_id, {})
    wanted = asked.get(aim.pk, {}) if aim else {}
    ids = sorted(own.keys() | wanted.keys(), key=lambda pk: _order(competences[pk]))
    rows = [Row(competences[pk], own.get(pk), wanted.get(pk), held.get(pk)) for pk in ids]
    profile = Profile(person, aim, rows)
    if person.post_id:
        profile.match = _match(person.post, own, held, bands)
    if aim:
        profile.aim_match = _match(aim, wanted, held, bands)
    return profile


def _order(competence: Competence) -> tuple:
    return (competence.kind, competence.code)


def _match(post, asked, held, bands) -> Match:
    pairs = [
        (found.level, held[pk].level if pk in held else None)
        for pk, found in asked.items()
    ]
    percent = match_percent(pairs)
    assessed = sum(level is not None for _required, level in pairs)
    band = None
    if percent is not None and assessed == len(pairs):
        band = next((band for band in bands if percent >= band.percent), None)
    return Match(post, percent, band, assessed, len(pairs))
