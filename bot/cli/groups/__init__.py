"""What a person types of the commands that come in groups, with their options; `main` joins them."""
