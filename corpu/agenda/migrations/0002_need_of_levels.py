from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='need',
            name='level_held',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='need',
            name='level_wanted',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
