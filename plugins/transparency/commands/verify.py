"""`ashyq verify`: whether a folder or an address is what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from release.faults import Altered
from release.proof import FolderSource, Proof, UrlSource, examine

from ..telling import PROOF_WORDS, Teller, editors_language

NOT_AS_SIGNED = 1


@click.command()
@click.argument("target", metavar="FOLDER-or-URL")
@click.option(
    "--signers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of allowed signers that you trust.  [default: the one in the release]",
)
@click.option(
    "--known",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A manifest you kept from earlier: the release must stand on it.",
)
def command(target: str, signers: Path | None, known: Path | None) -> int:
    """Verify a release in a folder or at an address: its signature, every file, the chain of manifests."""
    teller = Teller(editors_language())
    source = UrlSource(target) if "://" in target else FolderSource(Path(target))
    try:
        proof = examine(
            source, signers.read_text("utf-8") if signers else None, known.read_bytes() if known else None
        )
    except Altered as fault:
        click.echo(f"ashyq: {fault}", err=True)
        return NOT_AS_SIGNED
    for line in _lines(proof, teller):
        click.echo(line)
    return 0 if proof.is_sound else NOT_AS_SIGNED


def _lines(proof: Proof, teller: Teller) -> Iterator[str]:
    for kind in ("changed", "added", "missing"):
        yield from (teller.say(PROOF_WORDS[kind], path=path) for path in getattr(proof, kind))
    yield from proof.faults
    verdict = PROOF_WORDS["sound" if proof.is_sound else "unsound"]
    yield teller.say(verdict, release=proof.manifest.release, made=f"{proof.manifest.made:%Y-%m-%d}")
    signature = PROOF_WORDS["trusted" if proof.trusted else "untrusted"]
    yield teller.say(signature, identity=proof.identity, fingerprint=proof.fingerprint)
