import corpu.lib.fields
import django.db.models.deletion
import django.utils.timezone
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
            name='Rehearsal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('fingerprint', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rehearsals', to='ledger.rate')),
                ('replaces', models.ForeignKey(help_text='The published target in whose place the draft comes.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='performance.target')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rehearsals', to='performance.target')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'rehearsal',
                'verbose_name_plural': 'rehearsals',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rate__isnull', False), ('target', None)), models.Q(('rate', None), ('target__isnull', False)), _connector='OR'), name='rehearsal_of_one_draft')],
            },
        ),
        migrations.CreateModel(
            name='RehearsalPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('first', models.PositiveBigIntegerField()),
                ('last', models.PositiveBigIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('done_at', models.DateTimeField(null=True)),
                ('rehearsal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='rehearsals.rehearsal')),
            ],
            options={
                'ordering': ['place'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('rehearsal', 'place'), name='rehearsal_piece_once')],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('staff_class', models.CharField(choices=[('pns', 'PNS'), ('cpns', 'CPNS'), ('pppk', 'PPPK')], max_length=8)),
                ('before_status', models.CharField(blank=True, choices=[('met', 'met'), ('on_track', 'on track'), ('at_risk', 'at risk'), ('unmet', 'unmet'), ('exempt', 'exempt')], max_length=8)),
                ('before_required', corpu.lib.fields.JPField(null=True)),
                ('before_counted', corpu.lib.fields.JPField(null=True)),
                ('after_status', models.CharField(blank=True, choices=[('met', 'met'), ('on_track', 'on track'), ('at_risk', 'at risk'), ('unmet', 'unmet'), ('exempt', 'exempt')], max_length=8)),
                ('after_required', corpu.lib.fields.JPField(null=True)),
                ('after_counted', corpu.lib.fields.JPField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rehearsal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to='rehearsals.rehearsal')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='performance.target')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'difference of a rehearsal',
                'verbose_name_plural': 'differences of rehearsals',
                'ordering': ['rehearsal', 'pk'],
                'indexes': [models.Index(fields=['rehearsal', 'before_status', 'after_status'], name='rehearsals__rehears_154cca_idx')],
                'constraints': [models.UniqueConstraint(fields=('rehearsal', 'person', 'target', 'before_status', 'after_status'), name='shift_once')],
            },
        ),
    ]
