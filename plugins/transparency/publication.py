"""How a site is published: under which address, by whom, signed with which key, kept for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from .model.site import Operator, Site
from .model.text import UrlBeginning

MOST_KEPT = 1000

IDENTITY = "release"
"""The name under which every site signs, so that the commands of its page about verifying are the same."""


class WrongSetting(Exception):
    """A setting cannot be used; says which, and what it should be."""

    exitcode = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """What publishconf.py and the environment say about publishing the site folder `root`.

    `store` is the folder of the releases, `key` the file of the signing key, `signers` that of other
    keys that signed earlier releases; `keep` counts releases, `shrink` is a share in percent.
    """

    address: str
    operator: str
    store: Path
    key: Path | None
    signers: Path | None
    keep: int
    shrink: int
    root: Path
    target: str = ""
    ssh_key: Path | None = None
    known_hosts: Path | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any], root: Path) -> Settings:
        """The settings for a site folder; paths in them begin there. Raises WrongSetting."""
        return cls(
            address=_address(settings),
            operator=settings["TRANSPARENCY_OPERATOR"],
            store=root / settings["RELEASE_STORE"],
            key=_file(settings, "RELEASE_KEY", root),
            signers=_file(settings, "RELEASE_SIGNERS", root),
            keep=_number(settings, "RELEASE_KEEP", 2, MOST_KEPT),
            shrink=_number(settings, "RELEASE_SHRINK", 0, 100),
            root=root,
            target=settings["RELEASE_TARGET"],
            ssh_key=_file(settings, "RELEASE_SSH_KEY", root),
            known_hosts=_file(settings, "RELEASE_KNOWN_HOSTS", root),
        )

    def address_of(self, site: Site) -> str | None:
        """Where the site lies: the setting, else what its data say."""
        address = self.address or site.address
        return str(address).rstrip("/") if address else None


def operated_by(site: Site, operator: str | None) -> Site:
    """A site with the operator that a setting names; the data's own where it names none."""
    if not operator:
        return site
    named = Operator(name={language.code: operator for language in site.languages})
    own = site.operator.model_copy(update={"name": named.name}) if site.operator else named
    return site.model_copy(update={"operator": own})


def _address(settings: Mapping[str, Any]) -> str:
    address = settings["SITEURL"]
    try:
        return TypeAdapter(UrlBeginning).validate_python(address) if address else ""
    except ValidationError:
        form = "must begin with https:// and hold neither '?' nor '#'"
        raise WrongSetting(f"SITEURL {form}, not {address!r}") from None


def _file(settings: Mapping[str, Any], name: str, root: Path) -> Path | None:
    if not settings[name]:
        return None
    path = (root / Path(settings[name]).expanduser()).absolute()
    if not path.is_file():
        raise WrongSetting(f"{name} names no file: {path}")
    return path


def _number(settings: Mapping[str, Any], name: str, least: int, most: int) -> int:
    try:
        number = int(settings[name])
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise WrongSetting(f"{name} must be a number from {least} to {most}, not {settings[name]!r}")
    return number
