from django.urls import path

from corpu.ledger.views import office, rates, records

app_name = "ledger"
urlpatterns = [
    path("", records.records, name="records"),
    path("search/", records.search, name="search"),
    path("waiting/", office.waiting, name="waiting"),
    path("export/", office.export, name="export"),
    path("rates/", rates.rates, name="rates"),
    path("rates/<int:pk>/", rates.rate, name="rate"),
    path("rates/<int:pk>/publish/", rates.publish, name="publish_rate"),
    path("<uuid:public_id>/", records.record, name="record"),
    path("<uuid:public_id>/approve/", office.approve, name="approve"),
    path("<uuid:public_id>/void/", office.void, name="void"),
]
