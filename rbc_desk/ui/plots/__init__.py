"""Plots."""

