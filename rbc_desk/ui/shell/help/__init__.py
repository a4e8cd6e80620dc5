"""The search of actions, the key sheet and the manual."""
