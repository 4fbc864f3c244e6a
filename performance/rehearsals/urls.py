from django.urls import path

from performance.rehearsals.views import rehearsals

app_name = "rehearsals"
urlpatterns = [
    path("", rehearsals.rehearsals, name="rehearsals"),
    path("start/<slug:kind>/<int:pk>/", rehearsals.start, name="start"),
    path("<int:pk>/", rehearsals.rehearsal, name="rehearsal"),
    path("<int:pk>/progress/", rehearsals.progress, name="progress"),
    path("<int:pk>/people.<slug:kind>", rehearsals.table, name="table"),
]
