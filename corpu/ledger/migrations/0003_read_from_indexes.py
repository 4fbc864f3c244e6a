import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_national_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='credit',
            name='ledger_cred_person__389a10_idx',
        ),
        migrations.RemoveIndex(
            model_name='record',
            name='record_certificate',
        ),
        migrations.RemoveIndex(
            model_name='recordday',
            name='ledger_reco_person__783649_idx',
        ),
        migrations.AlterField(
            model_name='credit',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='credits', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='credit',
            name='record',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='ledger.record'),
        ),
        migrations.AlterField(
            model_name='record',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='records', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='recordday',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='recordday',
            name='record',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='learning_days', to='ledger.record'),
        ),
        migrations.AddIndex(
            model_name='credit',
            index=models.Index(fields=['person', 'year'], include=('record', 'jp_claimed', 'jp_recognised', 'rate', 'reason'), name='credit_of_person'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('voids__isnull', True)), fields=['person', 'ended_on', 'started_on', 'id'], include=('form', 'scope', 'role', 'jp_stated', 'minutes', 'days', 'days_listed', 'sessions', 'semesters', 'certificate_key'), name='record_fact'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('certificate_key', ''), _negated=True), fields=['person', 'certificate_key', 'ended_on', 'started_on', 'id'], name='record_certificate'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('voids__isnull', False)), fields=['person', 'voids'], name='record_voids'),
        ),
        migrations.AddIndex(
            model_name='recordday',
            index=models.Index(fields=['person', 'record', 'day'], name='record_day_of_person'),
        ),
    ]
