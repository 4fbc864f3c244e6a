import corpu.lib.fields
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0002_national_rules'),
        ('people', '0002_education'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reached',
            fields=[
                ('name', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('last', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'place of a sweep',
                'verbose_name_plural': 'places of sweeps',
            },
        ),
        migrations.CreateModel(
            name='IndexRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('is_confirmed', models.BooleanField(default=True, help_text='Numbers that still have to be confirmed are shown with a mark.', verbose_name='confirmed')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('name_id', models.CharField(max_length=150, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=150, verbose_name='name in English')),
                ('qualification', corpu.lib.fields.JPField(default=Decimal('25'), verbose_name='qualification: at most')),
                ('competence', corpu.lib.fields.JPField(default=Decimal('40'), verbose_name='competence: at most')),
                ('performance', corpu.lib.fields.JPField(default=Decimal('30'), verbose_name='performance: at most')),
                ('discipline', corpu.lib.fields.JPField(default=Decimal('5'), verbose_name='discipline: at most')),
                ('uses_predicates', models.BooleanField(default=False, verbose_name='predicates stand in for a missing score of performance')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'rule of the professionalism index',
                'verbose_name_plural': 'rules of the professionalism index',
                'ordering': ['-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='index_rule_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Index',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('post_kind', models.CharField(choices=[('structural', 'structural'), ('functional', 'functional'), ('executor', 'executor')], max_length=12)),
                ('qualification', corpu.lib.fields.JPField(null=True)),
                ('competence', corpu.lib.fields.JPField()),
                ('performance', corpu.lib.fields.JPField(null=True)),
                ('discipline', corpu.lib.fields.JPField(null=True)),
                ('total', corpu.lib.fields.JPField()),
                ('category', models.CharField(choices=[('very_high', 'very high'), ('high', 'high'), ('middle', 'middle'), ('low', 'low'), ('very_low', 'very low')], max_length=9)),
                ('is_complete', models.BooleanField()),
                ('counted_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='professionalism', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='professionalism.indexrule')),
            ],
            options={
                'verbose_name': 'professionalism index',
                'verbose_name_plural': 'professionalism indices',
                'indexes': [models.Index(fields=['year', 'unit', 'category'], name='professiona_year_e36177_idx'), models.Index(fields=['year', 'total'], name='professiona_year_9d9be4_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'year'), name='index_once')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_kind', models.CharField(choices=[('structural', 'structural'), ('functional', 'functional'), ('executor', 'executor')], max_length=12, verbose_name='kind of post')),
                ('name_id', models.CharField(max_length=120, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=120, verbose_name='name in English')),
                ('points', corpu.lib.fields.JPField(verbose_name='points')),
                ('min_jp', corpu.lib.fields.JPField(blank=True, help_text='Empty: one item is enough.', null=True, verbose_name='JP at least')),
                ('years', models.PositiveSmallIntegerField(blank=True, help_text='Calendar years up to that of the index; empty means ever.', null=True, verbose_name='of the last years')),
                ('is_partial', models.BooleanField(default=False, verbose_name='gives a share for fewer JP')),
                ('forms', modelcluster.fields.ParentalManyToManyField(related_name='+', to='ledger.learningform', verbose_name='forms of learning')),
                ('given_to', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='For example doctors and teachers, for functional training.', related_name='+', to='people.post', verbose_name='posts that have it by their profession')),
                ('rule', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='professionalism.indexrule')),
            ],
            options={
                'verbose_name': 'part of the competence dimension',
                'verbose_name_plural': 'parts of the competence dimension',
                'ordering': ['post_kind', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scale', models.CharField(choices=[('qualification', 'qualification'), ('performance', 'score of performance'), ('predicate', 'predicate of performance'), ('discipline', 'discipline'), ('category', 'category of the index')], max_length=13, verbose_name='scale')),
                ('code', models.CharField(blank=True, choices=[('qualification', [('1', 'below senior secondary school'), ('2', 'senior secondary school, D-1 or D-2'), ('3', 'D-3'), ('4', 'S-1 or D-4'), ('5', 'S-2'), ('6', 'S-3')]), ('predicate of performance', [('very_good', 'very good'), ('good', 'good'), ('needs_improvement', 'needs improvement'), ('poor', 'poor'), ('very_poor', 'very poor')]), ('discipline', [('none', 'none'), ('light', 'light'), ('medium', 'medium'), ('heavy', 'heavy')]), ('category of the index', [('very_high', 'very high'), ('high', 'high'), ('middle', 'middle'), ('low', 'low'), ('very_low', 'very low')])], max_length=18, verbose_name='what it is for')),
                ('above', corpu.lib.fields.JPField(blank=True, help_text='For scores and categories; empty takes the rest.', null=True, verbose_name='above')),
                ('points', corpu.lib.fields.JPField(blank=True, null=True, verbose_name='points')),
                ('rule', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='professionalism.indexrule')),
            ],
            options={
                'verbose_name': 'step of a scale',
                'verbose_name_plural': 'steps of scales',
                'ordering': ['scale', '-points', '-above'],
            },
        ),
        migrations.CreateModel(
            name='Imported',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year of the index')),
                ('score', corpu.lib.fields.JPField(null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='score of performance')),
                ('sanction', models.CharField(blank=True, choices=[('none', 'none'), ('light', 'light'), ('medium', 'medium'), ('heavy', 'heavy')], max_length=6, verbose_name='sanction')),
                ('loaded_at', models.DateTimeField(auto_now=True)),
                ('loaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='index_facts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'imported dimension',
                'verbose_name_plural': 'imported dimensions',
                'constraints': [models.UniqueConstraint(fields=('person', 'year'), name='imported_once')],
            },
        ),
    ]
