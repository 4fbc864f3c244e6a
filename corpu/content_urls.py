"""All that the content host answers: the runtime and files of uploaded packages."""

from django.conf import settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView

urlpatterns = [
    path("", csrf_exempt(RedirectView.as_view(url=settings.SITE_URL + "/"))),
    path("scorm/", include("learning.kinds.scorm.content_urls")),
]
# The site's own error pages link to pages that are not here.
handler400 = handler403 = handler404 = "learning.kinds.scorm.views.content.not_found"
handler500 = "learning.kinds.scorm.views.content.broken"
