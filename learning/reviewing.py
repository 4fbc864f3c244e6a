"""How the reviewers of an agency approve: not their own words, and with a checklist."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.models.review import QUESTIONS, Answer, Point, QualityReview
from learning.wording import has_rewritten

# Every course has outcomes, a competence and hours: of these nothing "does not apply".
ALWAYS = {Point.OUTCOME, Point.COMPETENCE, Point.HOURS}


class ReviewForm(forms.Form):
    """The checklist of a reviewer; `must_pass` where she approves."""

    must_pass = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for point in Point:
            answers = [
                choice
                for choice in Answer.choices
                if not (point in ALWAYS and choice[0] == Answer.NOT_APPLICABLE)
            ]
            self.fields[point.value] = forms.ChoiceField(
                label=point.label,
                help_text=QUESTIONS[point],
                choices=answers,
                widget=forms.RadioSelect,
                required=self.must_pass,
            )
        self.fields["comment"] = forms.CharField(
            label=_("Comment"),
            required=not self.must_pass,
            help_text=_("The author reads it."),
            widget=forms.Textarea({"rows": 3}),
        )

    def clean(self):
        data = super().clean()
        if self.must_pass:
            for point in Point:
                if data.get(point.value) == Answer.NO:
                    message = _("Request changes while a point is not met.")
                    self.add_error(point.value, message)
        return data

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by point."""
        found = {point.value: self.cleaned_data.get(point.value) for point in Point}
        return {point: answer for point, answer in found.items() if answer}


class ApprovalForm(ReviewForm):
    """Every point is met, or does not apply."""

    must_pass = True


class AgencyApprovalTask(AbstractGroupApprovalTask):
    """The reviewers of an agency approve; nobody approves what she submitted or changed
    herself. A course needs the checklist; a class of a reviewed course does not."""

    class Meta:
        app_label = "learning"
        verbose_name = _("approval by the agency's reviewers")

    def get_actions(self, obj, user):
        state = obj.current_workflow_state
        if state and state.requested_by_id == user.pk:
            return []
        actions = super().get_actions(obj, user)
        if _is_course(obj):
            label = _("Approve with the checklist")
            actions = [row for row in actions if row[0] != "approve"]
            actions += [("approve", label, True)] if self._user_reviews(user) else []
        else:
            actions = [row for row in actions if row[0] != "approve" or not row[2]]
        if state and has_rewritten(state, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def _user_reviews(self, user) -> bool:
        return user.is_superuser or self._user_in_groups(user)

    def get_form_for_action(self, action):
        return ApprovalForm if action == "approve" else ReviewForm

    def get_template_for_action(self, action):
        return "learning/review_modal.html"

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve" and has_rewritten(task_state.workflow_state, user):
            raise Refused(
                "own_words",
                _(
                    "You changed this draft while it was with you: your changes are "
                    "kept, and another reviewer approves them, or send it back."
                ),
            )
        if _is_course(task_state.workflow_state.content_object):
            kwargs = {"comment": self._reviewed(task_state, user, action_name, kwargs)}
        else:
            kwargs = {"comment": kwargs.get("comment", "")}
        super().on_action(task_state, user, action_name, **kwargs)

    def _reviewed(self, task_state, user, action_name: str, data: dict) -> str:
        """Keep the checklist; returns the comment that the author reads."""
        form = self.get_form_for_action(action_name)(data)
        if not form.is_valid():
            raise Refused(
                "checklist_open",
                _("Fill in the checklist: every point is met or does not apply."),
            )
        page = task_state.workflow_state.content_object
        review = QualityReview.objects.create(
            page_id=page.pk,
            revision_id=page.get_latest_revision().pk,
            title=page.get_admin_display_title(),
            by=user,
            approved=action_name == "approve",
            answers=form.answers,
            comment=form.cleaned_data["comment"],
        )
        act = "course.approved" if review.approved else "course.returned"
        log_decision(
            act, by=user, subject=review.title, reason=review.comment, **review.answers
        )
        open_points = ", ".join(review.open_points())
        return f"{review.comment} ({open_points})" if open_points else review.comment

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls):
        return _("Reviewers of the agency approve, but not their own submissions")


def _is_course(page) -> bool:
    from learning.pages import CoursePage

    return isinstance(getattr(page, "specific", page), CoursePage)
