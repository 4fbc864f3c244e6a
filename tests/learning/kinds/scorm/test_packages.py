"""A package is unpacked once, whole or not at all."""

import json

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from learning.kinds.scorm.actions import packages
from learning.kinds.scorm.kind import ScormBlock, problems_of
from learning.kinds.scorm.models import Package
from learning.kinds.scorm.tasks import prepare_waiting
from tests.learning.kinds.scorm.packages import package_12, package_of_two, zipped
from tests.learning.standards.test_scorm import FIXTURES, FOUND, REFUSED

pytestmark = pytest.mark.django_db


def stored_files() -> list[str]:
    storage = storages["private"]
    found, rooms = [], ["packages"]
    while rooms:
        room = rooms.pop()
        if not storage.exists(room):
            continue
        folders, files = storage.listdir(room)
        rooms += [f"{room}/{folder}" for folder in folders]
        found += [f"{room}/{name}" for name in files]
    return found


def test_publishing_freezes_the_outline_and_unpacks(lesson):
    package = Package.objects.get()
    assert package.state == Package.State.READY
    assert lesson.content["digest"] == package.digest
    assert lesson.content["items"][0]["launch"] == "a/start.html"
    assert len(stored_files()) == 3
    assert all(name.startswith(package.folder + "/") for name in stored_files())


def test_the_same_file_again_is_the_same_package(make_lesson):
    first, second = make_lesson(package_12()), make_lesson(package_12())
    assert first.content["digest"] == second.content["digest"]
    assert Package.objects.count() == 1
    assert len(stored_files()) == 3


def test_another_file_is_another_package(make_lesson):
    make_lesson(package_12())
    make_lesson(package_of_two())
    assert Package.objects.count() == 2


def test_the_sweep_unpacks_what_was_missed(make_lesson):
    make_lesson(package_12(), unpack=False)
    assert Package.objects.get().state == Package.State.WAITING
    prepare_waiting()
    prepare_waiting()
    assert Package.objects.get().state == Package.State.READY
    assert len(stored_files()) == 3


def test_unpacking_that_breaks_off_leaves_nothing_and_is_tried_again(
    make_lesson, monkeypatch
):
    make_lesson(package_12(), unpack=False)
    save, package = storages["private"].save, Package.objects.get()
    calls = []

    def full_disk(name, content, max_length=None):
        calls.append(name)
        if len(calls) == 2:
            raise OSError("No space left on device")
        return save(name, content, max_length)

    monkeypatch.setattr(storages["private"], "save", full_disk)
    with pytest.raises(OSError):
        packages.prepare(package.pk)
    assert Package.objects.get().state == Package.State.WAITING
    assert stored_files() == []
    monkeypatch.undo()
    packages.prepare(package.pk)
    assert Package.objects.get().state == Package.State.READY


def test_a_package_whose_file_is_gone_is_broken_and_heals(make_lesson, document):
    make_lesson(package_12(), unpack=False)
    package = Package.objects.get()
    from wagtail.documents import get_document_model

    get_document_model().objects.all().delete()
    assert packages.prepare(package.pk) is None
    package.refresh_from_db()
    assert (package.state, package.problem) == ("broken", "document_gone")
    packages.register(document(package_12()))
    packages.prepare(package.pk)
    package.refresh_from_db()
    assert package.state == Package.State.READY


@pytest.mark.parametrize(
    "content",
    [{"imsmanifest.xml": "<x/>"}, {"../a": "x"}, {"a.html": "hello"}],
)
def test_the_editor_says_what_is_wrong(document, content):
    assert len(problems_of(document(zipped(content)))) == 1


def test_the_editor_refuses_at_save(document):
    from django.core.exceptions import ValidationError

    block = ScormBlock()
    value = block.to_python({"title": "Paket", "package": document(zipped({"a": ""})).pk})
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert "package" in refused.value.block_errors
    good = block.to_python({"title": "Paket", "package": document(package_12()).pk})
    assert block.clean(good)["package"].title == "paket.zip"


def test_check_package_prints_and_exits(tmp_path, capsys):
    path = tmp_path / "p.zip"
    path.write_bytes(package_12().read())
    call_command("check_package", path)
    report = json.loads(capsys.readouterr().out)
    assert report["kind"] == "scorm12"
    assert (
        report["items"][0] | {"title": "Mulai", "launch": "a/start.html"}
        == (report["items"][0])
    )
    assert report["problems"] == []
    path.write_bytes(b"no zip")
    with pytest.raises(SystemExit) as left:
        call_command("check_package", path)
    assert left.value.code == 1
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert problem["code"] == "not_a_zip" and problem["message"]


@pytest.mark.parametrize("name", [*FOUND, *REFUSED])
def test_check_package_on_packages_of_others(name, capsys):
    path = FIXTURES / name
    if not path.exists():
        pytest.skip(f"{path} is not here: packages of others are not in the repository")
    code = 0
    try:
        call_command("check_package", path)
    except SystemExit as left:
        code = left.code
    report = json.loads(capsys.readouterr().out)
    assert set(report) >= {"kind", "title", "items", "problems"}
    if name in FOUND:
        kind, count = FOUND[name]
        assert (code, report["kind"], len(report["items"])) == (0, kind, count)
        assert all(item["title"] and item["launch"] for item in report["items"])
    else:
        (problem,) = report["problems"]
        assert (code, problem["code"]) == (1, REFUSED[name]) and problem["message"]


def test_every_problem_has_a_sentence():
    import re
    from pathlib import Path

    from learning.kinds.scorm.sentences import SENTENCES
    from learning.standards import archives, scorm

    text = "".join(Path(m.__file__).read_text() for m in (archives, scorm))
    codes = set(re.findall(r'(?:Unsafe|Problem)\(\s*"([a-z0-9_]+)"', text))
    assert codes <= set(SENTENCES)
