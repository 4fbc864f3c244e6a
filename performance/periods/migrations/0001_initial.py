import corpu.lib.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0004_rebuild_pieces'),
        ('people', '0002_education'),
        ('people', '__first__'),
        ('performance', '0006_figures_of_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('running', 'being closed'), ('closed', 'closed'), ('reopened', 'reopened'), ('withdrawn', 'withdrawn')], default='proposed', max_length=10, verbose_name='state')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('checklist', models.JSONField(default=dict)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('reopening_reason', models.TextField(blank=True, verbose_name='reason for reopening')),
                ('reopening_at', models.DateTimeField(null=True)),
                ('reopened_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopening_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(help_text='Empty means the whole installation.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'closing',
                'verbose_name_plural': 'closings',
                'ordering': ['-year', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'running', 'closed'])), fields=('unit', 'year'), name='closing_once_a_unit'), models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'running', 'closed']), ('unit', None)), fields=('year',), name='closing_once_for_all'), models.CheckConstraint(condition=models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), name='closing_by_two'), models.CheckConstraint(condition=models.Q(('reopened_by', models.F('reopening_by')), _negated=True), name='reopening_by_two')],
            },
        ),
        migrations.CreateModel(
            name='ClosingPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('first', models.PositiveBigIntegerField()),
                ('last', models.PositiveBigIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('done_at', models.DateTimeField(null=True)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('end', models.CharField(blank=True, max_length=64)),
                ('closing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='periods.closing')),
            ],
            options={
                'ordering': ['place'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('closing', 'place'), name='closing_piece_once')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('is_confirmed', models.BooleanField(default=True, help_text='Numbers that still have to be confirmed are shown with a mark.', verbose_name='confirmed')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('month', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='month of the next year')),
                ('day', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='day of the month')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'last day of closing',
                'verbose_name_plural': 'last days of closing',
                'ordering': ['-valid_from', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('day__range', (1, 31)), ('month__range', (1, 12))), name='deadline_is_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('piece', models.PositiveIntegerField()),
                ('place', models.PositiveIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('asked_year', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('staff_class', models.CharField(max_length=8)),
                ('required', corpu.lib.fields.JPField()),
                ('counted', corpu.lib.fields.JPField()),
                ('status', models.CharField(choices=[('met', 'met'), ('on_track', 'on track'), ('at_risk', 'at risk'), ('unmet', 'unmet'), ('exempt', 'exempt')], max_length=8)),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('chain', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=100)),
                ('key', models.CharField(max_length=16)),
                ('frozen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_record', models.PositiveBigIntegerField(default=0)),
                ('last_approval', models.PositiveBigIntegerField(default=0)),
                ('closing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='periods.closing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frozen_pages', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='performance.target')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'frozen page',
                'verbose_name_plural': 'frozen pages',
                'ordering': ['closing', 'piece', 'place'],
                'indexes': [models.Index(fields=['person', 'year'], name='periods_pag_person__3112c7_idx')],
                'constraints': [models.UniqueConstraint(fields=('closing', 'person', 'target', 'asked_year'), name='page_once'), models.UniqueConstraint(fields=('closing', 'piece', 'place'), name='page_in_its_place')],
            },
        ),
        migrations.CreateModel(
            name='Addendum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('fact', 'recorded later'), ('void', 'voided later'), ('approval', 'JP set later'), ('rule', 'counted again under another rule')], max_length=8)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('counted', corpu.lib.fields.JPField(null=True)),
                ('required', corpu.lib.fields.JPField(null=True)),
                ('status', models.CharField(blank=True, choices=[('met', 'met'), ('on_track', 'on track'), ('at_risk', 'at risk'), ('unmet', 'unmet'), ('exempt', 'exempt')], max_length=8)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.record')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addenda', to='periods.page')),
            ],
            options={
                'verbose_name': 'addendum',
                'verbose_name_plural': 'addenda',
                'ordering': ['page', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='addendum_once')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('root', models.CharField(max_length=64)),
                ('pages', models.PositiveIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('signature', models.CharField(max_length=100)),
                ('key', models.CharField(max_length=16)),
                ('sealed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='periods.closing')),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
            },
        ),
    ]
