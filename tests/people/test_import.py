"""The personnel file: read, previewed, applied once, the same again changes nothing."""

import datetime

import pytest
from django.utils import timezone

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions import imports
from corpu.people.models import Appointment, Decision, ImportRow, ImportRun, Person, Unit
from tests.conftest import make_nip
from tests.people.imports import acts, apply, codes, load, row


def test_new_people_with_units_posts_and_leaders(hr, ministry):
    head, member = make_nip(), make_nip(datetime.date(1995, 2, 3))
    rows = [
        row(
            member, unorId="KEM-1-9", unor="Direktorat Baru", unorIndukId="KEM-1",
            nipAtasan=head, email="Baru@Example.go.id",
        ),
        row(
            head, "Kepala Contoh", unorId="KEM-1-9", unor="Direktorat Baru",
            jenisJabatan="1", jabatanNama="Direktur", asnJenjangJabatan="JPT pratama",
        ),
    ]  # fmt: skip
    run = load(rows, hr)
    assert (run.state, acts(run)) == ("preview", ["add", "add"])
    assert not Person.objects.filter(nip=head).exists()
    run = apply(run)
    assert (run.state, run.rows_done, run.rows_total) == ("done", 2, 2)
    person = Person.objects.get(nip=member)
    assert person.leader == Person.objects.get(nip=head)
    assert person.unit.parent == ministry.general
    assert person.unit.path == f"{ministry.general.path}{person.unit.pk}/"
    assert (person.email, person.staff_class) == ("baru@example.go.id", "pns")
    assert not person.has_usable_password()
    assert person.leader.led_units().get() == person.unit
    assert Decision.objects.filter(act="person.added", by=hr).count() == 2


def test_the_same_file_again_changes_nothing(hr, ministry):
    head, member = make_nip(), make_nip()
    rows = [
        row(member, nipAtasan=head, unorInduk="Subdirektorat Standar"),
        row(head, jenisJabatan="1", jabatanNama="Kepala Seksi"),
        row(head, jenisPenugasan="PLT", unorId="KEM-2-1", jenisJabatan="1",
            jabatanNama="Kepala Biro", unor="Biro Sumber Daya Manusia"),
    ]  # fmt: skip
    apply(load(rows, hr))
    before = list(Appointment.objects.order_by("pk").values())
    log = Decision.objects.count()
    again = load(rows, hr)
    assert acts(again) == ["same", "same", "same"], [r.changes for r in again.rows.all()]
    apply(again)
    assert list(Appointment.objects.order_by("pk").values()) == before
    assert Decision.objects.count() == log + 1  # the confirmation itself
    assert Person.objects.get(nip=head).led_units().count() == 2


def test_a_change_is_shown_field_by_field(hr, learner):
    run = load(
        [row(learner.nip, "Dewi Baru", email=learner.email, unorId="KEM-2-1",
             unor="Biro Sumber Daya Manusia", tmtJabatan="2026-01-05")],
        hr,
    )  # fmt: skip
    changes = run.rows.get().changes
    assert changes["nama"] == ["Dewi Contoh", "Dewi Baru"]
    assert changes["unorId"] == ["KEM-1-1-1-1", "KEM-2-1"]
    assert changes["tmtJabatan"] == ["2020-01-01", "2026-01-05"]
    apply(run)
    learner.refresh_from_db()
    assert (learner.name, learner.unit.code) == ("Dewi Baru", "KEM-2-1")
    old, new = learner.appointments.order_by("started_on")
    assert (str(old.ended_on), str(new.started_on)) == ("2026-01-04", "2026-01-05")
    data = Decision.objects.get(act="person.changed_by_file").data
    assert (data["before"]["nama"], data["after"]["nama"]) == ("Dewi Contoh", "Dewi Baru")


def test_empty_cells_keep_what_is_known(hr, learner, leader):
    apply(load([row(learner.nip, learner.name, tmtJabatan="")], hr))
    before = learner.email
    learner.refresh_from_db()
    assert (learner.email, learner.leader) == (before, leader)


def test_pppk_and_cpns(hr, ministry):
    pppk = make_nip(since=datetime.date(2022, 1, 1), contract=1)
    cpns = make_nip()
    apply(
        load(
            [
                row(pppk, jenisPegawai="PPPK"),
                row(cpns, jenisPegawai="PNS Pusat", statusPegawai="CPNS"),
            ],
            hr,
        )
    )
    assert Person.objects.get(nip=pppk).staff_class == "pppk"
    assert Person.objects.get(nip=cpns).staff_class == "cpns"


