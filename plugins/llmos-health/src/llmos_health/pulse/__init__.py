"""The pulse during and after stretches of time, compared with the same hours of other days."""
