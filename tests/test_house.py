"""The rules of the house that no other tool can see."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("corpu", "learning", "performance", "coaching")
SOURCES = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path: Path) -> str:
    """A path as this repository says it."""
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# -- the ledger has one doorway ----------------------------------------------------

WRITES = {"create", "bulk_create", "get_or_create", "update_or_create"}
SINGLE_WRITERS = {
    "Record": "corpu/ledger/actions/",
    "RecordDay": "corpu/ledger/actions/",
    "Approval": "corpu/ledger/actions/",
    "Credit": "corpu/ledger/actions/",
    "Decision": "corpu/people/actions/decisions.py",
    "Standing": "performance/actions/",
    "Notice": "corpu/notices/actions/",
    "Commitment": "corpu/agenda/actions",
    "Opening": "corpu/agenda/actions",
    "Need": "corpu/agenda/actions",
    "Certificate": "learning/credentials/actions/",
}


def writes_in(path: Path):
    """(model, line) of each `Model.objects.<write>(...)` in a file."""
    for node in ast.walk(tree_of(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        manager = node.func.value
        if node.func.attr not in WRITES or not isinstance(manager, ast.Attribute):
            continue
        if manager.attr == "objects" and isinstance(manager.value, ast.Name):
            yield manager.value.id, node.lineno


def test_each_kind_of_fact_has_one_writer():
    wrong = [
        f"{name_of(path)}:{line} writes {model}"
        for path in SOURCES
        for model, line in writes_in(path)
        if model in SINGLE_WRITERS and not name_of(path).startswith(SINGLE_WRITERS[model])
    ]
    assert not wrong, "\n".join(wrong)


# -- from another app: models to ask, actions to change ----------------------------

APPS = sorted(
    (
        app.name
        for app in __import__("django.apps", fromlist=["apps"]).apps.get_app_configs()
        if app.name.split(".")[0] in PACKAGES
    ),
    key=len,
    reverse=True,
)
# What else an app may offer, each agreed on in its own docstring: a protocol, a registry,
# permissions to ask, rules (plain functions), blocks (fields that authors fill).
DOORS = {
    "models", "actions", "permissions", "rules", "queues", "sentences", "lessons",
    "imports", "faults", "blocks",
}  # fmt: skip
SCREENS = {"views", "urls", "forms", "tasks"}
# The composition roots, which join everything by design.
JOINERS = ("corpu/home/", "corpu/api.py", "corpu/urls.py", "corpu/content_urls.py")


def app_of(module: str) -> str:
    """The app that a module belongs to, or nothing."""
    return next((app for app in APPS if f"{module}.".startswith(f"{app}.")), "")


def imports_of(path: Path):
    """(module, line) of each import in a file; `from a import b` counts as a.b too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def test_another_app_is_entered_by_its_doors():
    wrong = []
    for path in SOURCES:
        name = name_of(path)
        if name.startswith(JOINERS):
            continue
        own = app_of(name.removesuffix(".py").replace("/", "."))
        for module, line in imports_of(path):
            other = app_of(module)
            if not other or other in (own, "corpu.lib"):
                continue
            door = module.removeprefix(other).split(".")[1:2]
            # A kind of lesson lives inside `learning` and stands on its ground.
            inner = own.startswith(f"{other}.") and door and door[0] not in SCREENS
            if door and door[0] not in DOORS and not inner:
                wrong.append(f"{name}:{line} imports {module}")
    assert not wrong, "\n".join(wrong)


# -- sizes and drawers -------------------------------------------------------------


# One list read from top to bottom.
LONG = {"corpu/settings.py": 700}


def test_no_file_is_too_long_and_no_drawer_is_opened():
    long = [
        f"{name_of(path)}: {count} lines"
        for path in SOURCES
        if (count := len(path.read_text(encoding="utf-8").splitlines()))
        > LONG.get(name_of(path), 400)
    ]
    drawers = {"utils", "helpers", "common", "core", "services", "misc"}
    found = [name_of(path) for path in SOURCES if {path.stem, path.parent.name} & drawers]
    assert not long + found, "\n".join(long + found)


# -- templates ---------------------------------------------------------------------

INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.I),
    "inline style": re.compile(r"<style\b|\sstyle\s*=\s*[\"']", re.I),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "javascript address": re.compile(r"href\s*=\s*[\"']\s*javascript:", re.I),
    "another host": re.compile(
        r"<(?:script|link|img)[^>]+(?:src|href)=[\"']https?://", re.I
    ),
}


@pytest.mark.parametrize("what", INLINE)
def test_templates_keep_the_strict_policy(what):
    wrong = []
    for path in TEMPLATES:
        if "emails" in path.parts:  # mail programs know no other style
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if INLINE[what].search(line):
                wrong.append(f"{name_of(path)}:{number} {line.strip()[:80]}")
    assert not wrong, "\n".join(wrong)


def test_every_template_can_be_parsed():
    from django.template import engines

    for path in TEMPLATES:
        engines["django"].engine.get_template(str(path.relative_to(ROOT / "templates")))


# -- languages ---------------------------------------------------------------------


def test_indonesian_is_complete():
    catalogue = polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po"))
    entries = [entry for entry in catalogue if not entry.obsolete]
    lacking = [entry.msgid for entry in entries if not entry.translated()]
    fuzzy = [entry.msgid for entry in entries if entry.fuzzy]
    assert entries and not lacking and not fuzzy, "\n".join(lacking + fuzzy)


INDONESIAN = re.compile(
    r"\b(yang|dan|untuk|dengan|tidak|belum|sudah|dari|atau|oleh|pada|Anda|adalah)\b"
)


