from django.urls import path

from performance.views import exemption, plan, standing, target

app_name = "performance"
urlpatterns = [
    path("standings/<int:pk>/", standing.standing, name="standing"),
    path("standings/<int:pk>/exempt/", exemption.exempt, name="exempt"),
    path(
        "standings/<int:pk>/end-exemption/",
        exemption.end_exemption,
        name="end_exemption",
    ),
    path("targets/", target.targets, name="targets"),
    path("targets/<int:pk>/", target.target, name="target"),
    path("targets/<int:pk>/publish/", target.publish, name="publish_target"),
    path("targets/<int:pk>/switch/", target.switch, name="switch_target"),
    path("targets/<int:pk>/end/", target.end, name="end_target"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<int:pk>/team/", plan.team_share, name="team_share"),
]
