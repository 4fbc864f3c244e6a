"""The screens of HR and auditors: who may open them, and what they do."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from corpu.lib.clock import today
from corpu.people.actions import absences, activation, grants
from corpu.people.models import Absence, ActivationCode, Decision, Person, RoleGrant, Unit
from tests.conftest import make_nip
from tests.people.imports import load, row

OPEN_TO_AUDITORS = [
    "people:people",
    "people:units",
    "people:roles",
    "people:decision_log",
]
FOR_HR = [
    "people:person_new", "people:staff_new", "people:unit_new", "people:role_new",
    "people:imports", "people:activation",
]  # fmt: skip
OF_A_PERSON = [
    "people:person_edit", "people:person_nip", "people:person_leave",
    "people:person_merge", "people:appointment_new", "people:absence_new",
    "people:person_role_new", "people:person_return",
]  # fmt: skip


@pytest.fixture(autouse=True)
def one_kind_of_file(settings):
    """Other apps offer kinds of their own; here only the personnel file is looked at."""
    settings.IMPORT_KINDS = {"people": "corpu.people.imports.PeopleImport"}


@pytest.mark.parametrize("name", OPEN_TO_AUDITORS)
def test_offices_open_their_lists(
    name, hr, auditor, learner, stranger, client_of, client
):
    for reader in (hr, auditor):
        answer = client_of(reader).get(reverse(name), follow=True)
        assert answer.status_code == 200
    for reader in (learner, stranger):
        assert client_of(reader).get(reverse(name)).status_code == 404
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", FOR_HR)
def test_hr_opens_her_forms_and_nobody_else(
    name, hr, auditor, learner, leader, stranger, client_of, client
):
    assert client_of(hr).get(reverse(name)).status_code == 200
    for reader in (auditor, learner, leader, stranger):
        assert client_of(reader).get(reverse(name)).status_code == 404
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_forms_of_one_person(name, hr, auditor, learner, stranger, client_of):
    url = reverse(name, args=[learner.pk])
    assert client_of(hr).get(url).status_code == 200
    assert client_of(auditor).get(url).status_code == 404
    assert client_of(learner).get(url).status_code == 404
    assert client_of(hr).get(reverse(name, args=[stranger.pk])).status_code == 404


def test_hr_of_another_institution_sees_nothing_of_ours(
    learner, hr, ministry, stranger, client_of
):
    RoleGrant.objects.create(person=stranger, role="hr", unit=stranger.unit)
    absence = Absence.objects.create(
        person=learner, kind="sick", started_on=today(), ended_on=today()
    )
    grant = RoleGrant.objects.create(
        person=learner, role="auditor", unit=ministry.section
    )
    run = load([row(make_nip())], hr)
    client = client_of(stranger)
    own = learner.appointments.get().pk
    gets = [
        reverse("people:person", args=[learner.pk]),
        reverse("people:appointment_correct", args=[own]),
        reverse("people:appointment_end", args=[own]),
        reverse("people:appointment_remove", args=[own]),
        reverse("people:absence_edit", args=[absence.pk]),
        reverse("people:unit_rename", args=[ministry.section.pk]),
        reverse("people:unit_move", args=[ministry.section.pk]),
        reverse("people:units") + f"?unit={ministry.section.pk}",
        reverse("people:import_run", args=[run.public_id]),
        reverse("people:import_progress", args=[run.public_id]),
        reverse("people:import_refusals", args=[run.public_id, "csv"]),
    ]
    posts = [
        reverse("people:absence_remove", args=[absence.pk]),
        reverse("people:role_end", args=[grant.pk]),
        reverse("people:unit_close", args=[ministry.other_section.pk]),
        reverse("people:unit_reopen", args=[ministry.other_section.pk]),
        reverse("people:activation_issue", args=[learner.pk]),
        reverse("people:sign_in_mail", args=[learner.pk]),
        reverse("people:import_confirm", args=[run.public_id]),
        reverse("people:import_cancel", args=[run.public_id]),
    ]
    assert {client.get(url).status_code for url in gets} == {404}
    assert {client.post(url).status_code for url in posts} == {404}
    page = client.get(reverse("people:people")).content.decode()
    assert learner.name not in page and stranger.name in page
    assert not Decision.objects.filter(by=stranger).exists()


# -- people --------------------------------------------------------------------------


def test_the_list_is_searched_and_filtered(hr, learner, colleague, client_of):
    client = client_of(hr)
    url = reverse("people:people")

    def names(**query):
        return {p.name for p in client.get(url, query).context["page"]}

    assert names(q="dewi") == {learner.name}
    assert names(q=colleague.nip) == {colleague.name}
    assert names(staff_class="pppk") == {colleague.name}
    assert learner.name in names(unit=learner.unit.parent_id)
    assert names(state="left") == set()


def test_the_list_needs_few_queries(
    hr, ministry, person_factory, client_of, django_assert_max_num_queries
):
    for n in range(20):
        person_factory(f"Pegawai {n}", unit=ministry.section)
    client = client_of(hr)
    with django_assert_max_num_queries(35):
        client.get(reverse("people:people"))


def test_one_person_with_all_that_is_known(hr, auditor, learner, provider, client_of):
    absences.add_absence(
        learner, kind="annual", started_on=today(), ended_on=today(), by=hr
    )
    grants.give_role(learner, role="author", provider=provider, by=hr)
    for reader, may in ((hr, True), (auditor, False)):
        answer = client_of(reader).get(reverse("people:person", args=[learner.pk]))
        page = answer.content.decode()
        assert provider.name in page and "KEM" not in page.split("<main")[0]
        assert (reverse("people:person_edit", args=[learner.pk]) in page) is may


def post(client, url_name, *args, **data):
    return client.post(reverse(url_name, args=args), data)


def test_hr_adds_a_person(hr, ministry, leader, client_of):
    nip = make_nip()
    data = {
        "nip": nip, "name": "Baru Contoh", "staff_class": "pns", "unit": ministry.section.pk,
        "post_name": "Analis Baru", "post_kind": "functional", "started_on": today(),
        "leader": leader.nip, "email": "",
    }  # fmt: skip
    answer = post(client_of(hr), "people:person_new", **data)
    assert answer.status_code == 302
    person = Person.objects.get(nip=nip)
    assert (person.leader, person.post.name, person.email) == (
        leader,
        "Analis Baru",
        None,
    )


def test_a_wrong_nip_is_told_beside_the_field(hr, ministry, client_of):
    data = {
        "nip": "12345678901234567", "name": "X", "staff_class": "pns",
        "unit": ministry.section.pk, "post_name": "A", "post_kind": "functional",
        "started_on": today(),
    }  # fmt: skip
    answer = post(client_of(hr), "people:person_new", **data)
    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data()["nip"][0].code == "nip_length"


def test_hr_edits_moves_and_lets_go(hr, learner, coach, ministry, client_of):
    client, pk = client_of(hr), learner.pk
    post(client, "people:person_edit", pk, name="Dewi Baru", leader=coach.name,
         email=learner.email, appointed_on="2012-03-01")  # fmt: skip
    learner.refresh_from_db()
    assert (learner.name, learner.leader) == ("Dewi Baru", coach)
    post(client, "people:appointment_new", pk, kind="definitive", unit=ministry.bureau.pk,
         post_name="Analis", post_kind="functional", staff_class="pns",
         started_on=today())  # fmt: skip
    learner.refresh_from_db()
    assert learner.unit == ministry.bureau
    post(client, "people:appointment_new", pk, kind="acting", unit=ministry.section.pk,
         post_name="Kepala Seksi", post_kind="structural", staff_class="pns", leads="on",
         started_on=today())  # fmt: skip
    acting = learner.appointments.get(kind="acting")
    post(client, "people:appointment_end", acting.pk, ended_on=today())
    acting.refresh_from_db()
    assert acting.ended_on == today()
    post(client, "people:appointment_remove", acting.pk, reason="keliru")
    assert learner.appointments.count() == 2
    nip = make_nip()
    post(client, "people:person_nip", pk, nip=nip)
    post(client, "people:person_leave", pk, on=today())
    learner.refresh_from_db()
    assert (learner.nip, learner.is_active) == (nip, False)
    post(client, "people:person_return", pk)
    learner.refresh_from_db()
    assert learner.is_active


def test_corrections_of_an_appointment(hr, learner, ministry, client_of):
    own = learner.appointments.get()
    post(client_of(hr), "people:appointment_correct", own.pk, unit=ministry.section.pk,
         post_name="Analis Lain", post_kind="functional", staff_class="pns",
         started_on="2021-05-01")  # fmt: skip
    own.refresh_from_db()
    assert (str(own.started_on), own.post.name) == ("2021-05-01", "Analis Lain")


def test_absences_on_screen(hr, learner, client_of):
    client = client_of(hr)
    post(client, "people:absence_new", learner.pk, kind="annual", started_on="2026-03-01",
         ended_on="2026-03-04")  # fmt: skip
    absence = learner.absences.get()
    answer = post(client, "people:absence_edit", absence.pk, kind="sick",
                  started_on="2026-03-01", ended_on="2026-02-01")  # fmt: skip
    assert answer.status_code == 422
    post(client, "people:absence_remove", absence.pk)
    assert not learner.absences.exists()


def test_two_rows_are_merged_on_screen(hr, learner, person_factory, ministry, client_of):
    double = person_factory("Dewi Ganda", unit=ministry.section)
    url = reverse("people:person_merge", args=[learner.pk])
    compared = client_of(hr).get(url, {"duplicate": double.nip}).context
    assert (compared["other"], compared["signed"]) == (double, [])
    assert len({len(row) for row in compared["compared"]}) == 1
    data = {"duplicate": double.nip, "reason": "ganda"}
    assert (
        post(client_of(hr), "people:person_merge", learner.pk, **data).status_code == 302
    )
    double.refresh_from_db()
    assert double.merged_into == learner
    page = client_of(hr).get(reverse("people:person", args=[double.pk]))
    assert page.status_code == 200


def test_an_ambiguous_name_asks_for_the_nip(
    hr, learner, person_factory, ministry, client_of
):
    for _ in range(2):
        person_factory("Kembar Contoh", unit=ministry.section)
    data = {"duplicate": "kembar", "reason": "x"}
    answer = post(client_of(hr), "people:person_merge", learner.pk, **data)
    code = answer.context["form"].errors.as_data()["duplicate"][0].code
    assert code == "person_ambiguous"


def test_suggestions_never_show_a_nip(learner, stranger, hr, client_of):
    url = reverse("people:suggest")
    page = client_of(hr).get(url, {"field": "deputy", "deputy": "dewi"}).content.decode()
    assert learner.name in page and learner.nip not in page
    page = client_of(stranger).get(url, {"field": "deputy", "deputy": "dewi"})
    assert learner.name not in page.content.decode()


# -- units ---------------------------------------------------------------------------


def test_the_tree_is_walked_down(
    hr, ministry, learner, client_of, django_assert_max_num_queries
):
    client = client_of(hr)
    answer = client.get(reverse("people:units"), follow=True)
    assert answer.context["here"] == ministry.root
    assert [u.code for u in answer.context["rows"]] == ["KEM-1", "KEM-2"]
    with django_assert_max_num_queries(35):
        answer = client.get(reverse("people:units"), {"unit": ministry.subdirectorate.pk})
    rows = {u.code: u.people_here for u in answer.context["rows"]}
    assert rows["KEM-1-1-1-1"] == 2


def test_a_move_is_previewed_before_it_is_done(hr, ministry, learner, client_of):
    client = client_of(hr)
    data = {"parent": ministry.secretariat.pk}
    answer = post(client, "people:unit_move", ministry.section.pk, **data)
    assert (answer.context["units"], answer.context["people"]) == (1, 2)
    assert Unit.objects.get(pk=ministry.section.pk).parent == ministry.subdirectorate
    post(client, "people:unit_move", ministry.section.pk, confirmed="1", **data)
    assert Unit.objects.get(pk=ministry.section.pk).parent == ministry.secretariat


def test_units_are_made_renamed_closed_and_opened(hr, ministry, client_of):
    client = client_of(hr)
    post(
        client,
        "people:unit_new",
        code="KEM-9",
        name="Pusat Baru",
        parent=ministry.root.pk,
    )
    unit = Unit.objects.get(code="KEM-9")
    post(client, "people:unit_rename", unit.pk, name="Pusat Lama")
    post(client, "people:unit_close", unit.pk)
    unit.refresh_from_db()
    assert (unit.name, unit.closed_on) == ("Pusat Lama", today())
    post(client, "people:unit_reopen", unit.pk)
    unit.refresh_from_db()
    assert unit.closed_on is None
    answer = post(client, "people:unit_new", code="X", name="Instansi", parent="")
    assert answer.status_code == 422  # only HR of all makes institutions


def test_closing_a_unit_with_people_is_refused(hr, ministry, learner, client_of):
    post(client_of(hr), "people:unit_close", ministry.section.pk)
    assert Unit.objects.get(pk=ministry.section.pk).closed_on is None


# -- roles ---------------------------------------------------------------------------


def test_roles_are_given_and_taken_on_screen(hr, learner, ministry, client_of):
    client = client_of(hr)
    data = {"role": "auditor", "unit": ministry.section.pk, "started_on": today()}
    post(client, "people:person_role_new", learner.pk, **data)
    grant = RoleGrant.objects.get(person=learner)
    assert learner.name in client.get(reverse("people:roles")).content.decode()
    post(client, "people:role_end", grant.pk)
    assert not RoleGrant.objects.active().filter(person=learner).exists()
    answer = post(client, "people:role_new", person=hr.nip, **data)
    assert answer.context["form"].errors.as_data()["__all__"][0].code == "own_role"


# -- activation ----------------------------------------------------------------------


def test_a_sheet_for_a_unit(hr, ministry, learner, colleague, client_of):
    Person.objects.filter(pk__in=[learner.pk, colleague.pk]).update(password="!x")
    client = client_of(hr)
    assert client.get(reverse("people:activation")).context["page"].paginator.count == 2
    answer = post(client, "people:activation_unit", unit=ministry.section.pk)
    assert {person for person, _code in answer.context["pairs"]} == {learner, colleague}
    assert answer["Cache-Control"].startswith("max-age=0")
    assert ActivationCode.objects.count() == 2


def test_first_sign_in_with_a_code(hr, learner, client):
    code = activation.issue_code(learner, by=hr)
    data = {"nip": learner.nip, "code": code, "password": "kopi-pagi-di-kantor"}
    answer = client.post(reverse("people:activate"), data | {"again": "lain"})
    assert answer.status_code == 422
    answer = client.post(reverse("people:activate"), data | {"again": data["password"]})
    assert answer.url == reverse("account_login")
    nip = learner.nip
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    client.post(answer.url, {"login": spaced, "password": data["password"]})
    assert client.session["_auth_user_id"] == str(learner.pk)


def test_tries_from_one_place_are_limited(learner, client):
    data = {"nip": learner.nip, "code": "X", "password": "p", "again": "p"}
    codes = [
        client.post(reverse("people:activate"), data).context["form"].errors.as_data()
        for _ in range(11)
    ]
    assert codes[9]["__all__"][0].code == "activation_wrong"
    assert codes[10]["__all__"][0].code == "too_many_tries"


def test_signing_in_by_email(learner, client):
    learner.set_password("kopi-pagi-di-kantor")
    learner.save()
    data = {"login": learner.email.upper(), "password": "kopi-pagi-di-kantor"}
    client.post(reverse("account_login"), data)
    assert client.session["_auth_user_id"] == str(learner.pk)


def test_a_first_sign_in_link_by_mail(hr, learner, client_of, client):
    learner.set_unusable_password()
    learner.save()
    post(client_of(hr), "people:sign_in_mail", learner.pk)
    assert mail.outbox[0].to == [learner.email]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    link = next(w for w in mail.outbox[0].body.split() if "/reset/key/" in w)
    answer = client.get(link.partition("testserver")[2], follow=True)
    password = {"password1": "kopi-pagi-di-kantor", "password2": "kopi-pagi-di-kantor"}
    client.post(answer.request["PATH_INFO"], password)
    learner.refresh_from_db()
    assert learner.check_password("kopi-pagi-di-kantor")


# -- files ---------------------------------------------------------------------------


def test_a_file_on_screen(hr, ministry, client_of, django_capture_on_commit_callbacks):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.people.imports import xlsx

    client, nip = client_of(hr), make_nip()
    data = xlsx([row(nip), row("123")])
    upload = {"kind": "people", "file": SimpleUploadedFile("p.xlsx", data)}
    with django_capture_on_commit_callbacks(execute=True):
        url = client.post(reverse("people:imports"), upload).url
    answer = client.get(url)
    assert answer.context["run"].state == "preview"
    assert [r.act for r in client.get(url, {"act": "refuse"}).context["page"]] == [
        "refuse"
    ]
    public_id = answer.context["run"].public_id
    table = client.get(reverse("people:import_refusals", args=[public_id, "csv"]))
    assert "nip_length" in table.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("people:import_confirm", args=[public_id]))
    assert client.get(url).context["run"].state == "done"
    assert Person.objects.filter(nip=nip).exists()
    progress = client.get(reverse("people:import_progress", args=[public_id]))
    assert progress["HX-Refresh"] == "true"
    assert "p.xlsx" in client.get(reverse("people:imports")).content.decode()


def test_a_wrong_file_says_why(hr, client_of, django_capture_on_commit_callbacks):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = {"kind": "people", "file": SimpleUploadedFile("p.xlsx", b"%PDF-1.4")}
    client = client_of(hr)
    with django_capture_on_commit_callbacks(execute=True):
        url = client.post(reverse("people:imports"), upload).url
    run = client.get(url).context["run"]
    assert run.state == "failed" and "XLSX" in run.problem


def test_too_large_a_file(hr, client_of, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MAX_IMPORT_BYTES = 10
    upload = {"kind": "people", "file": SimpleUploadedFile("p.csv", b"x" * 11)}
    answer = client_of(hr).post(reverse("people:imports"), upload)
    assert answer.context["form"].errors.as_data()["file"][0].code == "file_too_big"


def test_the_template_is_a_file_that_can_be_loaded(hr, ministry, client_of):
    answer = client_of(hr).get(reverse("people:import_template", args=["people"]))
    run = load(answer.content, hr)
    assert run.state == "preview" and run.unknown_columns == []
    assert client_of(hr).get(
        reverse("people:import_template", args=["nothing"])
    ).status_code == 404  # fmt: skip


# -- the log -------------------------------------------------------------------------


def test_the_log_is_searched_and_exported(auditor, hr, learner, stranger, client_of):
    from corpu.people.actions.decisions import log_decision

    log_decision("person.edited", by=hr, person=learner, subject="=1+1", before={"a": 1})
    log_decision("person.edited", by=hr, person=stranger)
    client = client_of(auditor)
    url = reverse("people:decision_log")
    assert len(client.get(url).context["page"]) == 1
    for query, found in (
        ({"person": "dewi"}, 1), ({"person": learner.nip}, 1), ({"by": learner.nip}, 0),
        ({"act": "person"}, 1), ({"act": "unit"}, 0),
        ({"first": today() + datetime.timedelta(days=1)}, 0), ({"last": today()}, 1),
    ):  # fmt: skip
        assert len(client.get(url, query).context["page"]) == found, query
    csv = client.get(reverse("people:decision_table", args=["csv"]))
    text = b"".join(csv.streaming_content).decode()
    assert csv.streaming and "'=1+1" in text and learner.nip not in text
    xlsx = client.get(reverse("people:decision_table", args=["xlsx"]))
    assert xlsx.content.startswith(b"PK")
    assert client_of(learner).get(
        reverse("people:decision_table", args=["csv"])
    ).status_code == 404  # fmt: skip


def test_a_former_nip_finds_the_person_in_the_log(auditor, hr, learner, client_of):
    from corpu.people.actions.persons import change_nip

    old = learner.nip
    change_nip(learner, nip=make_nip(), by=hr)
    page = client_of(auditor).get(reverse("people:decision_log"), {"person": old})
    assert len(page.context["page"]) == 1


# -- my own ---------------------------------------------------------------------------


def test_my_settings(learner, client_of):
    client = client_of(learner)
    page = client.get(reverse("people:settings")).content.decode()
    assert f"{learner.nip[:4]}••••••••••{learner.nip[-4:]}" in page
    assert client.get("/notices/settings/").status_code == 200
    client.post(reverse("people:settings"), {"language": "en", "phone": "0812"})
    learner.refresh_from_db()
    assert (learner.language, learner.phone) == ("en", "0812")
    assert "Settings" in client.get(reverse("people:settings")).content.decode()


def test_those_who_decide_are_advised_to_use_two_steps(leader, learner, client_of):
    url = reverse("people:settings")
    assert client_of(leader).get(url).context["second_step"]
    assert not client_of(learner).get(url).context["second_step"]


def test_roles_that_must_use_two_steps(hr, learner, client_of, settings):
    settings.REQUIRE_MFA_ROLES = ["hr"]
    assert client_of(hr).get(reverse("people:people")).url == reverse("mfa_index")
    assert client_of(hr).get(reverse("mfa_index")).status_code == 200
    assert client_of(learner).get(reverse("people:settings")).status_code == 200


def test_a_leader_hands_her_queue_over(leader, coach, learner, stranger, client_of):
    client = client_of(leader)
    url = reverse("people:delegation")
    data = {"deputy": coach.name, "started_on": today(), "ended_on": today()}
    assert client.post(url, data).status_code == 302
    assert coach.stands_in_for() == [leader.pk]
    assert leader.name in client_of(coach).get(url).content.decode()
    answer = client.post(url, data | {"deputy": stranger.nip})
    assert answer.context["form"].errors.as_data()["deputy"][0].code == "person_unknown"
    pk = leader.delegations.get().pk
    assert (
        client_of(coach).post(reverse("people:delegation_end", args=[pk])).status_code
        == 404
    )
    client.post(reverse("people:delegation_end", args=[pk]))
    assert Person.objects.get(pk=coach.pk).stands_in_for() == []


def test_staff_of_an_agency_belong_to_the_office_that_added_them(
    hr, stranger, provider, author, client_of
):
    client = client_of(hr)
    answer = post(client, "people:staff_new", name="Sinta Penulis", email="S@example.org")
    assert answer.url == reverse("people:role_new")
    person = Person.objects.get(username="s@example.org")
    data = {"role": "author", "provider": provider.pk, "started_on": today()}
    post(client, "people:role_new", person="s@example.org", **data)
    assert person.has_role("author")
    assert person.name in client.get(reverse("people:roles")).content.decode()
    RoleGrant.objects.create(person=stranger, role="hr", unit=stranger.unit)
    elsewhere = client_of(stranger)
    for other in (person, author):
        url = reverse("people:person", args=[other.pk])
        assert elsewhere.get(url).status_code == 404
