from django.urls import path

from learning.paths.views import agency, paths

app_name = "paths"
urlpatterns = [
    path("", paths.paths, name="paths"),
    path("mine/<uuid:public_id>/", paths.member, name="member"),
    path("mine/<uuid:public_id>/leave/", paths.leave, name="leave"),
    path("mine/<uuid:public_id>/<uuid:key>/take/", paths.take, name="take"),
    path("mine/<uuid:public_id>/<uuid:key>/hand-in/", paths.hand_in, name="hand_in"),
    path("milestones/<int:pk>/", paths.answer, name="answer"),
    path("mentoring/", agency.mentoring, name="mentoring"),
    path("cohorts/<uuid:key>/", agency.cohort, name="cohort"),
    path("cohorts/<uuid:key>/mentors/", agency.mentors, name="mentors"),
    path("cohorts/<uuid:key>/members.csv", agency.members_csv, name="members_csv"),
    path("agency/", agency.agency, name="agency"),
    path("<slug:slug>/", paths.path, name="path"),
    path("<slug:slug>/join/", paths.join, name="join"),
]
