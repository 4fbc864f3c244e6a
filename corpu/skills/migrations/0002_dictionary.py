from django.db import migrations

# The nine competences of every civil servant (PermenPANRB 38/2017): eight managerial,
# one socio-cultural. Agencies add their technical ones in the CMS.
COMPETENCES = [
    ("integritas", "Integritas", "Integrity", "managerial"),
    ("kerja-sama", "Kerja sama", "Cooperation", "managerial"),
    ("komunikasi", "Komunikasi", "Communication", "managerial"),
    ("orientasi-hasil", "Orientasi pada hasil", "Result orientation", "managerial"),
    ("pelayanan-publik", "Pelayanan publik", "Public service", "managerial"),
    (
        "pengembangan-orang",
        "Pengembangan diri dan orang lain",
        "Developing oneself and others",
        "managerial",
    ),
    ("mengelola-perubahan", "Mengelola perubahan", "Managing change", "managerial"),
    ("pengambilan-keputusan", "Pengambilan keputusan", "Decision making", "managerial"),
    ("perekat-bangsa", "Perekat bangsa", "Unity of the nation", "sociocultural"),
]


def add_competences(apps, schema_editor):
    Competence = apps.get_model("skills", "Competence")
    for code, name_id, name_en, kind in COMPETENCES:
        values = {"name_id": name_id, "name_en": name_en, "kind": kind}
        Competence.objects.get_or_create(code=code, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial")]
    operations = [migrations.RunPython(add_competences, migrations.RunPython.noop)]
