"""What belongs to an agency is out of every other agency's reach in the editor.

Crawls every address under /cms/, by GET and by POST, as staff of another agency.
"""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Task, Workflow

from learning.actions.providers import set_up_provider
from learning.models import CoursePage
from learning.paths.pages import PathPage, StepRow
from learning.questions.models import Category, Question
from tests.learning.questions.conftest import put

SECRET = "Rahasia-Balai"
# Signs out, or is the same page for everybody.
LEFT_OUT = ("logout", "jsi18n", "sprite")


@pytest.fixture
def estate(provider, course_page, author):
    """Everything that one agency owns; each thing says so in its title."""
    public = course_page(f"{SECRET} kursus", owner=author)
    draft = course_page(f"{SECRET} draf", publish=False, owner=author)
    draft.get_workflow().start(draft, author)
    shelf = set_up_provider(provider)
    data = io.BytesIO()
    Picture.new("RGB", (8, 8)).save(data, "PNG")
    image = Image.objects.create(
        title=f"{SECRET} gambar",
        file=ContentFile(data.getvalue(), name="g.png"),
        collection=shelf.collection,
        uploaded_by_user=author,
    )
    document = Document.objects.create(
        title=f"{SECRET} dokumen",
        file=ContentFile(b"x", name="d.pdf"),
        collection=shelf.collection,
        uploaded_by_user=author,
    )
    shelf_of_questions = Category.objects.create(provider=provider, name=f"{SECRET} rak")
    question = put(shelf_of_questions, name=f"{SECRET} soal")
    question.save_revision(user=author)
    path = PathPage(title=f"{SECRET} alur", slug="alur-rahasia", summary=SECRET)
    path.outcomes, path.owner, path.live = SECRET, author, False
    path.steps = [StepRow(title=f"{SECRET} tonggak", text=SECRET)]
    path = shelf.add_child(instance=path)
    path.save_revision(user=author)
    path.get_workflow().start(path, author)
    pages = [public, draft, shelf, path]
    flows = [*Workflow.objects.all(), *Task.objects.all()]
    revisions = [public.latest_revision_id, draft.latest_revision_id]
    revisions.append(path.latest_revision_id)
    kept = {
        "pages": [row.pk for row in pages] + revisions,
        "images": [image.pk],
        "documents": [document.pk],
        "collections": [shelf.collection.pk],
        "questions": [shelf_of_questions.pk, question.pk, question.latest_revision_id],
        "workflows": sorted({row.pk for row in flows}),
    }
    everything = {pk for ids in kept.values() for pk in ids}
    kept["other"] = sorted(everything)[:4]
    return {"pages": pages, "image": image, "document": document, "ids": kept}


# Which rows an address could mean, by a word in it; the first that fits.
MEANT = {
    "images": "images", "documents": "documents", "collection": "collections",
    "questions": "questions", "workflow": "workflows", "task": "workflows",
    "pages": "pages", "page": "pages",
}  # fmt: skip


def _patterns(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + _route(pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _route(pattern) -> str:
    return str(pattern.pattern).lstrip("^").rstrip("$").removesuffix("\\Z")


GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<([^>]+)>")


def addresses(ids) -> list[str]:
    """Every address under /cms/, its variables filled with the ids of the estate."""
    found = set()
    for route in _patterns(get_resolver().url_patterns):
        if not route.startswith("cms/") or any(word in route for word in LEFT_OUT):
            continue
        words = [a or b for a, b in GROUP.findall(route)]
        shape = GROUP.sub("{}", route).replace("\\", "").rstrip("?$")
        meant = next((MEANT[word] for word in MEANT if word in route), "other")
        choices = [_values(word, ids[meant]) for word in words]
        longest = max((len(values) for values in choices), default=1)
        for turn in range(longest):
            values = [c[(turn + n) % len(c)] for n, c in enumerate(choices)]
            found.add("/" + shape.format(*values))
            found.add("/" + shape.format(*[c[turn % len(c)] for c in choices]))
    return sorted(found)


def _values(word: str, ids) -> list:
    kind, _, name = word.rpartition(":")
    if kind == "str" or name in ("app_label", "model_name", "action_name", "filter_spec"):
        known = {
            "app_label": ["learning", "questions", "paths"],
            "content_type_app_name": ["learning", "paths"],
            "model_name": ["coursepage", "question", "pathpage"],
            "content_type_model_name": ["coursepage", "pathpage"],
            "filter_spec": ["max-165x165"],
            "action_name": ["approve"],
        }
        return known.get(name, sorted(ids)[:3])
    if kind == "slug":
        return ["main", "coursepage"]
    return sorted(ids)


@pytest.mark.services  # every address of the editor: minutes, not seconds
def test_no_address_of_the_editor_shows_it(estate, client_of, other_author):
    client = client_of(other_author)
    client.raise_request_exception = False
    leaks = []
    for address in addresses(estate["ids"]):
        is_list = not re.search(r"\d", address)
        for query in [{}, {"q": SECRET.lower()}] if is_list else [{}]:
            response = client.get(address, query)
            if SECRET in _text(response):
                leaks.append((response.status_code, address, bool(query)))
    assert not leaks, "\n".join(map(str, leaks))


def _text(response) -> str:
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode(errors="ignore")
    return response.content.decode(errors="ignore")


@pytest.mark.services  # every address of the editor: minutes, not seconds
def test_no_address_of_the_editor_changes_it(estate, client_of, other_author):
    client = client_of(other_author)
    client.raise_request_exception = False
    before = _state()
    for address in addresses(estate["ids"]):
        client.post(address, {"title": "Diambil", "new_parent_page": 1, "next": "/"})
    assert _state() == before


def _state() -> list:
    rows = list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live"))
    rows += list(Page.objects.order_by("pk").values_list("latest_revision", "locked"))
    rows += list(Image.objects.values_list("pk", "title", "collection"))
    rows += list(Document.objects.values_list("pk", "title", "collection"))
    rows += list(Question.objects.values_list("pk", "name", "edition", "category"))
    rows += list(Category.objects.values_list("pk", "name", "provider"))
    workflows = Workflow.objects.filter(active=True).count()
    return [*rows, CoursePage.objects.count(), workflows]


def test_a_path_offers_the_courses_of_its_own_agency(
    estate, client_of, author, other_author, other_provider
):
    for person, shelf, sees in (
        (author, estate["pages"][2], True),
        (other_author, set_up_provider(other_provider), False),
    ):
        url = f"/cms/pages/add/paths/pathpage/{shelf.pk}/"
        response = client_of(person).get(url)
        assert response.status_code == 200
        assert (f"{SECRET} kursus" in _text(response)) == sees
    path = estate["pages"][3]
    client = client_of(other_author)
    assert client.get(f"/cms/pages/{path.pk}/edit/").status_code == 404
    assert SECRET in _text(client_of(author).get(f"/cms/pages/{path.pk}/edit/"))


def test_the_agency_itself_sees_it(estate, client_of, author):
    client = client_of(author)
    shelf = estate["pages"][2]
    assert SECRET in _text(client.get(f"/cms/pages/{shelf.pk}/"))
    assert SECRET in _text(client.get("/cms/images/"))
    assert SECRET in _text(client.get("/cms/documents/"))
    assert SECRET in _text(client.get(f"/cms/choose-page/{shelf.pk}/"))
    assert SECRET in _text(client.get("/cms/images/chooser/"))
