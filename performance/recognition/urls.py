from django.urls import path

from performance.recognition.views import mirror, teams, thanks

app_name = "recognition"
urlpatterns = [
    path("", thanks.mine, name="mine"),
    path("give/", thanks.give, name="give"),
    path("of/<int:pk>/", thanks.of_person, name="of_person"),
    path("office/", thanks.office, name="office"),
    path("thanks/<uuid:public_id>/withdraw/", thanks.withdraw, name="withdraw"),
    path("mirror/", mirror.mirror, name="mirror"),
    path("teams/", teams.teams, name="teams"),
    path("criteria/<int:pk>/publish/", teams.publish_criterion, name="publish_criterion"),
    path("teams/check/<path:number>/", teams.verify, name="verify"),
    path("teams/pdf/<path:number>/", teams.pdf, name="pdf"),
    path(
        "teams/withdraw/<path:number>/",
        teams.withdraw_certificate,
        name="withdraw_certificate",
    ),
    path("teams/of/<path:number>/", teams.certificate, name="certificate"),
]
