"""Life stories of residents, held against a model of what the records must show."""