def test_every_sentence_is_written_in_english_first():
    catalogue = polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po"))
    msgids = [entry.msgid for entry in catalogue if not entry.obsolete]
    english = re.compile(r"\b(the|a|an|or|and|is|are|to|of|in|it)\b")  # "Ya or tidak."
    doubtful = [text for text in msgids if INDONESIAN.search(text)]
    assert [text for text in doubtful if not english.search(text)] == []


PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|(?<!\w)%[sd]|\{(\w*)\}")


def test_translations_keep_the_placeholders():
    catalogue = polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po"))
    wrong = []
    for entry in catalogue:
        if entry.obsolete or entry.fuzzy:
            continue
        texts = (
            list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        )
        allowed = {m.group(0) for m in PLACEHOLDER.finditer(entry.msgid)}
        allowed |= {m.group(0) for m in PLACEHOLDER.finditer(entry.msgid_plural or "")}
        for text in texts:
            extra = {m.group(0) for m in PLACEHOLDER.finditer(text)} - allowed
            if extra:
                wrong.append(f"{entry.msgid!r}: {extra}")
    assert not wrong, "\n".join(wrong)


def test_every_sentence_in_the_code_is_in_the_catalogue():
    catalogue = polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po"))
    known = {entry.msgid for entry in catalogue if not entry.obsolete}
    missing = {text for path in SOURCES for text in marked_texts(path)} - known
    assert not missing, "run `make messages`:\n" + "\n".join(sorted(missing))


def test_sentences_are_marked_by_names_that_the_collector_knows():
    """Under another name a text is never collected, and stays English for everybody."""
    wrong = [
        f"{name_of(path)}: {name.name} as {name.asname}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname not in (None, "_")
    ]
    assert not wrong, "\n".join(wrong)


def marked_texts(path: Path):
    """Constant texts given to `_()` in a file."""
    for node in ast.walk(tree_of(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in {"_", "gettext", "gettext_lazy"} and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


# -- settings ----------------------------------------------------------------------


def test_every_variable_of_the_settings_is_in_the_example():
    text = (ROOT / "corpu" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"env_(?:str|bool|int|list|secret)\(\s*\"(\w+)\"", text))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", example, re.M))
    assert read - listed == set()


def test_every_sweep_of_the_clock_is_a_task():
    from corpu.celery import app

    app.loader.import_default_modules()
    sweeps = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert sweeps - set(app.tasks) == set()


def test_compose_names_what_exists():
    import yaml

    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    assert {"web", "worker", "beat", "db", "redis", "proxy"} <= set(services)
    for name, service in services.items():
        assert name == "migrate" or "healthcheck" in service or name == "web", name
        for other in service.get("depends_on", {}):
            assert other in services
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or source[0] in "./$", volume
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    text = (ROOT / "docker-compose.yml").read_text()
    for variable in re.findall(r"(?<!\$)\$\{(\w+)", text):
        assert f"{variable}=" in example, variable


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# -- every private address refuses the anonymous -----------------------------------

PUBLIC_PREFIXES = ("static/", "media/", "accounts/", "favicon.ico")
# Names that anybody may open, each for a reason.
PUBLIC = {
    "home:start",
    "home:language",  # anybody chooses a language and light or dark
    "home:theme",
    "credentials:check",  # a certificate proves itself to anybody
    "credentials:verify",
    "agenda:feed",  # a secret address that only its owner's calendar knows
    "coaching:letter",  # a link in a mail, signed for one session
    "health",
    "pages:help",  # the handbook names nobody
    "pages:guide",
    "people:activate",  # the first sign-in, with a code
    "periods:verify",  # a frozen page proves itself, and names nobody
    "picture",
    "set_language",
}
SAMPLES = {
    "int": "1", "slug": "x", "str": "x", "path": "x", "year": "2026",
    "uuid": "7f1d2c3b-0000-4000-8000-000000000000", "fmt": "csv",
}  # fmt: skip


def routes(resolver, prefix="", namespaces=()):
    """(name, route) of every pattern, with its parameters."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*namespaces, pattern.name or "?")), route


def filled(route: str) -> str:
    """A route with samples in the place of its parameters."""
    route = re.sub(r"<(\w+):\w+>", lambda m: SAMPLES.get(m.group(1), "x"), route)
    route = re.sub(r"<(\w+)>", "x", route)
    return re.sub(r"[\^$\\]|\(\?P.*?\)+", "", route)


def own_routes():
    """Ours: not the editor's, not the sign-on's, not the API's."""
    foreign = ("wagtail", "api:", "account_", "mfa_", "usersessions_", "socialaccount_")
    for name, route in routes(get_resolver()):
        if not name.startswith(foreign) and not filled(route).startswith(
            ("cms/", "documents/")
        ):
            yield name, route


def own_addresses():
    """(name, path) of ours; parameters are filled with samples."""
    for name, route in own_routes():
        yield name, "/" + filled(route)


@pytest.mark.django_db
@pytest.mark.parametrize("name_and_path", list(own_addresses()), ids=lambda pair: pair[0])
def test_private_pages_refuse_the_anonymous(client, name_and_path):
    name, path = name_and_path
    if name in PUBLIC or path[1:].startswith(PUBLIC_PREFIXES):
        pytest.skip("public")
    for method in (client.get, client.post):
        response = method(path)
        refused = response.status_code in (401, 403, 404, 405) or (
            response.status_code == 302 and "/accounts/login/" in response["Location"]
        )
        assert refused, f"{method.__name__.upper()} {path}: {response.status_code}"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/users/", "/cms/reports/"])
def test_the_editor_refuses_the_anonymous(client, path):
    response = client.get(path)
    assert response.status_code in (302, 404)
    if response.status_code == 302:
        assert "login" in response["Location"]
