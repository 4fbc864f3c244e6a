"""A small SCORM 1.2 package of our own: two pages of reading and a question."""

import io
import zipfile

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="corpu.demo.empathy" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org">
    <organization identifier="org">
      <title>Melayani dengan Empati</title>
      <item identifier="i1" identifierref="r1">
        <title>Melayani dengan Empati</title>
        <adlcp:masteryscore>70</adlcp:masteryscore>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/><file href="sco.js"/><file href="sco.css"/>
    </resource>
  </resources>
</manifest>
"""

PAGE = """<!doctype html>
<html lang="id">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Melayani dengan Empati</title>
  <link rel="stylesheet" href="sco.css">
  <script src="sco.js" defer></script>
</head>
<body>
  <main>
    <section data-page>
      <h1>Melayani dengan Empati</h1>
      <p>Warga datang ke loket bukan untuk berkas, melainkan untuk sebuah urusan hidup:
      akta kelahiran anak pertama, izin usaha yang ditunggu, pensiun orang tua.</p>
      <p>Empati dimulai dari tiga hal: mendengar sampai selesai, mengulang dengan kata
      sendiri, lalu menjelaskan langkah berikutnya.</p>
    </section>
    <section data-page hidden>
      <h2>Tiga langkah di loket</h2>
      <ol>
        <li>Sapa dan dengarkan tanpa memotong.</li>
        <li>Ulangi inti keperluannya: &ldquo;Jadi Ibu memerlukan ...&rdquo;.</li>
        <li>Jelaskan langkah, waktu, dan biaya dengan jelas.</li>
      </ol>
    </section>
    <section data-page hidden>
      <h2>Latihan</h2>
      <p>Seorang warga marah karena berkasnya ditolak. Apa yang Anda lakukan lebih dulu?</p>
      <form>
        <label><input type="radio" name="a" value="0"> Menunjukkan peraturannya.</label>
        <label><input type="radio" name="a" value="100"> Mendengarkan sampai selesai,
          lalu mengulang keperluannya.</label>
        <label><input type="radio" name="a" value="0"> Memintanya datang besok.</label>
        <button type="submit">Kirim jawaban</button>
      </form>
      <p role="status"></p>
    </section>
    <nav>
      <button type="button" data-back>Sebelumnya</button>
      <button type="button" data-next>Berikutnya</button>
    </nav>
  </main>
</body>
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
  var api = find(window), started = Date.now(), page = 0;
  var pages = document.querySelectorAll("[data-page]");
  function set(name, value) { if (api) { api.LMSSetValue(name, String(value)); } }
  function time() {
    var s = Math.max(1, Math.round((Date.now() - started) / 1000));
    function two(n) { return (n < 10 ? "0" : "") + n; }
    return two(Math.floor(s / 3600)) + ":" + two(Math.floor(s / 60) % 60) + ":" + two(s % 60);
  }
  function show(n) {
    page = Math.max(0, Math.min(pages.length - 1, n));
    pages.forEach(function (p, i) { p.hidden = i !== page; });
    document.querySelector("[data-back]").disabled = page === 0;
    document.querySelector("[data-next]").hidden = page === pages.length - 1;
    set("cmi.core.lesson_location", page);
  }
  function leave() {
    if (!api) { return; }
    set("cmi.core.session_time", time());
    api.LMSCommit("");
    api.LMSFinish("");
    api = null;
  }
  if (api) {
    api.LMSInitialize("");
    if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") {
      set("cmi.core.lesson_status", "incomplete");
    }
    page = parseInt(api.LMSGetValue("cmi.core.lesson_location"), 10) || 0;
  }
  show(page);
  document.querySelector("[data-next]").onclick = function () {
    show(page + 1);
    if (api) { api.LMSCommit(""); }
  };
  document.querySelector("[data-back]").onclick = function () { show(page - 1); };
  document.querySelector("form").onsubmit = function (event) {
    event.preventDefault();
    var chosen = document.querySelector("input:checked");
    if (!chosen) { return; }
    var passed = chosen.value === "100";
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", chosen.value);
    set("cmi.core.lesson_status", passed ? "passed" : "failed");
    if (api) { api.LMSCommit(""); }
    document.querySelector("[role=status]").textContent = passed
      ? "Tepat. Materi ini selesai." : "Belum tepat. Bacalah lagi, lalu coba kembali.";
  };
  window.addEventListener("pagehide", leave);
})();
"""

STYLE = """
body { font: 18px/1.6 system-ui, sans-serif; color: #1c2b33; margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem; }
label { display: block; padding: .6rem 0; }
button { font: inherit; padding: .6rem 1.2rem; border: 1px solid #0b5c66; border-radius: 8px;
  background: #fff; color: #0b5c66; min-height: 44px; }
button:disabled { opacity: .4; }
nav { display: flex; gap: .75rem; margin-top: 1.5rem; }
"""


def build_package() -> bytes:
    """The package as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("index.html", PAGE)
        archive.writestr("sco.js", SCRIPT)
        archive.writestr("sco.css", STYLE)
    return buffer.getvalue()
