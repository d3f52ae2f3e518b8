"""The standards of the house: rules, plans, clocks and calendars as people edit, preview, publish and print them."""
