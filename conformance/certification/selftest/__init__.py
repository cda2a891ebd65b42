"""The suite tried on systems that are known to be wrong: does it find each seeded fault, and blame what is broken?"""
