"""Opening, accepting or bending connections. Each function returns when it got through."""

from __future__ import annotations

import ctypes
import socket
import struct

import raw
from field import Field


def connect_over_tcp(field: Field) -> None:
    socket.create_connection(field.tcp.getsockname(), timeout=5)


def listen_on_tcp(field: Field) -> None:
    socket.create_server(("127.0.0.1", 0))


def send_over_udp(field: Field) -> None:
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.sendto(b"words", field.udp.getsockname())


def send_over_udp_version_six(field: Field) -> None:
    socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"words", ("::1", 9))


def open_a_socket_with_a_raw_system_call(field: Field) -> None:
    raw.call("socket", socket.AF_INET, socket.SOCK_DGRAM, 0)


def connect_with_raw_system_calls(field: Field) -> None:
    descriptor = raw.call("socket", socket.AF_INET, socket.SOCK_STREAM, 0)
    raw.call("connect", descriptor, _address(field.tcp), 16)


def connect_to_a_socket_in_the_file_system(field: Field) -> None:
    socket.socket(socket.AF_UNIX).connect(field.stream_path)


def connect_to_an_abstract_socket(field: Field) -> None:
    socket.socket(socket.AF_UNIX).connect(field.abstract_name)


def send_a_local_datagram_from_a_pair(field: Field) -> None:
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"words", field.datagram_path)


def open_a_netlink_socket(field: Field) -> None:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)


def open_a_raw_socket(field: Field) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)


def open_a_packet_socket(field: Field) -> None:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW)


def connect_a_handed_over_stream_elsewhere(field: Field) -> None:
    stream = field.handed_over.fileno()
    raw.call("connect", stream, struct.pack("=H14x", socket.AF_UNSPEC), 16)
    raw.call("connect", stream, _address(field.elsewhere), 16)


def inspect_packets_of_a_handed_over_stream(field: Field) -> None:
    attach_filter, accept_all = 26, struct.pack("=HBBI", 0x06, 0, 0, 0xFFFF)
    program = ctypes.create_string_buffer(accept_all, len(accept_all))
    described = struct.pack("@HP", 1, ctypes.addressof(program))
    field.handed_over.setsockopt(socket.SOL_SOCKET, attach_filter, described)


def send_with_fast_open(field: Field) -> None:
    opener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opener.sendto(b"words", socket.MSG_FASTOPEN, field.tcp.getsockname())


def _address(server: socket.socket) -> bytes:
    host, port = server.getsockname()
    return struct.pack("=H", socket.AF_INET) + struct.pack("!H4s8x", port, socket.inet_aton(host))
