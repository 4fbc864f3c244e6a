from django.urls import path

from learning.kinds.quiz.views import attempts, marking

app_name = "kind_quiz"
urlpatterns = [
    path("<int:progress_id>/begin", attempts.begin, name="begin"),
    path("attempts/<uuid:public_id>/save", attempts.save, name="save"),
    path("attempts/<uuid:public_id>/submit", attempts.submit, name="submit"),
    path("marking/<uuid:key>/", marking.waiting, name="waiting"),
    path("attempts/<uuid:public_id>/mark", marking.mark, name="mark"),
]
