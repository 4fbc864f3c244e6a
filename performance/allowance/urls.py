from django.urls import URLPattern

app_name = "allowance"
urlpatterns: list[URLPattern] = []
