"""The demo's story in its order: people, rules, agencies, history, pairs, requests."""

from collections.abc import Iterator

from django.db import transaction

from corpu.home.demo import (
    allowance,
    careers,
    classes,
    coaching_story,
    coaching_words,
    content,
    development,
    evaluation,
    history,
    organisation,
    pace,
    pairs,
    paths,
    periods,
    plans,
    professionalism,
    questions,
    recognition,
    requests,
    targets,
)
from corpu.home.demo.cast import keep_cast
from corpu.home.demo.organisation import Ministry, grant
from corpu.lib.clock import today
from corpu.notices.models import Notice
from corpu.people.actions.office import sync_office
from corpu.people.models import Person
from performance.actions import proving


def steps() -> Iterator[str]:
    """Seed, telling after each step what was made."""
    with transaction.atomic():
        day = today()
        ministry = organisation.build(day)
        cast = _cast(ministry)
        yield f"{len(ministry.people)} people in {len(ministry.units)} units"
        count = history.build(ministry, day, spared={cast["learner"].pk})
        count += history.build_for_learner(cast["learner"], day)
        yield f"{count} facts of two years"
        coaches = pairs.build(ministry, cast["hr"], cast["learner"], day)
        cast["coach"] = coaches[0].person
        yield f"{len(coaches)} coaches and their people"
    courses = content.build(cast, day)
    yield f"{courses} courses of two agencies"
    with transaction.atomic():
        yield questions.build(ministry, cast, day)
    with transaction.atomic():
        yield requests.build(ministry, cast, day)
    with transaction.atomic():
        yield evaluation.build(ministry, cast, day)
    with transaction.atomic():
        yield pace.build(ministry, cast, day)
    with transaction.atomic():
        yield classes.build(ministry, cast, day)
    with transaction.atomic():
        yield paths.build(ministry, cast, day)
    with transaction.atomic():
        yield targets.build(ministry, cast, day)
    with transaction.atomic():
        yield plans.build(ministry, cast, day)
    with transaction.atomic():
        yield development.build(ministry, cast, day)
    with transaction.atomic():
        yield coaching_story.build(ministry, coaches, cast["hr"], cast["learner"], day)
        yield coaching_words.build(coaches, ministry, cast["learner"], day)
    with transaction.atomic():
        yield careers.build(ministry, cast, day)
        yield professionalism.build(ministry, cast, day)
    with transaction.atomic():
        yield allowance.build(ministry, cast, day)
    with transaction.atomic():
        yield recognition.build(ministry, cast, day)
    with transaction.atomic():
        yield periods.build(ministry, cast, day)
    proof = proving.prove()
    yield f"{proof.standings} standings counted again, {proof.differences} differences"
    Notice.objects.update(mail_state=Notice.Mail.NONE)
    keep_cast({role: person.username for role, person in cast.items()})


def _cast(ministry: Ministry) -> dict[str, Person]:
    """Who plays which role of the start page."""
    team = next(unit for unit in ministry.units if unit.depth == 5)
    leader = ministry.heads[team.pk]
    staff = ministry.staff_of(team)
    office = ministry.unit("Biro Sumber Daya Manusia")
    inspection = ministry.unit("Inspektorat Wilayah I")
    cast = {
        "learner": next(p for p in staff if p.staff_class == "pns"),
        "pppk": next(p for p in ministry.people if p.staff_class == "pppk"),
        "leader": leader,
        "acting_leader": ministry.acting[-1],
        "hr": ministry.heads[office.pk],
        "auditor": ministry.heads[inspection.pk],
    }
    below = (p for p in ministry.people if p.unit.path.startswith(office.path))
    cast["second"] = next(p for p in below if p != cast["hr"])
    for officer in (cast["hr"], cast["second"]):
        grant(officer, "hr")  # of the whole installation: they keep rates and targets
        sync_office(officer)
    grant(cast["auditor"], "auditor", unit=ministry.root)
    return cast
