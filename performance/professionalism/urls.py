from django.urls import path, re_path

from performance.professionalism.views import person, rule, unit

app_name = "professionalism"
urlpatterns = [
    path("", person.mine, name="mine"),
    path("people/<int:pk>/", person.person, name="person"),
    path("units/", unit.unit, name="unit"),
    re_path(r"^units/table\.(?P<kind>csv|xlsx)$", unit.table, name="table"),
    path("rules/", rule.rules, name="rules"),
    path("rules/<int:pk>/", rule.rule, name="rule"),
    path("rules/<int:pk>/publish/", rule.publish, name="publish_rule"),
]
