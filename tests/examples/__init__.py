"""The examples that travel with tekigo work as they say."""
