from django.urls import path

from learning.questions.views import bank, imports

app_name = "questions"
urlpatterns = [
    path("", bank.bank, name="bank"),
    path("<slug:code>/", bank.bank, name="bank_of"),
    path("<slug:code>/questions.gift", bank.export_gift, name="gift"),
    path("<slug:code>/questions.csv", bank.export_csv, name="csv"),
    path("<slug:code>/import/", imports.new, name="import"),
    path("<slug:code>/import/<uuid:public_id>/", imports.preview, name="preview"),
    path("<slug:code>/import/<uuid:public_id>/take/", imports.take, name="take"),
]
