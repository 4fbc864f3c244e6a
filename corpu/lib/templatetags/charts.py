"""Charts as SVG that the server draws; each has a table behind it."""

from django import template

register = template.Library()
