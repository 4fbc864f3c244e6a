"""A programme of two courses with a milestone between them."""

import datetime
import uuid

import pytest

from corpu.lib.clock import today


@pytest.fixture
def courses(course_page):
    """Two published courses of the agency."""
    from learning.models import Course

    return [
        Course.objects.get(page_id=course_page(title).pk) for title in ("Satu", "Dua")
    ]


@pytest.fixture
def path_page(provider, courses, author):
    """`path_page(steps=[...], cohorts=[...])`: published below the agency's page."""
    from learning.actions.providers import set_up_provider
    from learning.paths.pages import CohortRow, PathPage, StepRow

    def _path_page(title="Akademi", *, steps=None, cohorts=(), publish=True, **fields):
        page = PathPage(
            title=title, slug=title.lower(), summary="Untuk calon pemimpin.",
            outcomes="Memimpin\nMelayani", owner=author, live=False, **fields,
        )  # fmt: skip
        first, second = courses
        steps = steps or [
            {"course": first},
            {"title": "Proyek", "text": "Tulis rencana.", "is_gate": True},
            {"course": second, "is_gate": True},
        ]
        page.steps = [StepRow(sort_order=n, **row) for n, row in enumerate(steps)]
        page.cohorts = [CohortRow(sort_order=n, **row) for n, row in enumerate(cohorts)]
        page = set_up_provider(provider).add_child(instance=page)
        revision = page.save_revision(user=author)
        if publish:
            revision.publish()
        return PathPage.objects.get(pk=page.pk)

    return _path_page


@pytest.fixture
def path(path_page):
    """A path at one's own pace."""
    from learning.paths.models import Path

    return Path.objects.get(page_id=path_page().pk)


@pytest.fixture
def programme(path_page):
    """A programme with one cohort of one place that begins today."""
    from learning.paths.models import Path

    row = {
        "key": uuid.uuid4(), "name": "Angkatan I", "seats": 1,
        "starts_on": today(), "ends_on": today() + datetime.timedelta(days=365),
    }  # fmt: skip
    page = path_page("Program", is_programme=True, cohorts=[row])
    return Path.objects.get(page_id=page.pk)
