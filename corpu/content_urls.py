"""All that the content host answers: the runtime and files of uploaded packages."""

from django.urls import include, path

urlpatterns = [path("scorm/", include("learning.kinds.scorm.content_urls"))]
