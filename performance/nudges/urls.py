from django.urls import path

from performance.nudges.views import plan

app_name = "nudges"
urlpatterns = [
    path("<int:pk>/", plan.plan, name="plan"),
    path("watched/", plan.watched, name="watched"),
]
