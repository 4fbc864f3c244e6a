from django.urls import path

from corpu.notices.views import notices, settings

app_name = "notices"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("read/", notices.read_all, name="read_all"),
    path("settings/", settings.settings, name="settings"),
    path("<int:pk>/", notices.open_notice, name="open"),
]
