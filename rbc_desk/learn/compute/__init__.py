"""Devices, threads, memory, several processes."""