def test_a_pppk_with_the_number_of_a_pns_is_refused(hr, ministry):
    assert codes(load([row(make_nip(), jenisPegawai="PPPK")], hr)) == {
        2: ["nip_contract"]
    }


def test_leavers_leave_and_come_back(hr, learner):
    apply(load([row(learner.nip, learner.name, kedudukanPns="Pensiun")], hr))
    learner.refresh_from_db()
    assert not learner.is_active
    assert learner.appointments.get().ended_on == learner.left_on
    run = load([row(learner.nip, learner.name, kedudukanPns="Aktif")], hr)
    assert "kedudukanPns" in run.rows.get().changes
    apply(run)
    learner.refresh_from_db()
    assert learner.is_active
    assert learner.appointments.on(today()).exists()


def test_leavers_whom_nobody_knows_are_not_added(hr, ministry):
    run = load([row(make_nip(), kedudukanPns="Pensiun")], hr)
    assert (acts(run), codes(run)) == (["same"], {2: ["not_in_service"]})


def test_a_unit_is_renamed_and_moved_with_all_below_it(hr, ministry, learner):
    run = load(
        [row(learner.nip, learner.name, unorId="KEM-1-1-1-1", unor="Seksi Standar Baru",
             unorIndukId="KEM-2", unorInduk="Sekretariat Jenderal", tmtJabatan="")],
        hr,
    )  # fmt: skip
    changes = run.rows.get().changes
    assert changes["unor"] == ["Seksi Penyusunan Standar", "Seksi Standar Baru"]
    assert changes["unorIndukId"] == ["KEM-1-1-1", "KEM-2"]
    apply(run)
    unit = Unit.objects.get(code="KEM-1-1-1-1")
    assert (unit.name, unit.parent) == ("Seksi Standar Baru", ministry.secretariat)
    assert unit.path.startswith(ministry.secretariat.path)


def test_units_without_codes_are_found_by_name_and_made_once(hr, ministry):
    rows = [
        row(make_nip(), unorId=None, unor="Seksi Pemantauan"),
        row(
            make_nip(), unorId=None, unor="Seksi Baru", unorInduk="Subdirektorat Standar"
        ),
    ]
    apply(load(rows, hr))
    assert Unit.objects.filter(name="Seksi Pemantauan").count() == 1
    made = Unit.objects.get(name="Seksi Baru")
    assert made.parent == ministry.subdirectorate
    assert acts(load(rows, hr)) == ["same", "same"]


def test_unknown_columns_are_reported(hr, ministry):
    run = load([row(make_nip(), tinggiBadan=170)], hr)
    assert run.unknown_columns == ["tinggiBadan"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"nipBaru": "19880417201203200"}, "nip_length"),
        ({"nipBaru": 1.98804172012032e17}, "nip_number"),
        ({"nipBaru": "1,98804E+17"}, "nip_number"),
        ({"nipBaru": 198804172012032000}, "nip_number"),
        ({"nipBaru": ""}, "missing"),
        ({"nama": ""}, "missing"),
        ({"unor": None, "unorId": None}, "missing"),
        ({"tglLahir": "18-04-1988"}, "nip_birth_differs"),
        ({"tglLahir": "kemarin"}, "wrong_date"),
        ({"jenisKelamin": "L"}, "nip_sex_differs"),
        ({"jenisKelamin": "?x"}, "unknown_word"),
        ({"email": "bukan surel"}, "wrong_email"),
        ({"tmtJabatan": "31/31/2020"}, "wrong_date"),
        ({"tmtJabatan": "1990-01-01"}, "post_before_service"),
        ({"tmtSelesai": "2020-01-01"}, "days_reversed"),
        ({"jenisPenugasan": "ABC"}, "unknown_word"),
        ({"nipAtasan": "198804172012032777"}, "leader_unknown"),
        ({"nipAtasan": "12345"}, "nip_length"),
        ({"unorIndukId": "KEM-1-1-1-1-9", "unor": "x" * 201}, "too_long"),
    ],
)
def test_a_wrong_cell_refuses_its_row_alone(hr, ministry, values, code):
    good = row(make_nip(datetime.date(1990, 1, 1)))
    run = load([row("198804172012032998") | values, good], hr)
    assert codes(run)[2] == [code] or code in codes(run)[2]
    assert acts(run) == ["refuse", "add"]
    problem = run.rows.first().problems[0]
    assert len(problem["message"]) > 15
    assert apply(run).rows_done == 1


