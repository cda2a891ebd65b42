"""The system under test: its target file, a bounded and redacting HTTP client, and the check of its set-up."""
