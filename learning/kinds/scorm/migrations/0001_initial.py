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
            name='Package',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(help_text='SHA-256 of the zip', max_length=64, unique=True)),
                ('kind', models.CharField(max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('document_id', models.PositiveBigIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'being prepared'), ('ready', 'ready'), ('broken', 'cannot be used')], default='waiting', max_length=10)),
                ('folder', models.CharField(blank=True, max_length=120)),
                ('files', models.PositiveIntegerField(default=0)),
                ('size', models.PositiveBigIntegerField(default=0, help_text='bytes, unpacked')),
                ('problem', models.CharField(blank=True, max_length=40)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ready_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'SCORM package',
                'verbose_name_plural': 'SCORM packages',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['created_at'], name='scorm_package_waiting')],
            },
        ),
        migrations.CreateModel(
            name='ScormAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('open', 'in progress'), ('passed', 'passed'), ('failed', 'not passed')], default='open', max_length=10)),
                ('score', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='kind_scorm.package')),
                ('progress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scorm_attempts', to='learning.lessonprogress')),
            ],
            options={
                'verbose_name': 'attempt at a package',
                'verbose_name_plural': 'attempts at packages',
                'ordering': ['progress', 'number'],
                'constraints': [models.UniqueConstraint(fields=('progress', 'number'), name='scorm_attempt_once')],
            },
        ),
        migrations.CreateModel(
            name='ScormTrack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=200)),
                ('state', models.CharField(default='not_attempted', max_length=15)),
                ('score', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('data', models.JSONField(default=dict, help_text='The elements that the item set.')),
                ('seconds', models.PositiveIntegerField(default=0, help_text='of sittings that ended')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tracks', to='kind_scorm.scormattempt')),
            ],
            options={
                'ordering': ['attempt', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'item'), name='scorm_track_once')],
            },
        ),
        migrations.CreateModel(
            name='ScormSitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_commit_at', models.DateTimeField(null=True)),
                ('last_sequence', models.PositiveIntegerField(default=0)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('has_ended', models.BooleanField(default=False)),
                ('ignored', models.JSONField(default=list, help_text='What was left out, and why.')),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='kind_scorm.scormtrack')),
            ],
            options={
                'verbose_name': 'sitting at a package',
                'verbose_name_plural': 'sittings at packages',
                'ordering': ['track', 'pk'],
            },
        ),
    ]
