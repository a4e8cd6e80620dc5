"""Commands on the program itself: demo, smoke test, completion, version."""
