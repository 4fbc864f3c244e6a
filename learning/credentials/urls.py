from django.urls import path

from learning.credentials.views import mine, verify

app_name = "credentials"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("check/", verify.check, name="check"),
    path("check/<path:number>/", verify.verify, name="verify"),
    path("pdf/<path:number>/", mine.pdf, name="pdf"),
]
