from django.urls import path

from performance.development.views import (
    aims,
    assessing,
    demand,
    dialogue,
    lines,
    person,
    sheets,
    standards,
    team,
    units,
)

app_name = "development"
urlpatterns = [
    path("", person.mine, name="mine"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/assess/", assessing.assess, name="assess"),
    path(
        "people/<int:pk>/competences/<slug:code>/",
        assessing.competence,
        name="competence",
    ),
    path("people/<int:pk>/lines/new/", lines.new, name="line_new"),
    path("people/<int:pk>/propose/", dialogue.propose, name="propose"),
    path("people/<int:pk>/comment/", dialogue.comment, name="comment"),
    path("people/<int:pk>/gaps/new/", aims.gap_new, name="gap_new"),
    path("gaps/<int:pk>/close/", aims.gap_close, name="gap_close"),
    path("aim/", aims.aim, name="aim"),
    path("lines/<uuid:public_id>/change/", lines.change, name="line_change"),
    path("lines/<uuid:public_id>/remove/", lines.remove, name="line_remove"),
    path("lines/<uuid:public_id>/keep/", lines.keep, name="line_keep"),
    path("plans/<uuid:public_id>/decide/", dialogue.decide, name="decide"),
    path("team/", team.team, name="team"),
    path("unit/", units.unit, name="unit"),
    path("unit/lines/", units.lines, name="lines"),
    path("unit/table/<str:what>.<str:kind>", units.table, name="table"),
    path("unit/<int:pk>/approve/", sheets.approve_unit, name="approve_unit"),
    path("unit/<int:pk>/propose/", sheets.propose, name="propose_agency"),
    path("unit/<int:pk>/budget/", sheets.budget, name="budget"),
    path("sheets/<int:pk>/approve/", sheets.approve, name="approve_agency"),
    path("sheets/<int:pk>/withdraw/", sheets.withdraw, name="withdraw_agency"),
    path("agency/", units.agency, name="agency"),
    path("demand/", demand.demand, name="demand"),
    path("standards/", standards.standards, name="standards"),
    path("standards/publish/", standards.publish, name="publish_standards"),
    path("standards/<int:pk>/drop/", standards.drop, name="drop_standard"),
    path("rules/<str:kind>/<int:pk>/", standards.rule, name="rule"),
    path(
        "rules/<str:kind>/<int:pk>/publish/", standards.publish_rule, name="publish_rule"
    ),
]
