"""The sync simulator: model phones against the real server code, every source of chance from one seed."""
