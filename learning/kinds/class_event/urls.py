from django.urls import path

app_name = "kind_class_event"
urlpatterns: list[path] = []
