"""What the controllers of several DocTypes share: the base classes, and the door between rules and Frappe."""
