"""Tells people what a job found: as a comment on a pull or merge request, or as an issue.

    python3 deploy/tell.py comment FILE     the comment of that file's marker is made, or rewritten
    python3 deploy/tell.py issue FILE       a new issue; its title is the file's first line

GitHub and GitLab are told apart by the variables that each of them sets. The token comes from
ASHYQ_TOKEN. The text is data of others: it is cut to what a forge takes, and it calls nobody but, in an
issue, the teams that stand in CODEOWNERS. An empty file says nothing, and nothing is sent.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

MARKER = "<!-- ashyq: what changes in public -->"
LONGEST = 60_000
"""Characters; GitHub takes 65,536."""

OWNERS = Path(__file__).resolve().parent.parent / "CODEOWNERS"
SECONDS = 30
PAGES = 20
PER_PAGE = 100


class CannotTell(Exception):
    """Nothing was sent; the message says why."""


class Forge:
    """What both forges have in common: JSON over HTTP with a token."""

    def __init__(self, address: str, project: str, header: tuple[str, str]):
        if urlsplit(address).scheme not in ("https", "http"):
            raise CannotTell(f"{address} is no address of a forge")
        self._base = f"{address}/{project}"
        self._header = header

    def ask(self, path: str, method: str = "GET", **content: object):
        body = json.dumps(content).encode() if content else None
        headers = {"Content-Type": "application/json", self._header[0]: self._header[1]}
        request = Request(f"{self._base}/{path}", body, headers, method=method)
        with urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)

    def every(self, path: str) -> Iterator[dict]:
        for page in range(1, PAGES + 1):
            rows = self.ask(f"{path}{'&' if '?' in path else '?'}per_page={PER_PAGE}&page={page}")
            yield from rows
            if len(rows) < PER_PAGE:
                return


class GitHub(Forge):
    def __init__(self, environ):
        token = _need(environ, "ASHYQ_TOKEN")
        repository = f"repos/{_need(environ, 'GITHUB_REPOSITORY')}"
        super().__init__(_need(environ, "GITHUB_API_URL"), repository, ("Authorization", f"Bearer {token}"))
        self._environ = environ

    def comment(self, text: str) -> None:
        number = self._pull()
        mine = f"issues/{number}/comments"
        earlier = next((one for one in self.every(mine) if _is_ours(one, one["user"]["type"] == "Bot")), None)
        if earlier:
            self.ask(f"issues/comments/{earlier['id']}", "PATCH", body=text)
        else:
            self.ask(mine, "POST", body=text)

    def issue(self, title: str, text: str) -> None:
        self.ask("issues", "POST", title=title, body=text)

    def _pull(self) -> int:
        """The open pull request of the run's branch and commit: asked of GitHub, never of the run."""
        owner, branch = _need(self._environ, "HEAD_OWNER"), _need(self._environ, "HEAD_BRANCH")
        commit = _need(self._environ, "HEAD_COMMIT")
        query = urlencode({"state": "open", "head": f"{owner}:{branch}"})
        for pull in self.every(f"pulls?{query}"):
            if pull["head"]["sha"] == commit:
                return pull["number"]
        raise CannotTell(f"no open pull request of {owner}:{branch} stands at {commit}; it has moved on")


class GitLab(Forge):
    def __init__(self, environ):
        token, project = _need(environ, "ASHYQ_TOKEN"), quote(_need(environ, "CI_PROJECT_ID"), safe="")
        super().__init__(_need(environ, "CI_API_V4_URL"), f"projects/{project}", ("PRIVATE-TOKEN", token))
        self._environ = environ

    def comment(self, text: str) -> None:
        notes = f"merge_requests/{quote(_need(self._environ, 'CI_MERGE_REQUEST_IID'), safe='')}/notes"
        me = urlsplit(self._base)
        own = Forge(f"{me.scheme}://{me.netloc}", me.path.partition("/projects/")[0].strip("/"), self._header)
        name = own.ask("user")["username"]
        ours = (one for one in self.every(notes) if _is_ours(one, one["author"]["username"] == name))
        earlier = next(ours, None)
        if earlier:
            self.ask(f"{notes}/{earlier['id']}", "PUT", body=text)
        else:
            self.ask(notes, "POST", body=text)

    def issue(self, title: str, text: str) -> None:
        self.ask("issues", "POST", title=title, description=text)


def _is_ours(comment: dict, by_us: bool) -> bool:
    return by_us and comment["body"].startswith(MARKER)


def _need(environ, name: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise CannotTell(f"the variable {name} is not set")
    return value


def text_of(path: str, teams: tuple[str, ...] = ()) -> str:
    """The text of an ordinary file, cut to what a forge takes, in which only these teams are called."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise CannotTell(f"{path} is no ordinary file")
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read(LONGEST)
        text += "\n\n…" if file.read(1) else ""
    text = re.sub(r"@(?!<!-- -->)", "@<!-- -->", text)
    for team in teams:
        text = re.sub(rf"@<!-- -->{re.escape(team.lstrip('@'))}(?![\w/.-])", team, text)
    return text.strip()


def _teams() -> tuple[str, ...]:
    if not OWNERS.is_file():
        return ()
    lines = OWNERS.read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split()[1:])


def main(what: str, path: str) -> None:
    """Send the file's text. Raises CannotTell, and OSError where the forge cannot be reached."""
    forge = (GitLab if os.environ.get("GITLAB_CI") else GitHub)(os.environ)
    text = text_of(path, _teams() if what == "issue" else ())
    if not text:
        print("nothing to tell")
    elif what == "comment":
        forge.comment(f"{MARKER}\n{text}")
    else:
        title, _, rest = text.partition("\n")
        forge.issue(title.lstrip("# ").replace("@<!-- -->", "@"), rest.strip())


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("comment", "issue"):
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except (CannotTell, OSError) as why:
        sys.exit(f"tell: {why}")
