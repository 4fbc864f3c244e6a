"""Packages of SCORM 1.2 and 2004, good and hostile, without a database."""

import io
import stat
import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from learning.standards.archives import Limits, Unsafe, chunks, members, open_archive
from learning.standards.scorm import check_package
from tests.learning.kinds.scorm.packages import MANIFEST_12, manifest, zipped

FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures" / "scorm"
SMALL = Limits(packed=100_000, unpacked=200_000, one_file=100_000, files=20)
FOUND = {
    "RuntimeMinimumCalls_SCORM12-mini.zip": ("scorm12", 9),
    "singlescobasic.zip": ("scorm12", 1),
    "RuntimeBasicCalls_SCORM20043rdEdition.zip": ("scorm2004", 1),
}
REFUSED = {
    "singlescobasic_missingorg.zip": "no_organization",
    "badscorm.zip": "manifest_in_folder",
    "invalid.zip": "no_manifest",
}


def codes(file, limits=None) -> list[str]:
    return [problem.code for problem in check_package(file, limits).problems]


# -- packages that others wrote ----------------------------------------------------


@pytest.mark.parametrize("name", [*FOUND, *REFUSED])
def test_packages_of_others(name):
    path = FIXTURES / name
    if not path.exists():
        pytest.skip(f"{path} is not here: packages of others are not in the repository")
    with path.open("rb") as file:
        found = check_package(file)
    if name in FOUND:
        assert (found.kind, len(found.launchable)) == FOUND[name]
        assert found.title and not found.problems
    else:
        assert [problem.code for problem in found.problems] == [REFUSED[name]]
        assert not found.is_playable and not found.items


# -- manifests ---------------------------------------------------------------------


def test_a_small_package_of_scorm_12():
    found = check_package(zipped({"imsmanifest.xml": MANIFEST_12, "a/start.html": "x"}))
    assert found.kind == "scorm12"
    assert found.title == "Paket contoh"
    (item,) = found.items
    assert (item.key, item.launch, item.mastery) == ("i1", "a/start.html", Decimal(80))


def test_nested_items_parameters_and_assets():
    text = manifest(
        """<item identifier="h"><title>Bab</title>
             <item identifier="one" identifierref="r1" parameters="?unit=1"><title>Satu</title></item>
             <item identifier="two" identifierref="r2"><title>Dua</title></item>
           </item>""",
        """<resource identifier="r1" adlcp:scormtype="sco" xml:base="isi/" href="a b.html?x=1"/>
           <resource identifier="r2" adlcp:scormtype="asset" href="isi/B.HTML"/>""",
    )
    found = check_package(
        zipped({"imsmanifest.xml": text, "isi/a b.html": "", "isi/b.html": ""})
    )
    assert [(i.title, i.depth, i.launch, i.is_sco) for i in found.items] == [
        ("Bab", 0, "", True),
        ("Satu", 1, "isi/a%20b.html?x=1&unit=1", True),
        ("Dua", 1, "isi/b.html", False),
    ]


def test_scorm_2004_reads_measure_and_threshold():
    text = """<?xml version="1.0"?>
    <manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
      xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
    <metadata><schemaversion>2004 4th Edition</schemaversion></metadata>
    <organizations default="o"><organization identifier="o"><title>T</title>
      <item identifier="i" identifierref="r"><title>I</title>
        <adlcp:completionThreshold minProgressMeasure="0.8"/>
        <adlcp:dataFromLMS>mulai</adlcp:dataFromLMS>
        <imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true">
          <imsss:minNormalizedMeasure>0.75</imsss:minNormalizedMeasure>
        </imsss:primaryObjective></imsss:objectives></imsss:sequencing>
      </item></organization></organizations>
    <resources><resource identifier="r" adlcp:scormType="sco" href="i.html"/></resources></manifest>"""
    found = check_package(zipped({"imsmanifest.xml": text, "i.html": ""}))
    (item,) = found.items
    assert found.kind == "scorm2004"
    assert item.mastery == 75
    assert item.threshold == Decimal("0.8")
    assert item.launch_data == "mulai"


