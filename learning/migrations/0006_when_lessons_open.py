import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0005_ways_to_enrol'),
    ]

    operations = [
        migrations.AddField(
            model_name='lesson',
            name='after',
            field=models.JSONField(default=list, help_text='Keys of lessons to do first.'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='checks',
            field=models.JSONField(default=list, help_text='Questions to ask where it was finished far too fast.'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='is_gate',
            field=models.BooleanField(default=False, help_text='Everything behind it waits until it is done.'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='minimum_minutes',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='lesson',
            name='opens_after_days',
            field=models.PositiveSmallIntegerField(help_text='Days after the learner began.', null=True),
        ),
        migrations.AddField(
            model_name='lesson',
            name='opens_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='lessonprogress',
            name='state',
            field=models.CharField(choices=[('started', 'started'), ('completed', 'completed'), ('failed', 'not passed yet'), ('held', 'finished, does not count yet')], default='started', max_length=10),
        ),
        migrations.CreateModel(
            name='LessonHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('minimum', 'before its minimum time'), ('pace', 'far faster than others')], max_length=10)),
                ('state', models.CharField(choices=[('open', 'held'), ('answered', 'released by answers'), ('stayed', 'released by more time in the lesson'), ('unasked', 'counted, because there were no questions')], default='open', max_length=10)),
                ('seconds', models.PositiveIntegerField(help_text='In the lesson when it was finished.')),
                ('limit', models.PositiveIntegerField(help_text='From so many seconds on it counts.')),
                ('median', models.PositiveIntegerField(default=0, help_text='Of the others, in seconds.')),
                ('people', models.PositiveIntegerField(default=0, help_text='How many others; 0: the stated minutes.')),
                ('drawn', models.JSONField(default=list, help_text='The questions that are asked now.')),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('tried_at', models.PositiveIntegerField(default=0, help_text='Seconds in the lesson at the last answers.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('released_at', models.DateTimeField(null=True)),
                ('progress', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hold', to='learning.lessonprogress')),
            ],
            options={
                'verbose_name': 'held lesson',
                'verbose_name_plural': 'held lessons',
                'indexes': [models.Index(fields=['state'], name='lesson_hold_state')],
            },
        ),
    ]
