from django.urls import path

from learning.kinds.class_event.views import (
    absences,
    attendance,
    codes,
    event,
    results,
    seats,
    staff,
    sync,
)

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
    path("<uuid:public_id>/call-off/", staff.call_off, name="call_off"),
    path(
        "<uuid:public_id>/participants.<slug:kind>",
        staff.participants_file,
        name="participants_file",
    ),
    path("worker.js", sync.worker, name="worker"),
    path("<uuid:public_id>/sync/", sync.sync, name="sync"),
    path("<uuid:public_id>/accept/", seats.accept, name="accept"),
    path("<uuid:public_id>/adjustments/", seats.adjustments, name="adjustments"),
    path("<uuid:public_id>/reserve/", seats.reserve, name="reserve"),
    path("reservations/<uuid:public_id>/", seats.reservation, name="reservation"),
    path("reservations/<uuid:public_id>/release/", seats.release, name="release"),
    path("<uuid:public_id>/wall/", codes.wall, name="wall"),
    path("<uuid:public_id>/wall/code/", codes.wall_code, name="wall_code"),
    path("here/<str:token>/", codes.here, name="here"),
    path("<uuid:public_id>/materials/<int:number>/", event.material, name="material"),
    path("<uuid:public_id>/results/", results.results, name="results"),
    path(
        "<uuid:public_id>/results/template.xlsx",
        results.results_template,
        name="results_template",
    ),
    path("results/<uuid:public_id>/", results.results_run, name="results_run"),
    path(
        "results/<uuid:public_id>/apply/", results.results_confirm, name="results_confirm"
    ),
    path(
        "results/<uuid:public_id>/discard/",
        results.results_cancel,
        name="results_cancel",
    ),
    path("bookings/<uuid:public_id>/absence/", absences.note, name="absence"),
    path("bookings/<uuid:public_id>/appeal/", absences.appeal, name="appeal"),
    path("bookings/<uuid:public_id>/answer/", absences.answer, name="appeal_answer"),
    path("bookings/<uuid:public_id>/refuse/", staff.refuse, name="refuse"),
]
