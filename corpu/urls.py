"""Every URL of the site. The content host has its own (`content_urls.py`)."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.documents import urls as wagtail_document_urls

from corpu.api import api

urlpatterns = [
    path("", include("corpu.home.urls")),
    path("people/", include("corpu.people.urls")),
    path("records/", include("corpu.ledger.urls")),
    path("notices/", include("corpu.notices.urls")),
    path("agenda/", include("corpu.agenda.urls")),
    path("pages/", include("corpu.pages.urls")),
    path("learning/", include("learning.urls")),
    path("certificates/", include("learning.credentials.urls")),
    path("lessons/article/", include("learning.kinds.article.urls")),
    path("lessons/video/", include("learning.kinds.video.urls")),
    path("lessons/file/", include("learning.kinds.file.urls")),
    path("lessons/quiz/", include("learning.kinds.quiz.urls")),
    path("lessons/scorm/", include("learning.kinds.scorm.urls")),
    path("classes/", include("learning.kinds.class_event.urls")),
    path("performance/", include("performance.urls")),
    path("coaching/", include("coaching.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("cms/", include(wagtail_admin_urls)),
    path("documents/", include(wagtail_document_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("pages/", include(wagtail_urls)),
]
