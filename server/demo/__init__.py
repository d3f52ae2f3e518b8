"""A believable show on a throw-away database: drawn cards of people who do not exist, sent as phones send them."""
