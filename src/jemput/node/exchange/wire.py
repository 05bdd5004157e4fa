"""Names on the wire that both ends of the exchange must spell alike."""

PROBLEM_HEADER = "Jemput-Problem"
"""The code of a refusal: an answer to HEAD has no body to say it in."""

TIME_HEADER = "Jemput-Time"
"""The receiver's clock, with every refusal: a sender with a wrong clock then signs with the right time."""

RECEIPT_HEADER = "Jemput-Receipt"
INTRODUCTION_HEADER = "Jemput-Introduction"

TUS_VERSION = "1.0.0"
CHUNK_TYPE = "application/offset+octet-stream"
