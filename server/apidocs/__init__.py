"""The API's own description: OpenAPI for machines, a page for people."""
