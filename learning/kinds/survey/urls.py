from django.urls import path

from learning.kinds.survey import views

app_name = "kind_survey"
urlpatterns = [
    path("<int:progress_id>/answer", views.answer, name="answer"),
    path("results/<uuid:key>/", views.results, name="results"),
]
