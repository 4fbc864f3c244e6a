from django.db import migrations

from performance.careers.actions.national import load_national_careers


def load(apps, schema_editor):
    load_national_careers(apps=apps)


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0001_initial"),
        ("ledger", "0002_national_rules"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
