from django.db import migrations

from performance.actions.national import load_national_targets


def load(apps, schema_editor):
    load_national_targets(apps=apps)
    ceilings = apps.get_model("performance", "Target").objects.filter(kind="ceiling")
    ceilings.update(is_prorated=False)


class Migration(migrations.Migration):
    dependencies = [("performance", "0007_goals_became_plans")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
