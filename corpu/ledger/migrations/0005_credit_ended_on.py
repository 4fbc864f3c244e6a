from django.db import migrations, models

COPY = """UPDATE ledger_credit SET ended_on = (
    SELECT r.ended_on FROM ledger_record r WHERE r.id = ledger_credit.record_id)"""
HELP = "Of the record: sums by day read no other row."
BEFORE = ["record", "jp_claimed", "jp_recognised", "rate", "reason"]
AFTER = ["record", "ended_on", "jp_claimed", "jp_recognised", "rate", "reason"]


def index(include):
    return models.Index(
        fields=["person", "year"], include=include, name="credit_of_person"
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_rebuild_pieces")]

    operations = [
        migrations.RemoveIndex("credit", "credit_of_person"),
        migrations.AddField(
            "credit", "ended_on", models.DateField(null=True, help_text=HELP)
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.AlterField("credit", "ended_on", models.DateField(help_text=HELP)),
        migrations.AddIndex("credit", index(AFTER)),
    ]
