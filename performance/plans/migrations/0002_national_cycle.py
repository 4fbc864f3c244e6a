from django.db import migrations

from performance.plans.actions.national import load_national_cycle


def load(apps, schema_editor):
    load_national_cycle(apps=apps)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
