"""Names on the wire that both ends of the exchange must spell alike."""

PROBLEM_HEADER = "Jemput-Problem"
"""The code of a refusal: an answer to HEAD has no body to say it in."""

TIME_HEADER = "Jemput-Time"
"""The receiver's clock, with every refusal: a sender with a wrong clock then signs with the right time."""

RECEIPT_HEADER = "Jemput-Receipt"
INTRODUCTION_HEADER = "Jemput-Introduction"

CHECKSUM_HEADER = "Upload-Checksum"
"""tus's checksum extension: `sha256` and the body's hash in base64. The request's signature covers it."""

TUS_VERSION = "1.0.0"
CHUNK_TYPE = "application/offset+octet-stream"
