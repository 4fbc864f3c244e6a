from django.urls import path

from coaching.views import desk, directory, mine, register

app_name = "coaching"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("desk/", desk.desk, name="desk"),
    path("desk/log/", desk.log, name="log"),
    path("coaches/", directory.coaches, name="coaches"),
    path("coaches/<uuid:public_id>/", directory.coach, name="coach"),
    path("register/", register.register, name="register"),
    path("register/new/", register.entry, name="entry_new"),
    path("register/<uuid:public_id>/", register.entry, name="entry"),
    path("register/<uuid:public_id>/remove/", register.remove, name="remove"),
    path("steps/<int:pk>/", mine.check_step, name="check_step"),
    path("sessions/<uuid:public_id>/", mine.session, name="session"),
    path("sessions/<uuid:public_id>/confirm/", mine.confirm, name="confirm"),
    path("sessions/<uuid:public_id>/undo/", mine.undo, name="undo"),
    path("sessions/<uuid:public_id>/dispute/", mine.dispute, name="dispute"),
    path("sessions/<uuid:public_id>/withdraw/", desk.withdraw, name="withdraw"),
    path("<uuid:public_id>/", mine.engagement, name="engagement"),
    path("<uuid:public_id>/answer/", desk.answer, name="answer"),
    path("<uuid:public_id>/meeting/", mine.plan_meeting, name="plan_meeting"),
    path("<uuid:public_id>/end/", mine.end_engagement, name="end"),
]
