from django.db import migrations, models

HELP = (
    "So many sessions may be logged before both have signed the agreement; "
    "empty: any number. Groups need no agreement."
)


class Migration(migrations.Migration):
    """Purposes and goals get a sealed place; the hourly sweep moves the words there."""

    dependencies = [("coaching", "0006_one_way_of_saying_it")]

    operations = [
        migrations.AddField("engagement", "purpose_sealed", models.BinaryField(null=True)),
        migrations.AlterField(
            "engagement",
            "purpose",
            models.CharField(blank=True, max_length=300, verbose_name="purpose"),
        ),
        migrations.AddField("goal", "sealed", models.BinaryField(null=True)),
        migrations.AlterField(
            "goal",
            "text",
            models.CharField(blank=True, max_length=200, verbose_name="goal"),
        ),
        migrations.AddField(
            "kind",
            "sessions_unsigned",
            models.PositiveSmallIntegerField(
                blank=True,
                default=1,
                help_text=HELP,
                null=True,
                verbose_name="sessions before both have signed",
            ),
        ),
        migrations.AddField(
            "agreement", "in_force_since", models.DateTimeField(null=True)
        ),
    ]
