"""The provider that tekigo plays: it answers a vendor's system by a script of situations and judges its calls."""
