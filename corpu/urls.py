"""Every URL of the site. The content host has its own (`content_urls.py`)."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.documents import urls as wagtail_document_urls

from corpu.api import api
from corpu.home.views import health
from corpu.pages.views import editor

# Pictures alone: documents are handed out by Wagtail, which asks who wants them. In
# production the proxy serves them (docs/operator.md).
uploaded_pictures = [
    re_path(
        r"^media/(?P<path>(?:images|original_images)/.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
        name="picture",
    )
]

# Every kind of lesson that has addresses, below lessons/<kind>/; classes are known by a
# shorter one.
SHORTER = {"learning.kinds.class_event": "classes/"}
lesson_kinds = [
    path(
        SHORTER.get(kind, f"lessons/{kind.rpartition('.')[2]}/"), include(f"{kind}.urls")
    )
    for kind in settings.LESSON_KINDS
    if find_spec(f"{kind}.urls")
]

urlpatterns = [
    path("", include("corpu.home.urls")),
    path("health/", health.page, name="health"),
    path("people/", include("corpu.people.urls")),
    path("records/", include("corpu.ledger.urls")),
    path("notices/", include("corpu.notices.urls")),
    path("agenda/", include("corpu.agenda.urls")),
    path("help/", include("corpu.pages.urls")),
    path("learning/", include("learning.urls")),
    path("certificates/", include("learning.credentials.urls")),
    path("learning/searches/", include("learning.finding.urls")),
    path("learning/paths/", include("learning.paths.urls")),
    path("learning/questions/", include("learning.questions.urls")),
    path("learning/afterwards/", include("learning.evaluation.urls")),
    *lesson_kinds,
    path("performance/", include("performance.urls")),
    path("performance/plans/", include("performance.plans.urls")),
    path("performance/development/", include("performance.development.urls")),
    path("performance/careers/", include("performance.careers.urls")),
    path("performance/professionalism/", include("performance.professionalism.urls")),
    path("performance/allowance/", include("performance.allowance.urls")),
    path("performance/recognition/", include("performance.recognition.urls")),
    path("performance/rehearsals/", include("performance.rehearsals.urls")),
    path("performance/periods/", include("performance.periods.urls")),
    path("performance/nudges/", include("performance.nudges.urls")),
    path("coaching/", include("coaching.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    # One door for all, with the second step of sign-in: the editor's own is closed.
    path("cms/login/", editor.door),
    path("cms/", include(wagtail_admin_urls)),
    path("documents/", include(wagtail_document_urls)),
    *uploaded_pictures,
    path("pages/", include(wagtail_urls)),
]
