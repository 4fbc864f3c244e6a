"""The one cast of all tests, and the ground they stand on.

Every member is a fixture that makes only the rows it needs. The names are made up; the
NIPs are valid in form and belong to nobody.
"""

import datetime
import gc
import itertools
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from xdist.scheduler import LoadScopeScheduling

from corpu.lib.clock import JAKARTA, today

# -- the ground --------------------------------------------------------------------


def lay_ground() -> None:
    """What Wagtail's migrations would have made: locale, root page, site, collection."""
    from wagtail.models import Collection, Locale, Page, Site

    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    if not Site.objects.exists():
        home = root.get_children().first() or root.add_child(
            instance=Page(title="Corpu", slug="corpu", locale=locale)
        )
        Site.objects.create(
            hostname="localhost",
            root_page=home,
            is_default_site=True,
            site_name="Corpu",
        )
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with Wagtail's ground in it.

    There is none where every chosen test works on databases of its own.
    """
    with django_db_blocker.unblock():
        if "wagtailcore_locale" in connection.introspection.table_names():
            lay_ground()


# What the making of the database put there, the same for every test.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}


def empty_database() -> None:
    """Delete the rows of every table that has some, append-only tables included.

    Few tables have any, and content types and permissions may stay: this takes a tenth
    of the time of Django's own flush, most of all on PostgreSQL.
    """
    from corpu.lib import triggers

    tables = sorted(set(connection.introspection.django_table_names(True)) - KEPT)
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        filled = [name for (name,) in cursor.fetchall()]
        if not on_postgresql:
            cursor.execute("PRAGMA foreign_keys = OFF")
        with transaction.atomic():
            if on_postgresql:  # no triggers, no foreign keys
                cursor.execute("SET LOCAL session_replication_role = replica")
            else:
                triggers.remove()
            for name in filled:
                cursor.execute(f"DELETE FROM {name}")
            if not on_postgresql:
                triggers.install()
        if not on_postgresql:
            cursor.execute("PRAGMA foreign_keys = ON")
    lay_ground()


TransactionTestCase._fixture_teardown = lambda self: empty_database()


LISTS = {"api", "home", "finding", "test_catalogue", "test_course_screen", "test_costs"}


class ByGround(LoadScopeScheduling):
    """Long suites run side by side; what shares its ground stays on one worker.

    That is a file; among the services, the tests of one installation (an engine), and
    those that share the broker.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if "tests/services/" not in file:
            return file
        return next(
            (e for e in ("[sqlite]", "[postgres]") if nodeid.endswith(e)), "broker"
        )


def pytest_xdist_make_scheduler(config, log):
    """`--dist loadscope` means our grounds."""
    if config.getvalue("dist") == "loadscope":
        return ByGround(config, log)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """A test that signs in through a client is about a screen, but for those of the API
    and of lists, where the database does the work."""
    for item in items:
        signs_in = {"client", "client_of"} & set(getattr(item, "fixturenames", ()))
        if signs_in and not LISTS & {*item.path.parts, item.path.stem}:
            item.add_marker(pytest.mark.screen)
    yield
    items.sort(key=_place)


def _place(item) -> int:
    """What takes minutes begins first: installations and the walk through every screen,
    then the other services."""
    if {"installation", "demo"} & set(getattr(item, "fixturenames", ())):
        return 0
    return 1 if item.get_closest_marker("services") else 2


def pytest_collection_finish(session):
    """What is loaded by now stays: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _clean_slate(request):
    """Each test starts in the default language and with an empty cache."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def set_today(monkeypatch):
    """`set_today(datetime.date(2026, 7, 1))`: noon of that day in Jakarta, from then on."""

    def _set(day: datetime.date) -> datetime.datetime:
        now = datetime.datetime.combine(day, datetime.time(12), tzinfo=JAKARTA)
        monkeypatch.setattr(timezone, "now", lambda: now.astimezone(datetime.UTC))
        return now

    return _set


@pytest.fixture
def rates(db):
    """Every form of learning with the national rates; returns the forms by code."""
    from coaching.actions.kinds import load_kinds
    from corpu.ledger.actions.national_rules import load_national_rules
    from corpu.ledger.models import LearningForm

    load_national_rules()
    load_kinds()
    return {form.code: form for form in LearningForm.objects.all()}


# -- people and places -------------------------------------------------------------

_serials = itertools.count(1)


