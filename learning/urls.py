from django.urls import path

from learning.views import (
    agency,
    catalogue,
    check,
    course,
    demand,
    evidence,
    evidence_decisions,
    my,
    player,
)

app_name = "learning"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("my/", my.my, name="my"),
    path("agencies/<slug:code>/", catalogue.provider, name="provider"),
    path("courses/<slug:slug>/", course.course, name="course"),
    path("courses/<slug:slug>/enrol/", course.enrol, name="enrol"),
    path("courses/<slug:slug>/interest/", course.interest, name="interest"),
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
        "enrolments/<uuid:public_id>/lessons/<uuid:key>/check/", check.check, name="check"
    ),
    path(
        "enrolments/<uuid:public_id>/lessons/<uuid:key>/files/<slug:name>/",
        player.file,
        name="file",
    ),
    path("agency/", agency.agency, name="agency"),
    path("demand/", demand.demand, name="demand"),
    path("demand/ask/", demand.ask, name="ask"),
    path("demand/gap/", demand.claim_gap, name="demand_gap"),
    path("demand/<uuid:public_id>/", demand.card, name="demand_card"),
    path("demand/<uuid:public_id>/claim/", demand.claim, name="demand_claim"),
    path("demand/<uuid:public_id>/back/", demand.give_back, name="demand_back"),
    path("demand/<uuid:public_id>/answer/", demand.answer, name="demand_answer"),
    path("agency/courses/<slug:slug>/", agency.participants, name="participants"),
    path(
        "agency/courses/<slug:slug>/participants.csv",
        agency.participants_csv,
        name="participants_csv",
    ),
    path("agency/courses/<slug:slug>/invite/", agency.invite, name="invite"),
    path("agency/courses/<slug:slug>/withdraw/", agency.withdraw, name="withdraw_course"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/new/", evidence.write, name="evidence_new"),
    path("evidence/waiting/", evidence_decisions.waiting, name="evidence_waiting"),
    path("evidence/<uuid:public_id>/", evidence.item, name="evidence_item"),
    path("evidence/<uuid:public_id>/edit/", evidence.write, name="evidence_edit"),
    path("evidence/<uuid:public_id>/attach/", evidence.attach, name="evidence_attach"),
    path("evidence/<uuid:public_id>/file/", evidence.file, name="evidence_file"),
    path("evidence/<uuid:public_id>/send/", evidence.send, name="evidence_send"),
    path(
        "evidence/<uuid:public_id>/withdraw/",
        evidence.withdraw,
        name="evidence_withdraw",
    ),
    path("evidence/<uuid:public_id>/reopen/", evidence.reopen, name="evidence_reopen"),
    path(
        "evidence/<uuid:public_id>/decide/",
        evidence_decisions.decide,
        name="evidence_decide",
    ),
    path(
        "evidence/<uuid:public_id>/void/", evidence_decisions.void, name="evidence_void"
    ),
]
