from django.urls import path

from corpu.home.views import choices, me, start, style

app_name = "home"
urlpatterns = [
    path("", start.start, name="start"),
    path("me/", me.me, name="me"),
    path("choices/language/", choices.language, name="language"),
    path("choices/theme/", choices.theme, name="theme"),
    path("style/", style.style, name="style"),
]
