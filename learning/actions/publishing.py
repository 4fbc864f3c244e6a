"""From a published page to a course that can be found, taken and counted."""

import hashlib
import json
from functools import partial

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from corpu.agenda import actions as agenda
from corpu.ledger.models import Activity
from corpu.lib.clock import today
from corpu.people.actions.decisions import log_decision
from corpu.skills.models import ActivityCompetence
from learning import notices, tasks
from learning.actions.checks import frozen_checks
from learning.actions.worth import days_needed
from learning.conditions import frozen_conditions
from learning.finding.actions.indexing import index_course
from learning.lessons import kind_of, kinds
from learning.models import Course, CourseVersion, Enrolment, Lesson
from learning.models.course import folded


@transaction.atomic
def publish_course(page) -> Course:
    """Bring the course of a live page up to date, with a new version if it changed."""
    course = Course.objects.select_for_update().filter(page_id=page.pk).first()
    course = course or Course(page_id=page.pk, slug=_free_slug(page))
    course.provider = page.provider
    course.activity = _activity(course, page)
    course.title, course.summary = page.title, page.summary
    course.outcomes = page.outcome_list()
    course.language, course.access = page.language, page.access
    course.approvals, course.capacity = page.approvals, page.capacity
    course.minutes = page.minutes
    course.image_url = _image_url(page)
    course.is_published = True
    course.gone_on, course.gone_because, course.gone_reason = None, "", ""
    course.published_at = course.published_at or timezone.now()
    _teach(course.activity, page)
    course.search_text = _search_text(course, page)
    course.save()
    course.current = _version(course, page)
    course.save(update_fields=["current"])
    index_course(course)
    _offer(course)
    return course


@transaction.atomic
def withdraw_course(
    page_id: int, *, because: str = "taken_out", reason: str = ""
) -> None:
    """Out of the catalogue; those who have begun finish what they started, and are told.

    `because` is a `Course.Gone`: its agency took it out, or its last day has passed.
    """
    for course in Course.objects.filter(page_id=page_id, is_published=True):
        Course.objects.filter(pk=course.pk).update(
            is_published=False,
            gone_on=today(),
            gone_because=because,
            gone_reason=reason,
        )
        agenda.withdraw_opening(f"course:{course.public_id}")
        transaction.on_commit(partial(tasks.tell_gone.delay, course.pk))


@transaction.atomic
def tell_gone(course_id: int) -> int:
    """Tell those who are in a course that takes nobody any more; returns how many."""
    course = Course.objects.filter(pk=course_id, is_published=False).first()
    if course is None:
        return 0
    learning = course.enrolments.filter(state=Enrolment.State.ENROLLED)
    people = [row.person for row in learning.select_related("person")]
    for person in people:
        notices.tell_gone(person, course)
    return len(people)


def _free_slug(page) -> str:
    """The page's slug, with the agency's code where another course has it."""
    if not Course.objects.filter(slug=page.slug).exists():
        return page.slug[:120]
    slug = f"{page.provider.code}-{page.slug}"[:110]
    return f"{slug}-{page.pk}" if Course.objects.filter(slug=slug).exists() else slug


def _activity(course: Course, page) -> Activity:
    activity = course.activity if course.activity_id else Activity()
    activity.title, activity.form, activity.scope = page.title, page.form, page.scope
    activity.provider, activity.jp = course.provider, page.jp
    activity.save()
    return activity


def _teach(activity: Activity, page) -> None:
    levels = {row.competence_id: row.level for row in page.competences.all()}
    activity.teaches.exclude(competence__in=levels).delete()
    for competence_id, level in levels.items():
        ActivityCompetence.objects.update_or_create(
            activity=activity, competence_id=competence_id, defaults={"level": level}
        )


def _image_url(page) -> str:
    return page.image.get_rendition("fill-640x360|format-webp").url if page.image else ""


def _search_text(course: Course, page) -> str:
    competences = [row.competence for row in page.competences.all()]
    words = [course.title, course.summary, *course.outcomes, course.provider.name]
    words += [name for c in competences for name in (c.name_id, c.name_en)]
    words += [page.form.name_id, page.form.name_en]
    return folded(" ".join(words))


def _frozen_lessons(page) -> list[dict]:
    """What each block says today, as it will be read for ever."""
    known, provider = kinds(), page.provider
    rows = zip(page.lessons, frozen_conditions(page.lessons), strict=True)
    return [
        {
            "key": str(child.id),
            "kind": child.block_type,
            "title": child.value["title"],
            "is_required": bool(child.value["is_required"]),
            "content": known[child.block_type].freeze(child.value, provider),
            **conditions,
            **({"checks": checks} if (checks := frozen_checks(child, provider)) else {}),
        }
        for child, conditions in rows
    ]


def _version(course: Course, page) -> CourseVersion:
    """The current version, or a new one if anything that a learner meets has changed."""
    lessons = _frozen_lessons(page)
    facts = [page.title, page.form_id, page.scope, str(page.jp), page.in_order]
    facts.append(lessons)
    text = json.dumps(facts, sort_keys=True, cls=DjangoJSONEncoder)
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = course.versions.first()
    if latest and latest.digest == digest:
        return latest
    version = CourseVersion.objects.create(
        course=course,
        number=latest.number + 1 if latest else 1,
        revision_id=page.live_revision_id,
        digest=digest,
        title=page.title,
        form=page.form,
        scope=page.scope,
        jp=page.jp,
        in_order=page.in_order,
    )
    Lesson.objects.bulk_create(
        Lesson(version=version, order=order, **lesson)
        for order, lesson in enumerate(lessons)
    )
    return version


def _offer(course: Course) -> None:
    """What can be begun today, alone; where a class is required, its dates stand."""
    activity = course.activity
    required = course.current.lessons.filter(is_required=True)
    agenda.put_opening(
        f"course:{course.public_id}",
        activity=activity,
        form=activity.form,
        scope=activity.scope,
        jp=activity.jp,
        days=days_needed(activity),
        is_open=not any(kind_of(lesson).has_dates for lesson in required),
        url=reverse("learning:course", args=[course.slug]),
    )


@transaction.atomic
def take_out(course: Course, *, by, reason: str) -> None:
    """Unpublish a course's page on behalf of its agency, and note who did and why."""
    from learning.pages import CoursePage

    withdraw_course(course.page_id, reason=reason)
    page = CoursePage.objects.filter(pk=course.page_id).first()
    if page:
        page.unpublish()
    log_decision("course.withdrawn", by=by, subject=course.title, reason=reason)
