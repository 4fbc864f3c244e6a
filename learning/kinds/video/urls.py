from django.urls import path

app_name = "kind_video"
urlpatterns: list[path] = []
