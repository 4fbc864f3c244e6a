"""The editor of rules leads to the page where they are published and ended."""

from django.contrib import messages
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from corpu.lib.drafting import RULE_PAGES


@hooks.register("register_snippet_listing_buttons")
def open_rule(snippet, user, next_url=None):
    """From the list to the page of the rule."""
    if page := RULE_PAGES.get(type(snippet)):
        yield Button(page.opens, page.url(snippet), priority=5, icon_name="check")


@hooks.register("before_edit_snippet")
@hooks.register("before_delete_snippet")
def fixed_rule_stays(request, rows):
    """What is published is not edited or deleted: another follows it."""
    for row in rows if isinstance(rows, (list, tuple)) else [rows]:
        page = RULE_PAGES.get(type(row))
        if page and page.policy.is_fixed(row):
            messages.info(request, page.stays)
            return redirect(page.url(row))
    return None
