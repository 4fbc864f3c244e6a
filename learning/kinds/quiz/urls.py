from django.urls import path

from learning.kinds.quiz import views

app_name = "kind_quiz"
urlpatterns = [
    path("<int:progress_id>/begin", views.begin, name="begin"),
    path("attempts/<uuid:public_id>/save", views.save, name="save"),
    path("attempts/<uuid:public_id>/submit", views.submit, name="submit"),
]
