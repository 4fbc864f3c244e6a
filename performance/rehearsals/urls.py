from django.urls import URLPattern

app_name = "rehearsals"
urlpatterns: list[URLPattern] = []
