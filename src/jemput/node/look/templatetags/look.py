"""Components and filters for every page."""

from django import template

register = template.Library()
