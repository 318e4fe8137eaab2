"""Hits and documents as Markdown, JSON and CSV text."""
