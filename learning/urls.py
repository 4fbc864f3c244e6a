from django.urls import path

from learning.views import agency, catalogue, course, my, player

app_name = "learning"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("my/", my.my, name="my"),
    path("agencies/<slug:code>/", catalogue.provider, name="provider"),
    path("courses/<slug:slug>/", course.course, name="course"),
    path("courses/<slug:slug>/enrol/", course.enrol, name="enrol"),
    path("enrolments/<uuid:public_id>/", player.player, name="player"),
    path("enrolments/<uuid:public_id>/withdraw/", course.withdraw, name="withdraw"),
    path("enrolments/<uuid:public_id>/finished/", player.finished, name="finished"),
    path("enrolments/<uuid:public_id>/lessons/<uuid:key>/", player.lesson, name="lesson"),
    path(
        "enrolments/<uuid:public_id>/lessons/<uuid:key>/done/", player.done, name="done"
    ),
    path(
        "enrolments/<uuid:public_id>/lessons/<uuid:key>/beat/", player.beat, name="beat"
    ),
    path(
        "enrolments/<uuid:public_id>/lessons/<uuid:key>/files/<slug:name>/",
        player.file,
        name="file",
    ),
    path("agency/", agency.agency, name="agency"),
    path("agency/courses/<slug:slug>/", agency.participants, name="participants"),
    path(
        "agency/courses/<slug:slug>/participants.csv",
        agency.participants_csv,
        name="participants_csv",
    ),
    path("agency/courses/<slug:slug>/withdraw/", agency.withdraw, name="withdraw_course"),
]
