"""What a change is before it happens: which event is meant, what would become of its file.

`target` finds the event, `plan` holds what would be done, `performing` does it and can undo it.
The same plan is made for the preview and again for the change, which happens only if both began
with the same files.
"""
