from django.urls import path

app_name = "kind_scorm"
urlpatterns: list[path] = []
