"""What extracted files are judged by."""
