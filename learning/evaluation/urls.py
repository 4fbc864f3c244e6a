from django.urls import path

from learning.evaluation.views import own

app_name = "evaluation"
urlpatterns = [
    path("<uuid:public_id>/opinion/", own.rate, name="rate"),
    path("<uuid:public_id>/use/", own.say, name="say"),
    path("<uuid:public_id>/hurdle/", own.hinder, name="hinder"),
]
