from django.urls import URLPattern

app_name = "professionalism"
urlpatterns: list[URLPattern] = []
