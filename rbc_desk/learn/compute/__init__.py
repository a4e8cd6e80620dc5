"""Devices, threads, memory and distributed processes."""