@pytest.mark.parametrize(
    "written",
    ["17-04-1988", "1988-04-17", "17/04/1988", datetime.date(1988, 4, 17), 32250],
)
def test_days_are_read_in_every_usual_way(hr, ministry, written):
    nip = "198804172012032997"
    run = load([row(nip, tglLahir=written)], hr)
    assert acts(run) == ["add"], codes(run)


def test_a_leader_who_reports_to_himself_is_refused(hr, ministry):
    nip = make_nip()
    assert codes(load([row(nip, nipAtasan=nip)], hr)) == {2: ["leader_self"]}


def test_a_circle_in_the_line_of_report_is_refused(hr, ministry):
    one, two, three, below = make_nip(), make_nip(), make_nip(), make_nip()
    rows = [
        row(one, nipAtasan=two),
        row(two, nipAtasan=three),
        row(three, nipAtasan=one),
        row(below, nipAtasan=one),
    ]
    found = codes(load(rows, hr))
    assert [found[n] for n in (2, 3, 4)] == [["leader_circle"]] * 3
    assert found[5] == ["leader_refused"]


def test_a_circle_with_people_who_are_not_in_the_file_is_refused(hr, learner, leader):
    run = load([row(leader.nip, leader.name, nipAtasan=learner.nip, memimpin="ya")], hr)
    assert codes(run) == {2: ["leader_circle"]}


def test_a_leader_whose_own_row_is_refused_is_set_by_the_next_file(hr, ministry):
    head, member = make_nip(), make_nip()
    rows = [row(member, nipAtasan=head), row(head, nama="")]
    run = load(rows, hr)
    assert codes(run)[2] == ["leader_refused"]
    apply(run)
    rows[1]["nama"] = "Kepala"
    apply(load(rows, hr))
    assert Person.objects.get(nip=member).leader.nip == head


def test_two_people_with_one_email_in_the_file(hr, ministry):
    rows = [
        row(make_nip(), email="satu@example.go.id"),
        row(make_nip(), email="SATU@example.go.id"),
    ]
    run = load(rows, hr)
    assert (acts(run), codes(run)) == (["add", "refuse"], {3: ["email_taken"]})


def test_an_email_that_someone_in_the_database_has(hr, learner):
    run = load([row(make_nip(), email=learner.email.upper())], hr)
    assert codes(run) == {2: ["email_taken"]}


def test_two_people_may_exchange_their_addresses(hr, learner, colleague):
    one, two = learner.email, colleague.email
    rows = [
        row(learner.nip, learner.name, email=two),
        row(colleague.nip, colleague.name, email=one, jenisPegawai="PPPK"),
    ]
    run = load(rows, hr)
    assert codes(run) == {}
    apply(run)
    learner.refresh_from_db(), colleague.refresh_from_db()
    assert (learner.email, colleague.email) == (two, one)


def test_the_same_nip_twice(hr, ministry):
    nip = make_nip()
    assert codes(load([row(nip), row(nip)], hr)) == {3: ["nip_twice"]}


def test_a_former_nip_names_the_new_one(hr, learner):
    learner.former_nips = [make_nip()]
    learner.save()
    run = load([row(learner.former_nips[0])], hr)
    assert codes(run) == {2: ["nip_former"]}
    assert learner.nip in run.rows.get().problems[0]["message"]


def test_rows_that_contradict_each_other_about_a_unit(hr, ministry):
    rows = [
        row(make_nip(), unorIndukId="KEM-1"),
        row(make_nip(), unorIndukId="KEM-2"),
        row(make_nip(), unor="Nama Lain"),
    ]
    found = codes(load(rows, hr))
    assert found == {3: ["unit_conflict"], 4: ["unit_conflict"]}


def test_a_unit_below_itself_is_refused(hr, ministry):
    rows = [row(make_nip(), unorId="KEM-1", unor="Direktorat Jenderal Layanan",
                unorIndukId="KEM-1-1-1-1", unorInduk="Seksi Penyusunan Standar")]  # fmt: skip
    assert "unit_circle" in codes(load(rows, hr))[2]


def test_hr_of_a_branch_loads_her_branch_alone(
    ministry, person_factory, learner, stranger
):
    from tests.conftest import grant

    branch = person_factory("Cabang", unit=ministry.secretariat)
    grant(branch, "hr", unit=ministry.secretariat)
    rows = [
        row(make_nip()),
        row(make_nip(), unorId="KEM-2-1", unor="Biro Sumber Daya Manusia"),
        row(make_nip(), unorId="BARU", unor="Instansi Baru"),
        row(stranger.nip, stranger.name, unorId="KEM-2", unor="Sekretariat Jenderal"),
        row(make_nip(), unorId="KEM-2-8", unor="Bagian Baru", unorIndukId="KEM-2"),
        row(make_nip(), unorId="KEM-2-9", unor="Bagian Lain", unorIndukId="KEM-1"),
    ]
    run = load(rows, branch)
    assert acts(run) == ["refuse", "add", "refuse", "refuse", "add", "refuse"]
    assert list(codes(run).values()) == [
        ["out_of_scope"], ["unit_without_parent"], ["out_of_scope"], ["out_of_scope"],
    ]  # fmt: skip


