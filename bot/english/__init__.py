"""What is known of English: how it is printed, and what readers say in it. It imports nothing of ours."""
