"""How a vendor's own API answers the contract's operations: a file of data, and what carries requests through it."""