def test_hr_of_a_branch_takes_no_unit_out_of_her_branch(ministry, person_factory):
    from tests.conftest import grant

    branch = person_factory("Cabang", unit=ministry.secretariat)
    grant(branch, "hr", unit=ministry.secretariat)
    there = {"unorId": "KEM-2-1", "unor": "Biro Sumber Daya Manusia"}
    rows = [row(make_nip(), **there, unorIndukId="LUAR", unorInduk="Instansi Luar")]
    assert codes(load(rows, branch)) == {2: ["unit_without_parent"]}


# -- the run -------------------------------------------------------------------------


def test_confirming_twice_is_once(hr, ministry):
    run = load([row(make_nip())], hr)
    imports.confirm(run, by=hr)
    with pytest.raises(Refused) as caught:
        imports.confirm(run, by=hr)
    assert caught.value.code == "import_not_ready"


def test_a_cancelled_file_is_not_applied(hr, ministry):
    run = load([row(make_nip())], hr)
    imports.cancel(run, by=hr)
    assert not imports.work_on(run.pk)
    with pytest.raises(Refused):
        imports.confirm(run, by=hr)


def test_a_run_that_somebody_works_on_is_left_alone(hr, ministry):
    run = load([row(make_nip())], hr)
    imports.confirm(run, by=hr)
    ImportRun.objects.update(state="applying", claimed_at=timezone.now())
    assert not imports.work_on(run.pk)
    assert imports.work_on_waiting() == 0


def test_a_killed_worker_is_followed_by_another(hr, ministry, monkeypatch):
    monkeypatch.setattr(imports, "PIECE", 2)
    nips = [make_nip() for _ in range(5)]
    run = load([row(nip) for nip in nips], hr)
    imports.confirm(run, by=hr)

    class Killed(BaseException):
        pass

    real, pieces = imports._apply_piece, []

    def dying(*args):
        if len(pieces) == 1:
            raise Killed
        pieces.append(1)
        return real(*args)

    monkeypatch.setattr(imports, "_apply_piece", dying)
    with pytest.raises(Killed):
        imports.work_on(run.pk)
    assert Person.objects.filter(nip__in=nips).count() == 2
    first = set(Person.objects.filter(nip__in=nips).values_list("pk", flat=True))
    assert imports.work_on_waiting() == 0  # its claim still lasts
    ImportRun.objects.update(claimed_at=timezone.now() - datetime.timedelta(minutes=6))
    monkeypatch.setattr(imports, "_apply_piece", real)
    assert imports.work_on_waiting() == 1
    run.refresh_from_db()
    assert (run.state, run.rows_done) == ("done", 5)
    people = Person.objects.filter(nip__in=nips)
    assert people.count() == Appointment.objects.filter(person__in=people).count() == 5
    assert first < set(people.values_list("pk", flat=True))


def test_a_worker_that_lost_its_claim_stops(hr, ministry, monkeypatch):
    monkeypatch.setattr(imports, "PIECE", 1)
    run = load([row(make_nip()), row(make_nip())], hr)
    imports.confirm(run, by=hr)
    real = imports._apply_piece

    def overtaken(*args):
        done = real(*args)
        ImportRun.objects.update(
            claimed_at=timezone.now() + datetime.timedelta(seconds=9)
        )
        return done

    monkeypatch.setattr(imports, "_apply_piece", overtaken)
    assert not imports.work_on(run.pk)
    assert ImportRow.objects.exclude(applied_at=None).count() == 1


def test_many_rows_need_few_queries(hr, ministry):
    """Not timed here: what matters is that the work is done in few queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    born = datetime.date(1980, 1, 1)
    rows = [
        row(f"{born + datetime.timedelta(days=n):%Y%m%d}2010011{n % 9 + 1:03d}")
        for n in range(1000)
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        run = load(rows, hr)
    assert len(queries) < 80
    with CaptureQueriesContext(connection) as queries:
        apply(run)
    assert len(queries) < 400
    assert Person.objects.filter(nip__startswith="198").count() >= 1000
