from django.urls import path

from coaching.views import desk, directory, log, mine, notes, register, session

app_name = "coaching"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("desk/", desk.desk, name="desk"),
    path("desk/log/", log.log, name="log"),
    path("desk/log/many/", log.log_many, name="log_many"),
    path("desk/log/worth/", log.worth, name="worth"),
    path("desk/log/sync/", log.sync, name="sync"),
    path("worker.js", log.worker, name="worker"),
    path("coaches/", directory.coaches, name="coaches"),
    path("coaches/<uuid:public_id>/", directory.coach, name="coach"),
    path("register/", register.register, name="register"),
    path("register/new/", register.entry, name="entry_new"),
    path("register/<uuid:public_id>/", register.entry, name="entry"),
    path("register/<uuid:public_id>/remove/", register.remove, name="remove"),
    path("steps/<int:pk>/", mine.check_step, name="check_step"),
    path("sessions/<uuid:public_id>/", session.session, name="session"),
    path("sessions/<uuid:public_id>/confirm/", session.confirm, name="confirm"),
    path("sessions/<uuid:public_id>/undo/", session.undo, name="undo"),
    path("sessions/<uuid:public_id>/dispute/", session.dispute, name="dispute"),
    path("sessions/<uuid:public_id>/correct/", session.correct, name="correct"),
    path("sessions/<uuid:public_id>/withdraw/", session.withdraw, name="withdraw"),
    path("confirm/<str:token>/", session.letter, name="letter"),
    path("notes/<uuid:public_id>/", notes.note, name="note"),
    path("notes/<uuid:public_id>/delete/", notes.delete_note, name="delete_note"),
    path("<uuid:public_id>/notes/", notes.notes, name="notes"),
    path("<uuid:public_id>/notes/export/", notes.export_notes, name="export_notes"),
    path("<uuid:public_id>/notes/delete/", notes.delete_notes, name="delete_notes"),
    path("<uuid:public_id>/", mine.engagement, name="engagement"),
    path("<uuid:public_id>/answer/", desk.answer, name="answer"),
    path("<uuid:public_id>/meeting/", mine.plan_meeting, name="plan_meeting"),
    path("<uuid:public_id>/end/", mine.end_engagement, name="end"),
]
