from django.urls import path

from corpu.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("me/", views.me, name="me"),
]
