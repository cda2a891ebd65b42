"""The command `tekigo`: one small module per command."""
