"""Coaches proposed to a person, each with the reasons."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.matching import Candidate, Match, Wish, rank
from coaching.models import Coach, Kind, Means
from coaching.permissions import coaches_in_line
from corpu.agenda.models import Need
from corpu.skills.models import Competence


@dataclass(frozen=True)
class Proposal:
    """A coach who fits, and why, in sentences."""

    coach: Coach
    match: Match
    reasons: list[str]


def wish_of(coachee, *, kind: str, competences=None, online_only=False) -> Wish:
    """What she needs: the competences that her agenda says she lacks, unless named."""
    if competences is None:
        lacking = Need.objects.filter(person=coachee).exclude(competence=None)
        competences = lacking.values_list("competence", flat=True)
    languages = {"id"} | ({"en"} if coachee.language == "en" else set())
    return Wish(
        kind=kind,
        competences=frozenset(competences),
        languages=frozenset(languages),
        unit_path=coachee.unit.path if coachee.unit_id else "",
        online_only=online_only,
    )


def propose(
    coachee, *, kind: str, limit=3, besides=(), competences=None, to_office=False
) -> list[Proposal]:
    """The coaches who fit best, at most `limit`; `besides` are ids of coaches to leave
    out, who were asked before. The reasons speak to the coachee, or of her `to_office`."""
    wish = wish_of(coachee, kind=kind, competences=competences)
    rows = {coach.pk: coach for coach in candidates() if coach.pk not in besides}
    line = coaches_in_line(coachee, rows.values())
    ranked = rank(wish, (_candidate(coach, coachee, line) for coach in rows.values()))
    chosen = ranked[:limit]
    codes = {code for match in chosen for code in match.reasons}
    told = _told_to_office(codes) if to_office else sentences_by_code(codes)
    return [
        Proposal(
            rows[match.key], match, [told[code] for code in match.reasons if code in told]
        )
        for match in chosen
    ]


def candidates():
    """Coaches with what the rule reads, in a fixed number of questions."""
    rows = (
        Coach.objects.active()
        .with_load()
        .with_hours()
        .select_related("person__unit", "rating_sum")
    )
    return rows.prefetch_related("kinds", "competences")


def _candidate(coach: Coach, coachee, line: set[int]) -> Candidate:
    rating = getattr(coach, "rating_sum", None)
    unit = coach.person.unit
    return Candidate(
        key=coach.pk,
        kinds=frozenset(kind.pk for kind in coach.kinds.all()),
        competences=frozenset(one.pk for one in coach.competences.all()),
        languages=frozenset(coach.language_codes),
        unit_path=unit.path if unit else "",
        load=coach.load,
        capacity=coach.capacity,
        mean=rating.mean if rating else None,
        quiet_days=(timezone.now() - coach.last_active_at).days,
        in_line=coach.person_id in line or coach.person_id == coachee.pk,
        meets_online=coach.means != Means.ON_SITE,
    )


def sentences(reasons) -> list[str]:
    """The reasons of a match, for the coachee to read."""
    told = sentences_by_code(set(reasons))
    return [told[code] for code in reasons if code in told]


def sentences_by_code(codes: set[str]) -> dict[str, str]:
    """Each reason as a sentence; unknown ones are left out."""
    told = {
        "near": _("works near you, in another unit"),
        "other_unit": _("works in another part of your institution"),
        "rated": _("is found helpful by those who worked with this coach"),
        "room": _("has room for you"),
    }
    text = _("knows %(competence)s, which you still need")
    return told | _of_competences(codes, text)


def _told_to_office(codes: set[str]) -> dict[str, str]:
    """The same reasons for an officer, who reads them about somebody else."""
    told = {
        "near": _("works near, in another unit"),
        "other_unit": _("works in another part of the institution"),
        "rated": _("is found helpful by those who worked with this coach"),
        "room": _("has room"),
    }
    return told | _of_competences(codes, _("knows %(competence)s, which is needed"))


def _of_competences(codes: set[str], text: str) -> dict[str, str]:
    ids = [int(code.split(":")[1]) for code in codes if code.startswith("competence:")]
    rows = Competence.objects.filter(pk__in=ids) if ids else []
    return {f"competence:{one.pk}": text % {"competence": one} for one in rows}


def usual_kind() -> str:
    """The kind that proposals are about unless one is named."""
    kind = Kind.objects.filter(is_active=True, is_group=False).first()
    return kind.pk if kind else ""
