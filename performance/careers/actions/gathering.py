"""What is known of many people for the rules of a gate: a constant number of statements,
whatever the number of people."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum

from corpu.ledger.models import Credit, Record
from corpu.people.models import Appointment, Education, Person, Post
from corpu.skills.models import Assessment, Competence, PostStandard
from performance.careers.models import Gate, HandCheck, Requirement, rule_key
from performance.careers.rules import Check, Degree, Found, Known, Learned, Rule, Served
from performance.plans.models import Appraisal


@dataclass(frozen=True)
class Asked:
    """One thing that a post asks for: the row that says so and the rule in figures."""

    rule: Rule
    requirement: Requirement
    competence: Competence | None = None


def asked_by(post: Post, on: datetime.date) -> list[Asked]:
    """Everything that the gates before `post` ask for on a day. A requirement that
    stands for the whole standard of the post is one rule a competence."""
    gates = Gate.objects.for_post(post, on).order_by("post_kind", "pk")
    gates = gates.prefetch_related(
        "requirements__activity",
        "requirements__form",
        "requirements__competence",
        "requirements__served_post",
    )
    rows = [row for gate in gates for row in _with_gate(gate)]
    standard = {}
    if any(row.kind == Requirement.Kind.COMPETENCE for row in rows):
        standard = PostStandard.objects.required_by([post], on)[post.pk]
    return [asked for row in rows for asked in _asked(row, standard)]


def _with_gate(gate: Gate) -> list[Requirement]:
    rows = list(gate.requirements.all())
    for row in rows:
        row.gate = gate
    return rows


def _asked(row: Requirement, standard: dict) -> list[Asked]:
    if row.kind != Requirement.Kind.COMPETENCE:
        return [Asked(_rule(row), row)]
    if row.competence_id:
        required = standard.get(row.competence_id)
        # Without a level of its own and without a standard nobody can meet it by data.
        level = row.level or (required.level if required else 6)
        return [Asked(_rule(row, row.competence_id, level), row, row.competence)]
    found = sorted(standard.values(), key=lambda r: r.standard.competence.code)
    if not found:  # asked for, and nothing says what: checked by hand, never met
        by_hand = Rule(key=rule_key(row.pk), kind="manual")
        return [Asked(by_hand, row)]
    return [
        Asked(
            _rule(
                row, required.standard.competence_id, row.level or required.level, True
            ),
            row,
            required.standard.competence,
        )
        for required in found
    ]


def _rule(row: Requirement, competence=None, level=0, is_many=False) -> Rule:
    return Rule(
        key=rule_key(row.pk, competence if is_many else None),
        kind=row.kind,
        activity=row.activity_id,
        form=row.form_id or (row.activity.form_id if row.activity else ""),
        jp=row.jp,
        years=row.years,
        needs_certificate=row.needs_certificate,
        competence=competence,
        level=level or row.education or 0,
        must_be_validated=row.must_be_validated,
        predicate=row.predicate,
        post=row.served_post_id,
        post_kind=row.served_kind,
        post_level=row.served_level,
    )


def known_of(
    person_ids: Iterable[int], rules: list[Rule], today: datetime.date
) -> dict[int, Known]:
    """What is known of each of these people, as far as the rules ask."""
    ids = list(person_ids)
    kinds = {rule.kind for rule in rules}
    learned = _learned(ids, rules) if "learning" in kinds else {}
    found = _found(ids, rules) if "competence" in kinds else {}
    served = _served(ids) if "experience" in kinds else {}
    degrees = _degrees(ids) if "education" in kinds else {}
    predicates = _predicates(ids, rules, today) if "predicate" in kinds else {}
    checks = _checks(ids, rules)
    since = dict(Person.objects.filter(pk__in=ids).values_list("pk", "appointed_on"))
    return {
        pk: Known(
            learned=tuple(learned.get(pk, ())),
            found=tuple(found.get(pk, ())),
            served=tuple(served.get(pk, ())),
            degrees=tuple(degrees.get(pk, ())),
            predicates=predicates.get(pk, {}),
            checks=checks.get(pk, {}),
            in_service_since=since.get(pk),
        )
        for pk in ids
    }


def _learned(ids, rules) -> dict[int, list[Learned]]:
    """Standing facts that she learnt from; what she taught is another matter. A course
    of the house proves itself, anything else by the number of its certificate."""
    asking = [rule for rule in rules if rule.kind == "learning"]
    forms = {rule.form for rule in asking if rule.form}
    activities = {rule.activity for rule in asking if rule.activity}
    waiting = Credit.objects.filter(record=OuterRef("pk"), reason="needs_approval")
    rows = Record.objects.standing().filter(
        Q(form__in=forms) | Q(activity__in=activities), person__in=ids, role="learner"
    )
    rows = rows.annotate(jp=Sum("credits__jp_recognised", default=0)).annotate(
        waits=Exists(waiting)
    )
    out = defaultdict(list)
    for row in rows.order_by("ended_on", "pk").only(
        "person", "form", "activity", "ended_on", "certificate_key", "content_version"
    ):
        proved = row.certificate_key or (row.activity_id and row.content_version)
        out[row.person_id].append(
            Learned(
                row.pk, row.form_id, row.activity_id, row.ended_on, row.jp,
                bool(proved), row.waits,
            )
        )  # fmt: skip
    return out


def _found(ids, rules) -> dict[int, list[Found]]:
    wanted = {rule.competence for rule in rules if rule.competence}
    rows = Assessment.objects.filter(person__in=ids, competence__in=wanted).order_by("pk")
    out = defaultdict(list)
    for person, *cells in rows.values_list(
        "person", "pk", "competence", "level", "assessed_on", "is_validated"
    ):
        out[person].append(Found(*cells))
    return out


def _served(ids) -> dict[int, list[Served]]:
    """Definitive appointments: whoever only stands in for a post has not held it."""
    kind = Appointment.Kind.DEFINITIVE
    rows = Appointment.objects.filter(person__in=ids, kind=kind).order_by("started_on")
    out = defaultdict(list)
    for person, *cells in rows.values_list(
        "person", "pk", "post", "post__kind", "post__level", "started_on", "ended_on"
    ):
        out[person].append(Served(*cells))
    return out


def _degrees(ids) -> dict[int, list[Degree]]:
    out = defaultdict(list)
    rows = Education.objects.filter(person__in=ids).order_by("pk")
    for person, *cells in rows.values_list("person", "pk", "level", "is_validated"):
        out[person].append(Degree(*cells))
    return out


def _predicates(ids, rules, today) -> dict[int, dict[int, str]]:
    """Final predicates of the years that the rules may ask for."""
    most = max(rule.years or 1 for rule in rules if rule.kind == "predicate")
    out: dict[int, dict[int, str]] = defaultdict(dict)
    for year in range(today.year - most - 1, today.year):
        for person, predicate in Appraisal.objects.predicates(ids, year).items():
            out[person][year] = predicate
    return out


def _checks(ids, rules) -> dict[int, dict[str, Check]]:
    """The latest decision by hand about each rule; an earlier one no longer speaks."""
    requirements = {int(rule.key.partition(":")[0]) for rule in rules}
    decided = [HandCheck.State.ACCEPTED, HandCheck.State.REFUSED]
    rows = HandCheck.objects.filter(
        person__in=ids, requirement__in=requirements, state__in=decided
    )
    keys = {rule.key for rule in rules}
    out: dict[int, dict[str, Check]] = defaultdict(dict)
    for row in rows.order_by("decided_at", "pk"):
        if row.key in keys:
            accepted = row.state == HandCheck.State.ACCEPTED
            out[row.person_id][row.key] = Check(row.pk, accepted, row.valid_until)
    return out
