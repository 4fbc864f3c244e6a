from django.db import migrations

# Categories of what a session is about; editable in the CMS afterwards.
TOPICS = [
    ("performance", "Pencapaian kinerja", "Reaching performance goals"),
    ("leadership", "Kepemimpinan", "Leadership"),
    ("communication", "Komunikasi dan kerja sama", "Communication and teamwork"),
    ("technical", "Keahlian teknis", "Technical skill"),
    ("career", "Pengembangan karier", "Career development"),
    ("change", "Menghadapi perubahan", "Dealing with change"),
    ("well_being", "Keseimbangan kerja", "Balance at work"),
    ("other", "Lainnya", "Something else"),
]


def add_topics(apps, schema_editor):
    Topic = apps.get_model("coaching", "Topic")
    for order, (code, name_id, name_en) in enumerate(TOPICS, 1):
        values = {"name_id": name_id, "name_en": name_en, "order": order}
        Topic.objects.get_or_create(code=code, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("coaching", "0001_initial")]
    operations = [migrations.RunPython(add_topics, migrations.RunPython.noop)]
