from django.urls import path

app_name = "kind_file"
urlpatterns: list[path] = []
