"""Examples that travel with tekigo. Nothing in `conformance/` knows of them."""
