from django.db import migrations

from performance.professionalism.actions.national import load_national_index


def load(apps, schema_editor):
    load_national_index(apps=apps)


class Migration(migrations.Migration):
    dependencies = [
        ("professionalism", "0001_initial"),
        ("ledger", "0002_national_rules"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
