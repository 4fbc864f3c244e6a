from django.db import migrations

from performance.development.actions.policy import load_first_policy


def add_policy(apps, schema_editor):
    load_first_policy(apps=apps)


class Migration(migrations.Migration):
    dependencies = [("development", "0001_initial")]
    operations = [migrations.RunPython(add_policy, migrations.RunPython.noop)]
