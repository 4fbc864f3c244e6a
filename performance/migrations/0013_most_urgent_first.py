from django.db import migrations, models


class Migration(migrations.Migration):
    """The people of a dashboard, the largest gap first, without sorting them."""

    dependencies = [("performance", "0012_parts_in_the_editor")]

    operations = [
        migrations.AddIndex(
            "standing",
            models.Index(fields=["year", "status", "-gap"], name="standing_most_urgent"),
        ),
    ]
