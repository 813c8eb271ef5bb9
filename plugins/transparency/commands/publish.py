"""`ashyq publish`: checked, built, verified, compressed, signed, and switched by one rename."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import click

from incremental import MARK
from release import tree
from release.archive import unpacked
from release.faults import Altered
from release.manifest import Manifest, sha256_of
from release.publishing import Plan, Published, publish
from release.signing import Signer
from release.store import Store

from ..adapter import build_site, settings_of
from ..checking import DATA, Checked, load_leniently, load_site
from ..checking.against import check_against
from ..checking.passages import records_in
from ..loading.problems import Refused
from ..model.people import ContactDetail
from ..publication import IDENTITY, Settings, WrongSetting, operated_by
from ..revisions import commit_of
from ..telling import UNCHANGED, Teller, editors_language, told
from ..verifying import Excuse, Expected, Finding, Size, Unfit, verify
from ..writing.register import put_as_shown
from .check import CONTENT_REFUSED, hold_against_base
from .options import PRODUCT, root_option, today_option
from .progress import Reporter

CONFIGURATION = PRODUCT / "publishconf.py"


_output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="Where to build; no other build may go there meanwhile.  [default: build/site/ in the site folder]",
)
_against_option = click.option(
    "--against",
    metavar="REV",
    help="The git revision whose figures change only by a correction."
    "  [default: the data of the public release]",
)
_clean_option = click.option(
    "--clean", is_flag=True, help="Make every page anew, whatever is remembered of earlier builds."
)
_withdraw_option = click.option(
    "--withdraw",
    metavar="PATH",
    multiple=True,
    help="An archive of data that must be taken down, as data/archive/data-….tar.gz; may be given again.",
)


@click.command()
@root_option
@today_option
@_output_option
@_against_option
@_clean_option
@_withdraw_option
def command(
    root: Path,
    today: date | None,
    output: Path | None,
    against: str | None,
    clean: bool,
    withdraw: tuple[str, ...],
) -> int:
    """Publish the site: check, build, verify, compress, sign, and switch to it by one rename.

    Whatever fails, and wherever it is interrupted, what was public stays public and whole.
    """
    teller = Teller(editors_language())
    settings = Settings.of(settings_of(CONFIGURATION), root)
    store = Store(settings.store)
    try:
        with store.changing():
            signer = signer_of(settings)
            checked = _checked(root, today, settings, store, against)
            folder = output or root / "build" / "site"
            with Reporter() as report:
                result = build_site(CONFIGURATION, root, checked.today, folder, report, clean)
            job = _Job(settings, checked, result.paths, frozenset(withdraw))
            with _public_data(root, checked) as data:
                done = publish(store, job.plan(root, folder, data, signer), _say)
    except Unfit as unfit:
        click.echo(teller.findings(unfit.findings), err=True)
        click.echo(teller.say(UNCHANGED), err=True)
        return CONTENT_REFUSED
    click.echo(_summary(done, store))
    return 0


def _say(step: str) -> None:
    click.echo(step, err=True)


def _summary(done: Published, store: Store) -> str:
    files = len(done.manifest.files)
    return (
        f"release {done.release}: {files} files, {done.copied} new, {done.linked} as before,"
        f" {done.compressed} compressed; public in {store.folder / 'current'}"
    )


# --- before the build ---


def signer_of(settings: Settings) -> Signer:
    """The key, tried before any work. Raises WrongSetting, and ReleaseFault where it cannot be read."""
    if settings.key is None:
        raise WrongSetting("RELEASE_KEY names no signing key; make one with: ssh-keygen -t ed25519 -f KEY")
    trusted = settings.signers.read_text("utf-8") if settings.signers else ""
    signer = Signer(settings.key, IDENTITY, trusted)
    signer.public_key()
    return signer


def _checked(
    root: Path, today: date | None, settings: Settings, store: Store, against: str | None
) -> Checked:
    """The checked site, warnings refused as errors are, held against what is public."""
    checked = operated_by(load_site(root, today), settings.operator)
    unnamed = list(_unnamed(settings, checked))
    if unnamed:
        raise Unfit(unnamed)
    current = store.current()
    if against or current is None:
        hold_against_base(root, checked, against)
    else:
        _hold_against_release(store.tree(current), store.manifest(current), checked)
    if checked.warnings:
        click.echo(told(checked.warnings, "text", Teller(editors_language())), err=True)
        raise Refused(())
    return checked


def _unnamed(settings: Settings, checked: Checked) -> Iterator[Finding]:
    site = checked.data.site
    if not settings.address_of(site):
        yield Finding.at("data/site.yml", "no-address")
    if not site.operator:
        yield Finding.at("data/site.yml", "no-operator")


def _hold_against_release(folder: Path, manifest: Manifest, checked: Checked) -> None:
    """Refuse what takes back or overwrites what the public release says."""
    archive = tree.read(folder / manifest.archive)
    if sha256_of(archive) != manifest.entries[manifest.archive].sha256:
        raise Altered(f"{manifest.archive} of release {manifest.release} was altered; restore the backup")
    with TemporaryDirectory(prefix="ashyq-") as before:
        unpacked(archive, Path(before))
        base = load_leniently(Path(before), checked)
    problems = check_against(base.data, checked.data, checked.found, base.found)
    click.echo(f"compared with release {manifest.release}", err=True)
    if problems:
        raise Refused([*problems, *checked.warnings, *checked.notices])


# --- the publication ---


@contextmanager
def _public_data(root: Path, checked: Checked) -> Iterator[Path]:
    """The data as they may be archived for good: the register as it is shown."""
    with TemporaryDirectory(prefix="ashyq-") as folder:
        data = Path(folder).resolve() / DATA
        shutil.copytree(root / DATA, data)
        put_as_shown(data, checked)
        yield data


@dataclass(frozen=True)
class _Job:
    """One publication: what it is held against, and how it is made."""

    settings: Settings
    checked: Checked
    declared: frozenset[str]
    withdrawn: frozenset[str]

    def plan(self, root: Path, folder: Path, data: Path, signer: Signer) -> Plan:
        return Plan(
            tree=folder,
            signer=signer,
            made=_now(),
            commit=commit_of(root),
            verify=self.verify,
            leave_out=(MARK,),
            archive=data,
            keep=self.settings.keep,
            withdrawn=self.withdrawn,
        )

    def verify(self, folder: Path, last: Manifest | None) -> None:
        """Raises Unfit with all findings."""
        findings = verify(folder, self._expected(last))
        if findings:
            raise Unfit(findings)

    def _expected(self, last: Manifest | None) -> Expected:
        return Expected(
            address=self.settings.address_of(self.checked.data.site),
            contacts=tuple(_contacts(self.checked)),
            declared=self.declared,
            before=Size.of((file.path, file.size) for file in last.files) if last else None,
            share=self.settings.shrink,
            excuse=self._excuse(last),
        )

    def _excuse(self, last: Manifest | None) -> Excuse | None:
        site = self.checked.data.site
        if last is None or site.shrunk is None:
            return None
        since = last.made.astimezone(ZoneInfo(site.timezone)).date()
        return Excuse(site.shrunk.date.last_by(self.checked.today), since, self.checked.today)


def _contacts(checked: Checked) -> Iterator[str]:
    """Every telephone and address that an office publishes."""
    site = checked.data.site
    for record in (site, *(item.record for item in checked.found)):
        yield from (contact.value for _, contact in records_in(record, ContactDetail))
    mailboxes = (checked.data.operators_mailbox(), *(group.mailbox for group in site.editors))
    yield from filter(None, mailboxes)


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
