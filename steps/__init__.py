"""The step vocabulary: small, generic, shared by all businesses. Names in 「」 are resolved through the spec."""
