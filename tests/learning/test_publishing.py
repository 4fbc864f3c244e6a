"""From a page to a course, its versions and its opening."""

from decimal import Decimal

from corpu.agenda.models import Opening
from learning.models import Course
from tests.learning.conftest import article


def test_publishing_makes_a_course(course, provider):
    assert course.is_published and course.provider == provider
    assert (
        course.activity.jp == Decimal("5.00") and course.activity.form_id == "technical"
    )
    assert course.outcomes == ["Menyapa dengan ramah", "Menjawab keluhan"]
    lessons = course.current.lessons.all()
    assert [lesson.title for lesson in lessons] == ["Satu", "Dua"]
    assert "mendengarkan" in lessons[0].content["html"]
    opening = Opening.objects.get(activity=course.activity)
    assert opening.is_open and opening.jp == 5


def test_the_same_content_is_the_same_version(course_page):
    page = course_page()
    page.summary = "Ringkasan baru."
    page.save_revision().publish()
    course = Course.objects.get(page_id=page.pk)
    assert course.current.number == 1 and course.summary == "Ringkasan baru."


def test_new_content_is_a_new_version_with_the_same_keys(course_page):
    first = article("Satu")
    page = course_page(lessons=[first])
    key = str(Course.objects.get(page_id=page.pk).current.lessons.get().key)
    assert key == first["id"]
    page.lessons[0].value["title"] = "Satu, diperbaiki"
    page.save_revision().publish()
    course = Course.objects.get(page_id=page.pk)
    assert course.current.number == 2 and course.versions.count() == 2
    assert str(course.current.lessons.get().key) == key


def test_unpublishing_withdraws_course_and_opening(course_page):
    page = course_page()
    page.unpublish()
    course = Course.objects.get(page_id=page.pk)
    assert not course.is_published
    assert not Opening.objects.get(activity=course.activity).is_open


def test_two_agencies_may_use_the_same_slug(course_page, other_provider):
    course_page("Etika")
    other = course_page("Etika", provider=other_provider)
    assert Course.objects.get(page_id=other.pk).slug == "pusdik-lain-etika"


def test_hostile_html_does_not_survive(course_page):
    text = '<p onclick="x()">Halo <script>alert(1)</script></p>'
    page = course_page(lessons=[article("A", text=text)])
    html = Course.objects.get(page_id=page.pk).current.lessons.get().content["html"]
    assert "script" not in html and "onclick" not in html and "Halo" in html