def make_nip(
    born_on=datetime.date(1988, 4, 17),
    since=datetime.date(2012, 3, 1),
    sex="2",
    contract=0,
) -> str:
    """A valid NIP, never the same twice; with `contract` (1, 2, ...) that of a PPPK."""
    number = next(_serials)
    middle = f"{since.year}{20 + contract}" if contract else f"{since:%Y%m}"
    born_on += datetime.timedelta(days=number // 999)
    return f"{born_on:%Y%m%d}{middle}{sex}{number % 999 + 1:03d}"


def make_unit(code: str, name: str, parent=None):
    """One unit with its path."""
    from corpu.people.models import Unit

    unit = Unit.objects.create(code=code, name=name, parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


POSTS = {
    "structural": ("pengawas", "Kepala Seksi"),
    "functional": ("ahli muda", "Analis Kebijakan Ahli Muda"),
    "executor": ("", "Pengolah Data"),
}


def make_post(kind="functional", **fields):
    """A post of one of the three kinds; the same again for the same code."""
    from corpu.people.models import Post

    level, name = POSTS[kind]
    defaults = {"name": name, "kind": kind, "level": level, **fields}
    code = defaults.pop("code", f"post-{kind}")
    return Post.objects.get_or_create(code=code, defaults=defaults)[0]


@pytest.fixture
def ministry(db):
    """One institution, five levels deep, with a second branch beside each end.

    root > general > directorate > subdirectorate > section, other_section;
    root > secretariat > bureau.
    """
    root = make_unit("KEM", "Kementerian Contoh")
    general = make_unit("KEM-1", "Direktorat Jenderal Layanan", root)
    directorate = make_unit("KEM-1-1", "Direktorat Mutu Layanan", general)
    subdirectorate = make_unit("KEM-1-1-1", "Subdirektorat Standar", directorate)
    secretariat = make_unit("KEM-2", "Sekretariat Jenderal", root)
    return SimpleNamespace(
        root=root,
        general=general,
        directorate=directorate,
        subdirectorate=subdirectorate,
        section=make_unit("KEM-1-1-1-1", "Seksi Penyusunan Standar", subdirectorate),
        other_section=make_unit("KEM-1-1-1-2", "Seksi Pemantauan", subdirectorate),
        secretariat=secretariat,
        bureau=make_unit("KEM-2-1", "Biro Sumber Daya Manusia", secretariat),
    )


@pytest.fixture
def person_factory(db):
    """`person_factory("Sari", unit=..., kind="functional", leads=False, leader=None)`.

    Makes a person and the appointment that her unit, post, class and leader agree with.
    Without a unit she is staff of a provider: no NIP, no appointment. Every other
    keyword is a field of Person.
    """
    return _make_person


def _make_person(
    name="Sari Contoh",
    *,
    unit=None,
    kind="functional",
    post=None,
    staff_class="pns",
    leads=False,
    leader=None,
    started_on=datetime.date(2020, 1, 1),
    **fields,
):
    from corpu.people.models import Person

    number = next(_serials)
    fields.setdefault("email", f"pegawai{number}@example.go.id")
    if unit is None:
        fields.setdefault("username", f"staf{number}")
        return Person.objects.create(name=name, **fields)
    fields.setdefault("born_on", datetime.date(1988, 4, 17))
    fields.setdefault("sex", "2")
    fields.setdefault("appointed_on", datetime.date(2012, 3, 1))
    if "nip" not in fields:
        contract = 1 if staff_class == "pppk" else 0
        fields["nip"] = make_nip(
            fields["born_on"], fields["appointed_on"], fields["sex"], contract
        )
        fields["born_on"] = datetime.datetime.strptime(fields["nip"][:8], "%Y%m%d").date()
    fields.setdefault("username", fields["nip"])
    post = post or make_post("structural" if leads else kind)
    person = Person.objects.create(
        name=name,
        unit=unit,
        post=post,
        staff_class=staff_class,
        leader=leader,
        **fields,
    )
    appoint(person, unit, post=post, leads=leads, started_on=started_on)
    return person


def appoint(
    person,
    unit,
    *,
    post=None,
    kind="definitive",
    leads=False,
    started_on=datetime.date(2020, 1, 1),
    ended_on=None,
):
    """One more appointment of `person`; her denormalised fields stay as they are."""
    from corpu.people.models import Appointment

    return Appointment.objects.create(
        person=person,
        unit=unit,
        post=post or person.post,
        staff_class=person.staff_class,
        kind=kind,
        leads=leads,
        started_on=started_on,
        ended_on=ended_on,
    )


@pytest.fixture
def upper_leader(ministry):
    """Definitive head of the subdirectorate, above both sections."""
    return _make_person("Hadi Contoh", unit=ministry.subdirectorate, leads=True, sex="1")


@pytest.fixture
def leader(ministry):
    """Definitive head of the section; direct leader of learner, colleague and coachee."""
    return _make_person("Ratna Contoh", unit=ministry.section, leads=True)


@pytest.fixture
def acting_leader(ministry):
    """Acting head (Plt.) of the other section; her own post is in the subdirectorate."""
    person = _make_person("Wayan Contoh", unit=ministry.subdirectorate, sex="1")
    appoint(
        person,
        ministry.other_section,
        post=make_post("structural"),
        kind="acting",
        leads=True,
    )
    return person


@pytest.fixture
def learner(ministry, leader):
    """A civil servant (PNS, functional post) in the section."""
    return _make_person("Dewi Contoh", unit=ministry.section, leader=leader)


@pytest.fixture
def colleague(ministry, leader):
    """Works beside the learner, as PPPK."""
    return _make_person(
        "Bayu Contoh",
        unit=ministry.section,
        leader=leader,
        staff_class="pppk",
        sex="1",
        appointed_on=datetime.date(2022, 3, 1),
    )


@pytest.fixture
def coach(ministry):
    """A senior in the bureau, in nobody's line of report."""
    return _make_person("Made Contoh", unit=ministry.bureau, sex="1")


@pytest.fixture
def coachee(ministry, leader):
    """Another of the leader's people."""
    return _make_person(
        "Nita Contoh", unit=ministry.section, leader=leader, kind="executor"
    )


@pytest.fixture
def stranger(db):
    """A civil servant of another institution: nothing of ours is hers to see."""
    unit = make_unit("LAIN", "Pemerintah Kota Lain")
    return _make_person("Tono Lain", unit=unit, sex="1")


# -- offices and agencies ----------------------------------------------------------


def grant(person, role: str, *, unit=None, provider=None, started_on=None):
    """A role from a year ago (or `started_on`) on."""
    from corpu.people.models import RoleGrant

    started_on = started_on or today() - datetime.timedelta(days=365)
    return RoleGrant.objects.create(
        person=person, role=role, unit=unit, provider=provider, started_on=started_on
    )


@pytest.fixture
def hr(ministry):
    """HR of the whole ministry; works in its bureau."""
    person = _make_person("Hesti Contoh", unit=ministry.bureau)
    grant(person, "hr", unit=ministry.root)
    return person


@pytest.fixture
def auditor(ministry):
    """Auditor of the whole ministry; works in its secretariat."""
    person = _make_person("Agus Contoh", unit=ministry.secretariat, sex="1")
    grant(person, "auditor", unit=ministry.root)
    return person


@pytest.fixture
def administrator(db):
    """The operator's account: superuser, nobody's colleague."""
    return _make_person("Administrator", is_superuser=True, is_staff=True)


@pytest.fixture
def provider(db):
    """A training agency."""
    from corpu.people.models import Provider

    return Provider.objects.create(
        code="balai-contoh", name="Balai Pelatihan Contoh", city="Bandung"
    )


@pytest.fixture
def other_provider(db):
    """A second agency, which must never see what belongs to the first."""
    from corpu.people.models import Provider

    return Provider.objects.create(
        code="pusdik-lain", name="Pusat Pendidikan Lain", city="Makassar"
    )


def _staff_of(provider, name: str, role: str):
    person = _make_person(name)
    grant(person, role, provider=provider)
    return person


@pytest.fixture
def author(provider):
    """Writes for the agency."""
    return _staff_of(provider, "Putri Penulis", "author")


@pytest.fixture
def reviewer(provider):
    """Publishes for the agency."""
    return _staff_of(provider, "Rudi Penelaah", "reviewer")


@pytest.fixture
def instructor(provider):
    """Teaches the agency's classes."""
    return _staff_of(provider, "Indra Pengajar", "instructor")


@pytest.fixture
def manager(provider):
    """Manages the agency."""
    return _staff_of(provider, "Mira Pengelola", "manager")


@pytest.fixture
def other_author(other_provider):
    """Writes for the other agency."""
    return _staff_of(other_provider, "Oka Penulis", "author")


# -- browsers ----------------------------------------------------------------------


@pytest.fixture
def client_of(db):
    """`client_of(learner)`: a test client signed in as that person."""

    def _client_of(person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return _client_of
