"""Runs side by side: bids by one yardstick, or one system before and after, from the files of the runs alone."""
