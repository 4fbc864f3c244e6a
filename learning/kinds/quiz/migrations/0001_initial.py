import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('learning', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuizAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('drawn', models.JSONField(help_text='Keys of the questions and how answers lie.')),
                ('answers', models.JSONField(default=dict)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(null=True)),
                ('saved_at', models.DateTimeField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('score', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('has_passed', models.BooleanField(default=False)),
                ('shares', models.JSONField(default=dict, help_text='0 to 1 for each question.')),
                ('progress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quiz_attempts', to='learning.lessonprogress')),
            ],
            options={
                'verbose_name': 'attempt at a quiz',
                'verbose_name_plural': 'attempts at quizzes',
                'ordering': ['progress', 'number'],
                'constraints': [models.UniqueConstraint(fields=('progress', 'number'), name='quiz_attempt_once'), models.UniqueConstraint(condition=models.Q(('submitted_at', None)), fields=('progress',), name='quiz_attempt_one_open')],
            },
        ),
    ]
