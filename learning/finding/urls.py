from django.urls import path

from learning.finding.views import saved

app_name = "finding"
urlpatterns = [
    path("save/", saved.save, name="save"),
    path("<int:pk>/forget/", saved.forget, name="forget"),
]
