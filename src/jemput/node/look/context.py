"""What every page knows without being told."""

from django.http import HttpRequest


def look(request: HttpRequest) -> dict[str, object]:
    """Rooms the person may enter, and the program's name."""
    return {}
