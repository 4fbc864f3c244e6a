"""Template tags of the component library (`templates/components/`)."""

from django import template

register = template.Library()
