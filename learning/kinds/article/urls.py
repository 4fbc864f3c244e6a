from django.urls import path

app_name = "kind_article"
urlpatterns: list[path] = []
