"""A first target file and a first binding, written from a few answers or from the vendor's own OpenAPI document."""
