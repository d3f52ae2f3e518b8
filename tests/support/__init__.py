"""What the tests stand on: databases, the running app, browsers, drawn cards, a mail box, engines that misbehave."""
