import datetime
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('learning', '0001_initial'),
        ('people', '__first__'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClassEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('page_id', models.PositiveIntegerField(null=True, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('venue', models.CharField(blank=True, max_length=200, verbose_name='venue')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB (Western Indonesia)'), ('Asia/Makassar', 'WITA (Central Indonesia)'), ('Asia/Jayapura', 'WIT (Eastern Indonesia)')], default='Asia/Jakarta', max_length=20, verbose_name='time zone')),
                ('notes', models.TextField(blank=True, verbose_name='what to bring and know')),
                ('seats', models.PositiveIntegerField(verbose_name='seats')),
                ('seats_taken', models.PositiveIntegerField(default=0)),
                ('enrol_by', models.DateTimeField(null=True, verbose_name='book until')),
                ('starts_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('open', 'open'), ('cancelled', 'cancelled'), ('closed', 'closed')], default='open', max_length=10, verbose_name='state')),
                ('is_published', models.BooleanField(default=True)),
                ('cancelled_reason', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='class_events', to='learning.course')),
                ('instructors', models.ManyToManyField(blank=True, related_name='classes_taught', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'class',
                'verbose_name_plural': 'classes',
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['state', 'starts_at'], name='kind_class__state_e25fda_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('seats_taken__lte', models.F('seats'))), name='class_not_overbooked')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('booked', 'booked'), ('waiting', 'on the waiting list'), ('cancelled', 'cancelled'), ('refused', 'refused'), ('attended', 'attended'), ('no_show', 'did not come')], max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('settled_at', models.DateTimeField(help_text='When the attended class was credited to its lesson.', null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='learning.enrolment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='kind_class_event.classevent')),
            ],
            options={
                'verbose_name': 'booking',
                'verbose_name_plural': 'bookings',
                'ordering': ['asked_at', 'pk'],
                'indexes': [models.Index(fields=['event', 'state', 'asked_at'], name='kind_class__event_i_997817_idx'), models.Index(fields=['person', 'state'], name='kind_class__person__3d9e00_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['booked', 'waiting', 'attended', 'no_show'])), fields=('event', 'person'), name='booking_live_once')],
            },
        ),
        migrations.CreateModel(
            name='ClassEventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('venue', models.CharField(blank=True, help_text='Building and hall; leave empty for a class that is online only.', max_length=200, verbose_name='venue')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB (Western Indonesia)'), ('Asia/Makassar', 'WITA (Central Indonesia)'), ('Asia/Jayapura', 'WIT (Eastern Indonesia)')], default='Asia/Jakarta', help_text='The clock of the place; the hours below are in it.', max_length=20, verbose_name='time zone')),
                ('seats', models.PositiveIntegerField(default=30, verbose_name='seats')),
                ('enrol_by', models.DateTimeField(blank=True, help_text='Jakarta time (WIB). Empty: until the class begins.', null=True, verbose_name='book until')),
                ('notes', models.TextField(blank=True, max_length=1000, verbose_name='what to bring and know')),
                ('instructors', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='They mark the attendance.', related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='instructors')),
            ],
            options={
                'verbose_name': 'class',
                'verbose_name_plural': 'classes',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ClassSitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('day', models.DateField(verbose_name='day')),
                ('begins', models.TimeField(default=datetime.time(9, 0), verbose_name='from')),
                ('ends', models.TimeField(default=datetime.time(16, 0), verbose_name='until')),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='topic')),
                ('room', models.CharField(blank=True, max_length=100, verbose_name='room')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='kind_class_event.classeventpage')),
            ],
            options={
                'verbose_name': 'sitting',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page_key', models.PositiveIntegerField(null=True)),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='topic')),
                ('room', models.CharField(blank=True, max_length=100, verbose_name='room')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='kind_class_event.classevent')),
            ],
            options={
                'verbose_name': 'sitting',
                'verbose_name_plural': 'sittings',
                'ordering': ['starts_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='sitting_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_present', models.BooleanField(verbose_name='present')),
                ('marked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='kind_class_event.booking')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='kind_class_event.sitting')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'constraints': [models.UniqueConstraint(fields=('sitting', 'booking'), name='attendance_once')],
            },
        ),
    ]
