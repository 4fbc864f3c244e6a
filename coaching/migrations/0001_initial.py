import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('people', '__first__'),
        ('skills', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('name_id', models.CharField(max_length=80, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Coach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('is_mentor', models.BooleanField(default=False, verbose_name='also a mentor')),
                ('about', models.TextField(help_text='Experience and way of working, in a few sentences.', max_length=600, verbose_name='about')),
                ('capacity', models.PositiveSmallIntegerField(default=5, verbose_name='people at a time')),
                ('is_active', models.BooleanField(default=True, verbose_name='on the register')),
                ('activity', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coach', to='ledger.activity')),
                ('competences', models.ManyToManyField(blank=True, related_name='coaches', to='skills.competence', verbose_name='competences')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='coach', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'coach',
                'verbose_name_plural': 'coaches',
                'ordering': ['person__name'],
            },
        ),
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('purpose', models.CharField(max_length=300, verbose_name='purpose')),
                ('state', models.CharField(choices=[('requested', 'waiting for the coach'), ('active', 'active'), ('declined', 'declined'), ('expired', 'not answered in time'), ('ended', 'ended')], max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer_by', models.DateTimeField()),
                ('answer_reason', models.CharField(blank=True, max_length=300)),
                ('started_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('next_meeting_at', models.DateTimeField(blank=True, null=True, verbose_name='next meeting')),
                ('coach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='coaching.coach')),
                ('coachee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='ledger.learningform', verbose_name='form')),
            ],
            options={
                'verbose_name': 'engagement',
                'verbose_name_plural': 'engagements',
                'ordering': ['-asked_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'active'])), fields=('coach', 'coachee', 'form'), name='engagement_live_once')],
            },
        ),
        migrations.CreateModel(
            name='NextStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='next step')),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(null=True)),
                ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='coaching.engagement')),
            ],
            options={
                'verbose_name': 'next step',
                'verbose_name_plural': 'next steps',
                'ordering': ['done_at', '-agreed_at'],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.UUIDField(unique=True)),
                ('started_at', models.DateTimeField(verbose_name='when')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('state', models.CharField(choices=[('logged', 'waiting for confirmation'), ('confirmed', 'confirmed'), ('disputed', 'disputed'), ('withdrawn', 'withdrawn'), ('lapsed', 'lapsed without confirmation')], default='logged', max_length=10)),
                ('logged_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('dispute_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('coach_record', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coaching_given', to='ledger.record')),
                ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='coaching.engagement')),
                ('record', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coaching_session', to='ledger.record')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='coaching.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['-started_at'],
                'indexes': [models.Index(fields=['state', 'logged_at'], name='coaching_se_state_ee9bde_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('minutes__lte', 480)), name='session_within_a_day')],
            },
        ),
    ]
