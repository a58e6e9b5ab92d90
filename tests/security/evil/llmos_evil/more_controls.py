"""What plugins rightly do with the kernel's help. Returns when it worked."""

from __future__ import annotations

import asyncio

from field import SECRET

from llmos_evil.ground import Ground


def finds_its_sources_in_the_context(ground: Ground) -> None:
    paths = [source.path for source in ground.ctx.sources]
    assert any((path / "letter.txt").read_bytes() == SECRET for path in paths if path.is_dir())


def keeps_something_for_the_next_call(ground: Ground) -> None:
    (ground.own / "kept").write_text("words")
    assert (ground.own / "kept").read_text() == "words"


def calls_a_tool_that_needs_nothing(ground: Ground) -> None:
    assert ground.ctx.call("diary.greet") == {"text": "hello"}


def uses_the_connection_that_was_granted(ground: Ground) -> None:
    async def speak() -> None:
        _, writer = await asyncio.open_connection(sock=stream)
        writer.write(b"words")
        await writer.drain()
        writer.close()

    stream = ground.ctx.connect(*ground.tcp.getsockname())
    stream.sendall(b"more words")
    asyncio.run(speak())


def reports_progress(ground: Ground) -> None:
    ground.ctx.progress("Looking", 1, 1)


def reads_its_own_secret(ground: Ground) -> None:
    assert ground.ctx.secret("own") == SECRET.decode()


def asks_the_model_for_a_wording(ground: Ground) -> None:
    assert ground.ctx.model.write("Say yes.", "x") == "Yes."
