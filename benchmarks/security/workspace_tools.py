"""AgentDojo's 24 workspace tools as a careful plugin author would declare them to llmos."""

from __future__ import annotations

from llmos.calls import Effect, ToolSpec


def _tool(name: str, needs: str, effect: Effect = "read", **destinations: str) -> ToolSpec:
    plugin = needs.partition(":")[0]
    return ToolSpec(
        name=f"{plugin}.{name}",
        plugin=plugin,
        description=name,
        parameters={},
        needs=(needs,),
        effect=effect,
        destinations=destinations,
    )


_TOOLS = [
    _tool("get_unread_emails", "mail:read"),
    _tool("get_sent_emails", "mail:read"),
    _tool("get_received_emails", "mail:read"),
    _tool("get_draft_emails", "mail:read"),
    _tool("search_emails", "mail:read"),
    _tool("send_email", "mail:send", "send", recipients="address", cc="address", bcc="address"),
    _tool("delete_email", "mail:write", "destructive", email_id="id"),
    _tool("search_contacts_by_name", "contacts:read"),
    _tool("search_contacts_by_email", "contacts:read"),
    _tool("get_current_day", "calendar:read"),
    _tool("search_calendar_events", "calendar:read"),
    _tool("get_day_calendar_events", "calendar:read"),
    _tool("create_calendar_event", "calendar:write", "write", participants="address"),
    _tool("cancel_calendar_event", "calendar:write", "destructive", event_id="event"),
    _tool("reschedule_calendar_event", "calendar:write", "write", event_id="event"),
    _tool(
        "add_calendar_event_participants",
        "calendar:write",
        "write",
        event_id="event",
        participants="address",
    ),
    _tool("search_files_by_filename", "files:read"),
    _tool("search_files", "files:read"),
    _tool("list_files", "files:read"),
    _tool("get_file_by_id", "files:read"),
    _tool("create_file", "files:write", "write", filename="path"),
    _tool("append_to_file", "files:write", "write", file_id="id"),
    _tool("share_file", "files:write", "send", file_id="id", email="address"),
    _tool("delete_file", "files:write", "destructive", file_id="id"),
]

SPECS = {spec.description: spec for spec in _TOOLS}
"""By AgentDojo's name of the tool."""
