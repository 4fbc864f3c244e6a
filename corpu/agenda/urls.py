from django.urls import path

app_name = "agenda"
urlpatterns: list[path] = []
