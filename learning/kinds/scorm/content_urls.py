"""What the content host answers for packages: the frame, and the files below it."""

from django.urls import path

from learning.kinds.scorm.views import content

urlpatterns = [
    path("<str:ticket>/run", content.run, name="scorm_run"),
    path("<str:ticket>/files/<path:name>", content.file, name="scorm_file"),
]
