"""Texts for prospects, the mail made from them, and the way out of it."""
