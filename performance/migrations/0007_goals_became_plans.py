from django.db import migrations


class Migration(migrations.Migration):
    """What goals said was made anew as lines of plans (plans 0003)."""

    dependencies = [
        ("performance", "0006_figures_of_units"),
        ("plans", "0003_lines_of_goals"),
    ]
    operations = [migrations.DeleteModel(name="Goal")]
