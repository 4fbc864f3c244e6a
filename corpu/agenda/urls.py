from django.urls import path

from corpu.agenda import views

app_name = "agenda"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("agenda.ics", views.calendar, name="calendar"),
]
