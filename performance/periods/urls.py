from django.urls import path

from performance.periods.views import closings, deadline, pages, verify

app_name = "periods"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("pages/<uuid:public_id>/", pages.page, name="page"),
    path("pages/<uuid:public_id>/pdf/", pages.pdf, name="pdf"),
    path("pages/<uuid:public_id>/file/", pages.file, name="file"),
    path("verify/<uuid:public_id>/", verify.verify, name="verify"),
    path("check/", verify.check, name="check"),
    path("closings/", closings.closings, name="closings"),
    path("closings/prepare/", closings.prepare, name="prepare"),
    path("closings/propose/", closings.propose, name="propose"),
    path("closings/loose/<slug:code>/", closings.loose, name="loose"),
    path("closings/<int:pk>/", closings.closing, name="closing"),
    path("closings/<int:pk>/progress/", closings.progress, name="progress"),
    path("closings/<int:pk>/reopen/", closings.reopen, name="reopen"),
    path("closings/<int:pk>/act/<slug:verb>/", closings.act, name="act"),
    path("closings/<int:pk>/pages/", pages.pages, name="pages"),
    path("closings/<int:pk>/pages.<slug:kind>", pages.table, name="table"),
    path("closings/<int:pk>/pieces/<int:place>/", pages.piece, name="piece"),
    path("deadlines/<int:pk>/", deadline.deadline, name="deadline"),
    path("deadlines/<int:pk>/publish/", deadline.publish, name="publish_deadline"),
]
