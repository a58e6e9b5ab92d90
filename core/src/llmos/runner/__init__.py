"""Plugins at work: one process for each, reached over one inherited socket pair.

runner.py    start, ask, stop; the only part that the kernel uses
process.py   a worker's process, from the outside
channel.py   framed messages with size and time limits
messages.py  what kernel and worker say to each other
access.py    what one worker may reach
worker.py    the worker's side: confine, load the plugin, answer
loading.py   the worker's side: the plugin's module under pluggy
services.py  what a running tool may ask of the kernel
reaching.py  the worker's side of that
relay.py     a connection that the kernel carries for a worker
watching.py  ending workers whose answers were taken back
proxy.py     a plugin's hooks as the kernel sees them
"""

from llmos.runner.access import Access
from llmos.runner.proxy import Proxy, RemoteTool
from llmos.runner.relay import Relay
from llmos.runner.runner import Runner, revoked
from llmos.runner.services import NoServices, Services

__all__ = ["Access", "NoServices", "Proxy", "Relay", "RemoteTool", "Runner", "Services", "revoked"]
