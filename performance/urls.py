from django.urls import path

from performance.views import (
    exemption,
    impossible,
    petition,
    rule_end,
    shares,
    standing,
    target,
)

app_name = "performance"
urlpatterns = [
    path("standings/<int:pk>/", standing.standing, name="standing"),
    path("standings/<int:pk>/exempt/", exemption.exempt, name="exempt"),
    path(
        "standings/<int:pk>/end-exemption/",
        exemption.end_exemption,
        name="end_exemption",
    ),
    path("standings/<int:pk>/ask/", petition.ask, name="ask"),
    path("standings/<int:pk>/repair/", impossible.repair, name="repair"),
    path("adjustments/<int:pk>/undo/", impossible.undo, name="undo_adjustment"),
    path("impossible/", impossible.impossible, name="impossible"),
    path("requests/", petition.petitions, name="petitions"),
    path("requests/<uuid:public_id>/", petition.petition, name="petition"),
    path("requests/<uuid:public_id>/answer/", petition.answer, name="answer_petition"),
    path(
        "requests/<uuid:public_id>/withdraw/",
        petition.withdraw,
        name="withdraw_petition",
    ),
    path("shares/", shares.shares, name="shares"),
    path("rules/<str:kind>/<int:pk>/end/", rule_end.rule_end, name="rule_end"),
    path("rules/<str:kind>/<int:pk>/propose/", rule_end.propose, name="propose_end"),
    path("rule-changes/<int:pk>/", rule_end.answer, name="answer_end"),
    path("targets/", target.targets, name="targets"),
    path("targets/<int:pk>/", target.target, name="target"),
    path("targets/<int:pk>/publish/", target.publish, name="publish_target"),
    path("targets/<int:pk>/propose/", target.propose_change, name="propose_change"),
    path("target-changes/<int:pk>/", target.answer_change, name="answer_change"),
]
