"""The columns of a file of past learning, under the names that agencies use."""

from django.utils.translation import gettext_lazy as _

from corpu.people.imports import Column
from corpu.people.imports.person_rows import NIP

COLUMNS = (
    NIP,
    Column(
        "form", _("Form of learning"), ("jalur", "jenis", "kode jenis", "jenisDiklatId"),
        True, _("Code, name, or the jenisDiklat number of SIASN."), "e_learning",
    ),
    Column(
        "title", _("Title"), ("nama kegiatan", "namaKursus", "kegiatan", "judul"), True,
        "", "Etika Pelayanan Publik",
    ),
    Column(
        "provider", _("Training agency"), ("penyelenggara", "institusiPenyelenggara"),
        True, "", "Balai Pelatihan Contoh",
    ),
    Column(
        "started_on", _("From"), ("tanggal mulai", "tanggalKursus", "mulai"), True,
        _("31-12-2025, 2025-12-31 or 31/12/2025."), "01-03-2025",
    ),
    Column(
        "ended_on", _("Until"), ("tanggal selesai", "tanggalSelesaiKursus", "selesai"),
        False, _("Empty for learning of one day."), "02-03-2025",
    ),
    Column(
        "jp", _("JP"), ("jp", "jumlah jp", "jumlahJam"), False,
        _("As on the certificate, at least 1."), "6",
    ),
    Column("minutes", _("Minutes"), ("menit",)),
    Column("days", _("Days"), ("hari", "jumlah hari")),
    Column("sessions", _("Sessions"), ("sesi", "jumlah sesi")),
    Column("semesters", _("Semesters"), ("semester", "jumlah semester")),
    Column(
        "scope", _("Scope"), ("lingkup",), False, _("nasional or internasional."),
        "nasional",
    ),
    Column(
        "certificate_number", _("Certificate number"),
        ("nomor sertifikat", "nomorSertipikat", "no sertifikat"), False, "", "LP/2025/42",
    ),
)  # fmt: skip
