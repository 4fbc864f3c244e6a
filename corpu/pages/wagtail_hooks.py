from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_css")
def colours_of_the_house():
    """The editor wears the colours of the rest."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("register_admin_menu_item")
def way_back():
    """From the editor to the rest of the house; "/" alone would always look active."""
    return MenuItem(_("Back to Corpu"), "/?", icon_name="home", order=1)
