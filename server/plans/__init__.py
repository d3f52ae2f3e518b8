"""Plans: templates, steps, SLA clocks and working calendars of a lead."""
