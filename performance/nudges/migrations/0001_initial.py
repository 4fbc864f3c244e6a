import corpu.lib.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('performance', '0007_goals_became_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='FlagWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('seen', corpu.lib.fields.JPField(help_text='Counted and booked when silence began.')),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'with the person'), (1, 'passed to the leader'), (2, 'passed to the leader above'), (3, 'passed to HR')], default=0)),
                ('moved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('nudged_at', models.DateTimeField(null=True)),
                ('named', models.PositiveBigIntegerField(null=True)),
                ('standing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='watch', to='performance.standing')),
            ],
            options={
                'verbose_name': 'watch over a flag',
                'verbose_name_plural': 'watches over flags',
                'indexes': [models.Index(fields=['level', 'since'], name='nudges_flag_level_5af69d_idx')],
            },
        ),
    ]
