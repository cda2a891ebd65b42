"""Reports of a run, each made from the files in its folder alone. No report ever asks the target again."""
