"""llmos-calendar: a person's calendars, free time and reminders. `plugin` holds the hooks."""