@pytest.mark.parametrize(
    ("items", "resources", "code"),
    [
        ('<item identifier="i" identifierref="no"/>', "", "item_without_resource"),
        ('<item identifier="i" identifierref="r"/>', '<resource identifier="r"/>', "resource_without_href"),
        ('<item identifier="i" identifierref="r"/>', '<resource identifier="r" href="https://e.example/a"/>', "launches_elsewhere"),
        ('<item identifier="i" identifierref="r"/>', '<resource identifier="r" href="//e.example/a"/>', "launches_elsewhere"),
        ('<item identifier="i" identifierref="r"/>', '<resource identifier="r" href="javascript:alert(1)"/>', "launches_elsewhere"),
        ('<item identifier="i" identifierref="r"/>', '<resource identifier="r" href="../../etc/passwd"/>', "path_climbs_out"),
        ('<item identifier="i" identifierref="r"/>', '<resource identifier="r" href="%2e%2e/x"/>', "path_climbs_out"),
        ('<item identifier="i" identifierref="r"/>', '<resource identifier="r" href="gone.html"/>', "launch_file_missing"),
        ('<item identifier="i"/>', "", "nothing_to_launch"),
        ('<item identifier="i"/><item identifier="i"/>', "", "duplicate_item"),
        ('<item identifier="i"/>' * 0 + "".join(f'<item identifier="i{n}"/>' for n in range(501)), "", "too_many_items"),
        ("<item>" * 14 + "</item>" * 14, "", "outline_too_deep"),
    ],
)  # fmt: skip
def test_manifests_that_are_refused(items, resources, code):
    file = zipped({"imsmanifest.xml": manifest(items, resources), "a.html": ""})
    assert codes(file) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "manifest_not_xml"),
        ("<manifest", "manifest_not_xml"),
        ("<html/>", "manifest_not_ims"),
        ("<manifest/>", "not_scorm"),
        ('<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>', "manifest_unsafe"),
        ('<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest>&a;</manifest>', "manifest_unsafe"),
    ],
)  # fmt: skip
def test_what_is_no_manifest(text, code):
    assert codes(zipped({"imsmanifest.xml": text})) == [code]


def test_other_formats_are_named():
    assert codes(zipped({"cmi5.xml": ""})) == ["cmi5_package"]
    assert codes(zipped({"tincan.xml": ""})) == ["tincan_package"]


# -- archives ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../evil.html", "path_climbs_out"),
        ("a/../../evil.html", "path_climbs_out"),
        ("..\\evil.html", "path_climbs_out"),
        ("/etc/passwd", "absolute_path"),
        ("\\\\host\\share", "absolute_path"),
        ("C:\\evil.exe", "absolute_path"),
        ("a//b.html", "strange_path"),
        ("./b.html", "strange_path"),
        ("a\nb.html", "strange_path"),
        ("x" * 241, "path_too_long"),
        ("/".join("x" * 21) + "/y", "path_too_long"),
    ],
)
def test_names_that_are_refused(name, code):
    assert codes(zipped({"imsmanifest.xml": MANIFEST_12, name: "x"})) == [code]


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"hello", b"%PDF-1.7", b"PK\x03\x04" * 9]
)
def test_files_that_are_no_zip(content):
    assert codes(io.BytesIO(content)) == ["not_a_zip"]


def test_symbolic_link():
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert codes(zipped({info: "/etc/passwd"})) == ["symbolic_link"]


def test_encrypted():
    file = zipped({"a.html": "x"})
    content = bytearray(file.getvalue())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert codes(io.BytesIO(bytes(content))) == ["encrypted"]


def test_duplicate_names_whatever_their_case():
    assert codes(zipped({"a.html": "", "A.HTML": ""})) == ["duplicate_path"]
    assert codes(zipped({"a": "", "a/b.html": ""})) == ["duplicate_path"]


def test_limits():
    assert codes(io.BytesIO(b"x" * 100_001), SMALL) == ["archive_too_large"]
    many = {f"{n}.html": "" for n in range(21)}
    assert codes(zipped(many), SMALL) == ["too_many_files"]
    large = {f"{n}.html": "y" * 90_000 for n in range(3)}
    assert codes(zipped(large), SMALL) == ["unpacks_too_large"]
    assert codes(zipped({"a.html": b"\0" * 3_000_000})) == ["zip_bomb"]


def test_a_member_that_lies_about_its_size_is_cut_off():
    file = zipped({"a.html": "z" * 50_000})
    content = bytearray(file.getvalue())
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    with open_archive(io.BytesIO(bytes(content)), Limits()) as archive:
        (info,) = members(archive, Limits()).values()
        with pytest.raises(Unsafe):
            b"".join(chunks(archive, info))


def test_noise_of_operating_systems_is_left_out():
    file = zipped({"__MACOSX/a": "", "a/.DS_Store": "", "a/Thumbs.db": "", "b": ""})
    with open_archive(file, Limits()) as archive:
        assert list(members(archive, Limits())) == ["b"]
