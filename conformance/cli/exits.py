"""How the selftests end when they found something."""

EXIT_SURVIVED, EXIT_FALSE_ALARM = 3, 5  # a broken system was let through; a sound one was blamed
