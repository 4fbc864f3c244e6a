from django.urls import path

from learning.kinds.assignment.views import marking, own

app_name = "kind_assignment"
urlpatterns = [
    path("<int:progress_id>/save", own.save, name="save"),
    path("<int:progress_id>/hand-in", own.hand_in, name="hand_in"),
    path("work/<uuid:public_id>/file", own.file, name="file"),
    path("work/<uuid:public_id>/", marking.mark, name="mark"),
    path("marking/<uuid:key>/", marking.waiting, name="waiting"),
]
