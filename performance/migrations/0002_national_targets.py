from django.db import migrations


class Migration(migrations.Migration):
    """The national targets come with the columns that they have today: see 0004."""

    dependencies = [("performance", "0001_initial")]
    operations: list = []
