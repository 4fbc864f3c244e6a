from django.urls import path

from performance.views import exemption, plan, standing

app_name = "performance"
urlpatterns = [
    path("standings/<int:pk>/", standing.standing, name="standing"),
    path("standings/<int:pk>/exempt/", exemption.exempt, name="exempt"),
    path(
        "standings/<int:pk>/end-exemption/",
        exemption.end_exemption,
        name="end_exemption",
    ),
    path("plan/", plan.plan, name="plan"),
    path("plan/<int:pk>/team/", plan.team_share, name="team_share"),
]
