"""A small SCORM 1.2 package of three parts of our own: two to read and a test."""

import io
import zipfile

TITLE = "Data pribadi di meja layanan"
PARTS = [
    (
        "kenali",
        "Mengenali data pribadi",
        [
            "Data pribadi adalah setiap data yang menunjuk pada seseorang: nama, NIK, "
            "alamat, nomor telepon, juga foto berkas yang Anda ambil dengan telepon.",
            "Data yang bersifat spesifik, misalnya kesehatan, keuangan, dan data anak, "
            "dijaga lebih ketat. Bila ragu, perlakukan seperti data spesifik.",
        ],
    ),
    (
        "pakai",
        "Memakai seperlunya",
        [
            "Mintalah hanya yang diperlukan untuk layanan itu. Salinan yang tidak "
            "diperlukan dikembalikan atau dimusnahkan pada hari yang sama.",
            "Layar menghadap petugas, bukan antrean. Berkas warga tidak dikirim lewat "
            "percakapan pribadi.",
        ],
    ),
    ("uji", "Uji singkat", []),
]
QUESTION = "Seorang warga meminta nomor telepon pemohon lain. Apa yang Anda lakukan?"
ANSWERS = [
    (0, "Memberikannya bila alasannya masuk akal."),
    (100, "Menolak, dan menawarkan untuk meneruskan pesan kepada pemohon itu."),
    (0, "Meminta atasan untuk memberikannya."),
]

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="corpu.demo.privacy" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>%s</title>
  %s</organization></organizations>
  <resources>%s</resources>
</manifest>
"""
ITEM = '<item identifier="{0}" identifierref="r-{0}"><title>{1}</title>{2}</item>'
RESOURCE = (
    '<resource identifier="r-{0}" type="webcontent" adlcp:scormtype="sco" '
    'href="{0}.html"><file href="{0}.html"/></resource>'
)
PAGE = """<!doctype html>
<html lang="id">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <link rel="stylesheet" href="part.css">
  <script src="part.js" defer></script>
</head>
<body><main><h1>{title}</h1>{body}<p role="status"></p></main></body>
</html>
"""
SCRIPT = """
(function () {
  function find(win) {
    for (var i = 0; win && i < 8; i += 1) {
      if (win.API) { return win.API; }
      if (win.parent === win) { break; }
      win = win.parent;
    }
    return null;
  }
  var api = find(window), started = Date.now();
  function set(name, value) { if (api) { api.LMSSetValue(name, String(value)); } }
  function say(text) { document.querySelector("[role=status]").textContent = text; }
  if (api) {
    api.LMSInitialize("");
    if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") {
      set("cmi.core.lesson_status", "incomplete");
    }
  }
  var form = document.querySelector("form"), done = document.querySelector("[data-read]");
  if (done) {
    done.onclick = function () {
      set("cmi.core.lesson_status", "completed");
      if (api) { api.LMSCommit(""); }
      say("Bagian ini selesai.");
    };
  }
  if (form) {
    form.onsubmit = function (event) {
      event.preventDefault();
      var chosen = document.querySelector("input:checked");
      if (!chosen) { return; }
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", chosen.value);
      set("cmi.core.lesson_status", chosen.value === "100" ? "passed" : "failed");
      if (api) { api.LMSCommit(""); }
      say(chosen.value === "100" ? "Tepat." : "Belum tepat. Coba sekali lagi.");
    };
  }
  window.addEventListener("pagehide", function () {
    if (!api) { return; }
    var s = Math.max(1, Math.round((Date.now() - started) / 1000));
    function two(n) { return (n < 10 ? "0" : "") + n; }
    set("cmi.core.session_time",
      two(Math.floor(s / 3600)) + ":" + two(Math.floor(s / 60) % 60) + ":" + two(s % 60));
    api.LMSCommit("");
    api.LMSFinish("");
    api = null;
  });
})();
"""
STYLE = """
body { font: 18px/1.6 system-ui, sans-serif; color: #1c2b33; margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem; }
label { display: block; padding: .6rem 0; }
button { font: inherit; padding: .6rem 1.2rem; border: 1px solid #0b5c66; border-radius: 8px;
  background: #fff; color: #0b5c66; min-height: 44px; }
"""


def build_parts_package() -> bytes:
    """The package as a zip file."""
    items = [ITEM.format(key, title, _mastery(texts)) for key, title, texts in PARTS]
    resources = [RESOURCE.format(key) for key, _title, _texts in PARTS]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        manifest = MANIFEST % (TITLE, "".join(items), "".join(resources))
        archive.writestr("imsmanifest.xml", manifest)
        archive.writestr("part.js", SCRIPT)
        archive.writestr("part.css", STYLE)
        for key, title, texts in PARTS:
            page = PAGE.format(title=title, body=_body(texts))
            archive.writestr(f"{key}.html", page)
    return buffer.getvalue()


def _mastery(texts: list[str]) -> str:
    return "" if texts else "<adlcp:masteryscore>70</adlcp:masteryscore>"


def _body(texts: list[str]) -> str:
    if texts:
        said = "".join(f"<p>{text}</p>" for text in texts)
        return f'{said}<button type="button" data-read>Sudah saya baca</button>'
    choices = "".join(
        f'<label><input type="radio" name="a" value="{value}"> {text}</label>'
        for value, text in ANSWERS
    )
    return f'<p>{QUESTION}</p><form>{choices}<button type="submit">Kirim</button></form>'
