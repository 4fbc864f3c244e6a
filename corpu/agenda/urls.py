from django.urls import path

from corpu.agenda import views

app_name = "agenda"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("feed/", views.make_feed, name="make_feed"),
    path("feed/end/", views.end_feed, name="end_feed"),
    path("feed/<str:secret>.ics", views.feed, name="feed"),
    path("agenda.ics", views.calendar, name="calendar"),
]
