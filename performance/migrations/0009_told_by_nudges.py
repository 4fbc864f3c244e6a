from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('performance', '0008_national_programmes'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='standing',
            name='told_at',
        ),
    ]
