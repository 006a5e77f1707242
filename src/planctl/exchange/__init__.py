"""Sheets and documents that come and go: CSV and Excel."""
