from django.urls import path

from learning.kinds.class_event.views import attendance, event, staff

app_name = "kind_class_event"
urlpatterns = [
    path("", staff.taught, name="taught"),
    path("<uuid:public_id>/", event.event, name="event"),
    path("<uuid:public_id>/book/", event.book, name="book"),
    path("<uuid:public_id>/cancel/", event.cancel, name="cancel"),
    path("<uuid:public_id>/class.ics", event.calendar, name="calendar"),
    path("<uuid:public_id>/attendance/", attendance.attendance, name="attendance"),
    path("<uuid:public_id>/close/", attendance.close, name="close"),
    path("<uuid:public_id>/participants/", staff.participants, name="participants"),
    path(
        "<uuid:public_id>/participants.csv",
        staff.participants_csv,
        name="participants_csv",
    ),
    path("<uuid:public_id>/call-off/", staff.call_off, name="call_off"),
    path("bookings/<uuid:public_id>/refuse/", staff.refuse, name="refuse"),
]
