"""Assignment: from a lead and the people who could take it to one owner with a reason."""
