"""Messages in Japanese and English, and the one error class that carries them to the user."""

from conformance.i18n.errors import TekigoError
from conformance.i18n.messages import (
    LANGUAGES,
    Language,
    Message,
    cause,
    language,
    lookup,
    message,
    remedy,
    set_language,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "Message",
    "TekigoError",
    "cause",
    "language",
    "lookup",
    "message",
    "remedy",
    "set_language",
]
