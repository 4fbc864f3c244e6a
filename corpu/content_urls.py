"""All that the content host answers: the runtime and files of uploaded packages."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url=settings.SITE_URL + "/")),
    path("scorm/", include("learning.kinds.scorm.content_urls")),
]
