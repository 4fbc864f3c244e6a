import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0002_assigned_courses'),
        ('ledger', '0004_rebuild_pieces'),
        ('people', '0003_import_moves'),
        ('people', '__first__'),
        ('skills', '0005_national_standards'),
    ]

    operations = [
        migrations.CreateModel(
            name='DemandCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('origin', models.CharField(choices=[('search', 'searches that found nothing'), ('request', 'request of a unit leader'), ('gap', 'unmet needs')], max_length=10, verbose_name='origin')),
                ('key', models.CharField(max_length=150)),
                ('title', models.CharField(max_length=200, verbose_name='what is needed')),
                ('detail', models.TextField(blank=True, verbose_name='what for')),
                ('wanted_by', models.DateField(blank=True, null=True, verbose_name='needed by')),
                ('state', models.CharField(choices=[('open', 'open'), ('claimed', 'claimed'), ('answered', 'answered'), ('closed', 'closed')], default='open', max_length=10, verbose_name='state')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('proposed_on', models.DateField(blank=True, null=True, verbose_name='proposed date')),
                ('answered_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='skills.competence')),
                ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='demand_cards', to='learning.course')),
                ('form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='ledger.learningform')),
                ('provider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='demand_cards', to='people.provider')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.record')),
                ('unit', models.ForeignKey(blank=True, help_text='The institution or unit in which it is needed; empty: anywhere.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'card of demand',
                'verbose_name_plural': 'cards of demand',
                'ordering': ['opened_at', 'pk'],
                'indexes': [models.Index(fields=['state', 'opened_at'], name='learning_de_state_c99d79_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('key',), name='demand_going_once'), models.CheckConstraint(condition=models.Q(models.Q(('record__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('record', None)), _connector='OR'), name='demand_closed_by_a_record'), models.CheckConstraint(condition=models.Q(models.Q(('provider', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('provider__isnull', False)), _connector='OR'), name='demand_claimed_by_an_agency')],
            },
        ),
        migrations.CreateModel(
            name='DemandAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='demands', to=settings.AUTH_USER_MODEL)),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='learning.demandcard')),
            ],
            options={
                'verbose_name': 'asked for',
                'verbose_name_plural': 'asked for',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('card', 'person'), name='demand_ask_once')],
            },
        ),
        migrations.CreateModel(
            name='FailedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100)),
                ('text', models.CharField(max_length=100, verbose_name='searched for')),
                ('searched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='failed_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'search without a result',
                'verbose_name_plural': 'searches without a result',
                'constraints': [models.UniqueConstraint(fields=('key', 'person'), name='failed_search_once')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(help_text='When a date was announced.', null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='learning.course')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'interest',
                'verbose_name_plural': 'interests',
                'ordering': ['since', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('course', 'person'), name='interest_once')],
            },
        ),
    ]
