from django.urls import path, re_path

from corpu.home.views import (
    audit,
    choices,
    decisions,
    hours,
    matrix,
    me,
    start,
    style,
    team,
    unit,
    year,
)

app_name = "home"
urlpatterns = [
    path("", start.start, name="start"),
    path("me/", me.me, name="me"),
    path("me/year/", year.mine, name="year"),
    path("team/people/<int:pk>/", me.person, name="person"),
    path("team/people/<int:pk>/year/", year.of_person, name="person_year"),
    path("team/", team.team, name="team"),
    path("team/matrix/", matrix.matrix, name="matrix"),
    re_path(
        r"^team/matrix\.(?P<kind>csv|xlsx)$", matrix.matrix_table, name="matrix_table"
    ),
    re_path(r"^team/table\.(?P<kind>csv|xlsx)$", team.team_table, name="team_table"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("units/", unit.unit, name="unit"),
    path("units/tree/", unit.tree, name="tree"),
    path("units/hours/", hours.hours, name="hours"),
    re_path(
        r"^units/(?P<what>units|forms|people)\.(?P<kind>csv|xlsx)$",
        unit.unit_table,
        name="unit_table",
    ),
    path("audit/", audit.audit, name="audit"),
    path("choices/language/", choices.language, name="language"),
    path("choices/theme/", choices.theme, name="theme"),
    path("favicon.ico", start.favicon),
    path("demo/", start.roles, name="roles"),
    path("demo/sign-in/", start.demo_sign_in, name="demo_sign_in"),
    path("style/", style.style, name="style"),
]
