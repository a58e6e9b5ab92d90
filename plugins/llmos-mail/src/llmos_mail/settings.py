"""What the user can set for mail, under `[plugins.mail.settings]` in config.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Account(BaseModel):
    """Mail on an IMAP server. It is only read, and the password lies in the system's keyring."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user: str = Field(min_length=1, description="What you log in as, often your mail address.")
    host: str = Field(min_length=1, description="The server, such as imap.example.org.")
    port: int = Field(default=993, ge=1, le=65_535)
    security: Literal["tls", "starttls", "none"] = Field(
        default="tls", description="none only for a program on this machine."
    )

    secret: str = Field(
        default="imap",
        pattern=r"[a-z][a-z0-9_-]{0,63}",
        description="Its password's name: `llmos secrets set mail imap`.",
    )
    authority: str = Field(
        default="", description="The certificate (PEM) that vouches for a server of your own."
    )

    @property
    def name(self) -> str:
        """What the account is called."""
        return self.user if "@" in self.user else f"{self.user}@{self.host}"

    @model_validator(mode="after")
    def _is_secure(self) -> Account:
        if self.security == "none" and self.host not in _LOOPBACK:
            raise ValueError(f"a password is not sent to {self.host} in the clear")
        return self


class Outgoing(BaseModel):
    """The server that sends mail from one of the user's addresses.

    Its password is a secret of the plugin's, called as `secret` says; `authority` is the
    certificate (PEM) that vouches for a server of the user's own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str = Field(description="The address that mail is sent from.")
    host: str = Field(description="The server, for example smtp.example.org.")
    port: int = Field(default=465, ge=1, le=65_535)
    security: Literal["tls", "starttls", "none"] = Field(
        default="tls", description="none only for a program on this machine."
    )
    user: str = Field(default="", description="The name to log in with; empty if none is wanted.")
    secret: str = Field(
        default="smtp",
        pattern=r"[a-z][a-z0-9_-]{0,63}",
        description="Its password's name: `llmos secrets set mail smtp`.",
    )
    authority: str = ""

    @model_validator(mode="after")
    def _is_secure(self) -> Outgoing:
        if self.security == "none" and self.host not in _LOOPBACK:
            raise ValueError(f"mail and password are not sent to {self.host} in the clear")
        return self


class MailSettings(BaseModel):
    """The settings of llmos-mail."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accounts: tuple[Account, ...] = Field(
        default=(), description="Accounts on IMAP servers, fetched by `llmos index mail`."
    )
    meanings_at_once: int = Field(
        default=1_000,
        ge=0,
        le=1_000_000,
        description="Of how many messages one `llmos index mail` learns what they are about.",
    )
    follow_up_days: int = Field(
        default=60, ge=1, le=3650, description="How many days back follow-ups are looked for."
    )
    signature: str = Field(default="", description="What stands below new mails, after “-- ”.")
    outgoing: tuple[Outgoing, ...] = Field(default=(), description="The servers to send over.")
