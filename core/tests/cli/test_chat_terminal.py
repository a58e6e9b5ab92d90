"""`llmos chat` at a terminal: Ctrl-C keeps it, Ctrl-D leaves it, lines can be edited."""

from __future__ import annotations

CTRL_D, LEFT = "\x04", "\x1b[D"


def test_ctrl_c_throws_a_line_away_and_ctrl_d_leaves(terminal):
    chat = terminal("chat")
    chat.expect("> ")
    chat.type("half a requ")
    chat.expect("half a requ")
    chat.interrupt("Ctrl-D or /quit ends the chat.")
    chat.expect("> ")
    chat.type("/fcts" + 3 * LEFT + "a\n")
    chat.expect("Nothing yet.")
    chat.expect("> ")
    chat.type(CTRL_D)
    assert chat.ends() == 0
