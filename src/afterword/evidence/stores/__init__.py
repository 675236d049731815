"""Stores of logs, metrics, and alerts that are asked in place, one file a store; the folder is the list of them."""
