from django.urls import path

from performance.allowance.views import formulas, mine, objections, office, runs

app_name = "allowance"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("lines/<int:pk>/", mine.line, name="line"),
    path("lines/<int:pk>/object/", mine.object_to, name="object"),
    path("objections/<uuid:public_id>/", objections.objection, name="objection"),
    path("objections/<uuid:public_id>/answer/", objections.decide, name="answer"),
    path("objections/<uuid:public_id>/withdraw/", objections.withdraw, name="withdraw"),
    path("objections/<uuid:public_id>/correct/", objections.correct, name="correct"),
    path("office/", office.office, name="office"),
    path("office/<int:pk>/", office.scheme, name="scheme"),
    path("office/<int:pk>/propose/", office.propose, name="propose_scheme"),
    path("office/<int:pk>/confirm/", office.confirm, name="confirm_scheme"),
    path("office/<int:pk>/off/", office.switch_off, name="switch_off"),
    path("office/<int:pk>/terms/", office.terms, name="terms"),
    path("office/<int:pk>/count/", runs.start, name="start"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/progress/", runs.progress, name="progress"),
    path("runs/<int:pk>/propose/", runs.propose, name="propose"),
    path("runs/<int:pk>/send-back/", runs.send_back, name="send_back"),
    path("runs/<int:pk>/lock/", runs.lock, name="lock"),
    path("runs/<int:pk>/look/", runs.look, name="look"),
    path("runs/<int:pk>/export/<str:kind>/", runs.export, name="export"),
    path("formulas/<int:pk>/", formulas.formula, name="formula"),
    path("formulas/<int:pk>/publish/", formulas.publish, name="publish_formula"),
    path("formulas/<int:pk>/copy/<int:unit>/", formulas.copy, name="copy_formula"),
]
