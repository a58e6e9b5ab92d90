"""Sending as the user: over the server of the address, once, and kept among the sent mail."""

from __future__ import annotations

from llmos import Context, ToolError
from llmos_mail.composing.sendable import Sendable
from llmos_mail.sending.outbox import Outbox
from llmos_mail.sending.smtp import NotSent, Server, Unknown, submit
from llmos_mail.settings import Outgoing


def server_of(ctx: Context, sender: str) -> Outgoing:
    """The server that sends from this address."""
    servers: tuple[Outgoing, ...] = ctx.settings.outgoing
    for one in servers:
        if one.address.lower() == sender.lower():
            return one
    raise ToolError(
        f"llmos knows no server that sends mail from {sender}.",
        hint="Name it in config.toml under [[plugins.mail.settings.outgoing]]: address, host, "
        "port, user; then set its password: llmos secrets set mail smtp",
    )


def outbox_of(ctx: Context) -> Outbox:
    """What is known of the mails that were begun to be sent."""
    return Outbox(ctx.data / "outbox")


def check_not_sent(ctx: Context, message_id: str) -> None:
    """Refuse a mail that is out already, or that may be."""
    state = outbox_of(ctx).state(message_id)
    if state == "sent":
        raise ToolError("This mail was sent already; it is not sent twice.")
    if state == "begun":
        raise _unknown("llmos was interrupted while it sent this mail")


def check_allowed(ctx: Context, mail: Sendable) -> None:
    """Refuse a mail to nobody, from somebody else, or to where the grant does not reach."""
    mine = [one.lower() for one in ctx.profile.addresses]
    if mail.sender.address not in mine:
        raise ToolError(f"The mail is from {mail.sender.address!r}, which is no address of yours.")
    if not mail.recipients:
        raise ToolError("The mail goes to nobody: it has no recipient.")
    limits = ctx.scope("mail:send").to
    for address in mail.recipients if limits else ():
        if address not in limits and f"@{address.rpartition('@')[2]}" not in limits:
            raise ToolError(
                f"You allowed sending to {', '.join(limits)} only, and the mail goes to {address}.",
                hint=f"Allow it: llmos permissions grant {ctx.plugin} mail:send --to {address}",
            )
    server_of(ctx, mail.sender.address)


def post(ctx: Context, mail: Sendable) -> None:
    """Send it over the user's server, or say why it was not sent or that nobody knows."""
    account = server_of(ctx, mail.sender.address)
    outbox = outbox_of(ctx)
    if not outbox.begin(mail.message_id):
        check_not_sent(ctx, mail.message_id)
    server = Server(account.host, account.port, account.security, account.user, account.authority)
    try:
        submit(
            server,
            ctx.connect,
            lambda: ctx.secret(account.secret),
            mail.raw,
            mail.sender.address,
            mail.recipients,
        )
    except Unknown as error:
        raise _unknown(f"the connection ended before {account.host} said that it has it") from error
    except NotSent as error:
        outbox.failed(mail.message_id)
        raise ToolError(f"The mail was not sent: {error}.") from error
    except ToolError:
        # A connection or a password that was refused: the server has not heard of the mail.
        outbox.failed(mail.message_id)
        raise
    outbox.sent(mail.message_id)


def _unknown(why: str) -> ToolError:
    return ToolError(
        f"Whether this mail went out is not known: {why}. It is not sent again.",
        hint="Look among your sent mail on the server, or ask who should have got it. To send it "
        "after all, write a new draft.",
    )
