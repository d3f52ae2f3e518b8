"""Boxless: the sync server. `create_app` is its only export."""

from server.app import create_app

__all__ = ["create_app"]
