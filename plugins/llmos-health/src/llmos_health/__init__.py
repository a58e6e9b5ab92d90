"""Answers about a health export, in llmos."""
