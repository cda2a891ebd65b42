"""tekigo: certifies municipal core-business systems against the national standard specifications."""

__version__ = "0.1.0"
