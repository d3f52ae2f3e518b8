"""Classification: from what is known of a lead to worth, probability, class and sales-readiness."""
