"""Roles on a shared project, which the server itself enforces: privileges, row-level security, masked views.

`rules` says who may what, `functions` and `masks` hold what the server runs, `members` gives and takes roles.
"""
