"""What office and center tell the kit about cards."""

from __future__ import annotations

from datetime import datetime

from jemput.kit.pickup import actions, prints
from jemput.node.exchange.messages import CardMessage, PhotoMessage, PrintOrderMessage, ReferenceMessage

OFFICE, CENTER = "office", "center"


def card(message: CardMessage, at: datetime) -> None:
    """A card travels with this kit, or no longer."""
    actions.keep_card(message=message, by=OFFICE, at=at)


def reference(message: ReferenceMessage, at: datetime) -> None:
    """The enrolled fingers that a card's resident is compared with."""
    actions.keep_reference(message=message, by=CENTER, at=at)


def print_order(message: PrintOrderMessage, at: datetime) -> None:
    """A card is to be printed in this van, or no longer."""
    prints.keep_order(message=message, by=OFFICE, at=at)


def photo(message: PhotoMessage, at: datetime) -> None:
    """The photo for one print."""
    prints.keep_photo(message=message, by=CENTER, at=at)
