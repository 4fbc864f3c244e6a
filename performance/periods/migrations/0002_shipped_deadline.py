from django.db import migrations

from performance.periods.actions.deadlines import load_deadlines


def add(apps, schema_editor):
    load_deadlines(apps=apps)


class Migration(migrations.Migration):
    dependencies = [("periods", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
