from django.urls import path

app_name = "kind_quiz"
urlpatterns: list[path] = []
