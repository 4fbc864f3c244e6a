from django.urls import path

from learning.kinds.scorm.views import player

app_name = "kind_scorm"
urlpatterns = [
    path("<int:progress_id>/sit", player.sit, name="sit"),
    path("<int:progress_id>/again", player.again, name="again"),
    path("sittings/<uuid:public_id>/commit", player.commit, name="commit"),
]
