"""Small packages that the tests build themselves."""

import io
import zipfile

HEAD = """<?xml version="1.0"?>
<manifest identifier="m" version="1"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Paket contoh</title>
"""


def manifest(items: str, resources: str) -> str:
    """A manifest of SCORM 1.2 with these items and resources."""
    return (
        f"{HEAD}{items}</organization></organizations>"
        f"<resources>{resources}</resources></manifest>"
    )


MANIFEST_12 = manifest(
    """<item identifier="i1" identifierref="r1"><title>Mulai</title>
       <adlcp:masteryscore>80</adlcp:masteryscore></item>""",
    '<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="a/start.html"/>',
)
TWO_ITEMS = manifest(
    """<item identifier="read" identifierref="r1"><title>Bacaan</title></item>
       <item identifier="test" identifierref="r2"><title>Ujian</title>
       <adlcp:masteryscore>70</adlcp:masteryscore></item>""",
    """<resource identifier="r1" adlcp:scormtype="sco" href="read.html"/>
       <resource identifier="r2" adlcp:scormtype="sco" href="test.html"/>""",
)
MANIFEST_2004 = """<?xml version="1.0"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3">
<metadata><schemaversion>2004 3rd Edition</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Paket 2004</title>
<item identifier="i1" identifierref="r1"><title>Mulai</title></item>
</organization></organizations>
<resources><resource identifier="r1" adlcp:scormType="sco" href="a/start.html"/></resources>
</manifest>"""


def zipped(files: dict) -> io.BytesIO:
    """A zip of name (or ZipInfo) to content, as a seekable file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def package_12() -> io.BytesIO:
    """One SCO with a pass mark of 80."""
    return zipped(
        {"imsmanifest.xml": MANIFEST_12, "a/start.html": "<p>Mulai</p>", "a/x.js": "1"}
    )


def package_of_two() -> io.BytesIO:
    """A text and a test with a pass mark of 70."""
    return zipped(
        {
            "imsmanifest.xml": TWO_ITEMS,
            "read.html": "<p>Bacaan</p>",
            "test.html": "<p>Ujian</p>",
        }
    )
