"""The columns of the personnel file, by the names of the national personnel system and
by those that people use."""

from django.utils.translation import gettext_lazy as _

from corpu.people.imports.contract import Column

COLUMNS = (
    Column(
        "nipBaru", _("NIP"), ("nip", "NIP Baru", "NI PPPK", "NIP/NI PPPK", "employee number"),
        required=True, example="199003172015032001",
        help=_("18 digits, as text. Keep the column formatted as text in the spreadsheet."),
    ),
    Column(
        "nama", _("Name"), ("name", "nama lengkap", "nama pns", "nama pegawai", "full name"),
        required=True, example="Melati Contoh",
        help=_("Without titles; they have columns of their own."),
    ),
    Column(
        "gelarDepan", _("Title before the name"), ("gelar depan", "title before"),
        example="dr.", help=_("Academic titles that stand before the name."),
    ),
    Column(
        "gelarBelakang", _("Title after the name"), ("gelar belakang", "title after"),
        example="S.E., M.M.", help=_("Academic titles that follow the name."),
    ),
    Column(
        "tglLahir", _("Birth date"),
        ("tanggal lahir", "tgl lahir", "birth date", "born on", "date of birth"),
        example="17-03-1990", help=_("If given, it must agree with the NIP."),
    ),
    Column(
        "jenisKelamin", _("Sex"), ("jenis kelamin", "sex", "gender", "jk"), example="F",
        help=_("M or F, L or P, 1 or 2. If given, it must agree with the NIP."),
    ),
    Column(
        "email", _("E-mail"), ("e-mail", "surel", "emailGov", "email dinas", "alamat email"),
        example="melati@example.go.id",
        help=_("One address belongs to one person. Empty keeps the one that is known."),
    ),
    Column(
        "noHp", _("Phone"), ("nomor hp", "phone", "telepon", "no hp", "no telepon"),
        example="081200000000", help=_("Empty keeps the one that is known."),
    ),
    Column(
        "jenisPegawai", _("Kind of employee"),
        ("jenisPegawaiNama", "jenis pegawai", "jenis asn", "staff class", "employee kind"),
        example="PNS", help=_("PNS, CPNS or PPPK. Where it is empty the NIP tells."),
    ),
    Column(
        "statusPegawai", _("Status of employment"),
        ("statusCpnsPns", "status pegawai", "status cpns pns", "employment status"),
        example="PNS", help=_("C or CPNS for candidates, P or PNS, PPPK."),
    ),
    Column(
        "kedudukanPns", _("Standing in service"),
        ("kedudukan", "kedudukanPnsNama", "kedudukan hukum", "kedudukanHukumNama", "standing"),
        example="Aktif",
        help=_("Pensiun, Berhenti, Meninggal or Pindah instansi make a leaver; all else serves."),
    ),
    Column(
        "unorId", _("Code of the unit"),
        ("kodeUnor", "kode unor", "kode unit", "unit code", "unor id", "kode unit kerja"),
        example="KEM-1-2",
        help=_("Keeps the unit the same when its name changes. Strongly advised."),
    ),
    Column(
        "unor", _("Unit"),
        ("unorNama", "nama unor", "unit", "unit kerja", "unit organisasi", "satuan kerja unor"),
        required=True, example="Bagian Perencanaan",
        help=_("The name of the unit where she works."),
    ),
    Column(
        "unorIndukId", _("Code of the unit above"),
        ("kodeUnorInduk", "kode unor induk", "kode unit atasan", "parent unit code",
         "kodeUnorAtasan", "unorAtasanId"),
        example="KEM-1", help=_("The unit directly above; codes make the tree."),
    ),
    Column(
        "unorInduk", _("Unit above"),
        ("unorIndukNama", "nama unor induk", "unit atasan", "unor atasan", "parent unit"),
        example="Biro Umum", help=_("The name of the unit directly above."),
    ),
    Column(
        "jenisJabatan", _("Kind of post"),
        ("jenisJabatanNama", "jenis jabatan", "jenisJabatanId", "post kind"),
        example="1",
        help=_("1 structural, 2 functional, 4 executor; or these words."),
    ),
    Column(
        "jabatanId", _("Code of the post"), ("kode jabatan", "post code", "kodeJabatan"),
        help=_("If empty, kind and name of the post tell one from another."),
    ),
    Column(
        "jabatanNama", _("Post"), ("nama jabatan", "jabatan", "post", "job title"),
        required=True, example="Kepala Bagian Perencanaan", help=_("The name of the post."),
    ),
    Column(
        "asnJenjangJabatan", _("Level of the post"),
        ("jenjang jabatan", "jenjang", "post level", "level"), example="administrator",
        help=_("For example: administrator, pengawas, ahli muda, terampil."),
    ),
    Column(
        "eselon", _("Echelon"), ("eselonNama", "eselon id", "eselonLevel", "echelon"),
        example="III.a", help=_("Used as level where the level of the post is empty."),
    ),
    Column(
        "tmtJabatan", _("In this post since"),
        ("tmt jabatan", "tmt", "post since", "started on", "tmtPelantikan"),
        example="01-02-2024", help=_("First day in the post. If empty: today."),
    ),
    Column(
        "tmtSelesai", _("In this post until"),
        ("akhir penugasan", "tmt selesai", "ended on", "until", "tmtAkhir"),
        help=_("Last day, for acting appointments that end."),
    ),
    Column(
        "tmtCpns", _("In service since"),
        ("tmt cpns", "tmt pppk", "tmtPppk", "in service since", "appointed on"),
        example="01-03-2015", help=_("If empty, the NIP tells."),
    ),
    Column(
        "jenisPenugasan", _("Kind of appointment"),
        ("jenisPenugasanId", "jenis penugasan", "penugasan", "assignment kind"), example="D",
        help=_("D definitive, PLT or PLH acting, in a row of its own for the same person."),
    ),
    Column(
        "memimpin", _("Heads the unit"),
        ("kepalaUnor", "pimpinan unit", "leads", "kepala unit", "is head"), example="ya",
        help=_("Ya or tidak. If empty: structural posts do."),
    ),
    Column(
        "nipAtasan", _("NIP of the leader"),
        ("nip atasan", "nip atasan langsung", "nipAtasanLangsung", "leader nip", "leader",
         "supervisor nip"),
        example="197505172001121002",
        help=_("The direct leader: the line of report. Empty keeps the one that is known."),
    ),
)  # fmt: skip
