from django.urls import path

from corpu.pages.views import guides

app_name = "pages"
urlpatterns = [
    path("", guides.help_index, name="help"),
    path("<slug:role>/", guides.guide, name="guide"),
]
