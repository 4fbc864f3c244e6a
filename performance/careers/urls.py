from django.urls import path, re_path

from performance.careers.views import candidates, checks, gates, next_post, talent

app_name = "careers"
urlpatterns = [
    path("", next_post.next_post, name="next_post"),
    path("aim/", next_post.aim, name="aim"),
    path("ask/<int:pk>/", next_post.ask, name="ask"),
    path("people/<int:person>/posts/<int:pk>/", next_post.person, name="person"),
    path("checks/<int:pk>/", checks.check, name="check"),
    path("checks/<int:pk>/decide/", checks.decide, name="decide_check"),
    path("checks/<int:pk>/withdraw/", checks.withdraw, name="withdraw_check"),
    path("gates/", gates.gates, name="gates"),
    path("gates/<int:pk>/", gates.gate, name="gate"),
    path("gates/<int:pk>/publish/", gates.publish, name="publish_gate"),
    path("candidates/", candidates.lists, name="candidates"),
    path("candidates/<int:pk>/", candidates.candidates, name="candidate_list"),
    path("candidates/<int:pk>/count/", candidates.count, name="count_candidates"),
    re_path(
        r"^candidates/(?P<pk>[0-9]{1,18})\.(?P<kind>csv|xlsx)$",
        candidates.table,
        name="candidate_table",
    ),
    path("talent/", talent.talent, name="talent"),
    re_path(r"^talent/table\.(?P<kind>csv|xlsx)$", talent.table, name="talent_table"),
    path("talent/rules/<int:pk>/", talent.rule, name="talent_rule"),
    path("talent/rules/<int:pk>/publish/", talent.publish, name="publish_talent_rule"),
]
