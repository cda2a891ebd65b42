"""The reference system's data as files, and the small towns that it is filled with for them."""
