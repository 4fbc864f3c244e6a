from django.db import migrations

from performance.actions.national import load_national_targets


def load(apps, schema_editor):
    load_national_targets(apps=apps)


class Migration(migrations.Migration):
    dependencies = [("performance", "0003_fair_targets")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
