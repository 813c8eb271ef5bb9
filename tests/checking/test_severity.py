"""Errors stop a site, warnings only a strict check, notices nothing."""

import pytest

from tests.built import ashyq
from tests.checking.test_bad_inputs import COMMITMENTS, TODAY, problems_in, rewrite, site, spoil
from transparency.checking import load_site
from transparency.loading.problems import RULES, SEVERITY, Refused, of_severity

__all__ = ["site"]

WARNED, NOTED = "cyrillic-word-in-english", "source-not-checked"


def checked(site, *options: str):
    return ashyq("check", "--root", site, "--today", TODAY, *options, ASHYQ_LANG="en")


def test_every_severity_is_of_a_rule():
    """What is no error is a rule all the same, and is either a warning or a notice."""
    assert set(SEVERITY) <= set(RULES)
    assert set(SEVERITY.values()) == {"warning", "notice"}


@pytest.mark.parametrize(("fragment", "strict"), [(WARNED, 1), (NOTED, 0)], ids=["warning", "notice"])
def test_a_strict_check_fails_on_warnings_alone(fragment, strict, site):
    """A warning or a notice is told and passes; --strict refuses the warning."""
    done = checked(spoil(site, fragment))
    assert done.returncode == 0
    assert "[foreign-word]" in done.stderr or "[source-unverified]" in done.stderr
    assert checked(site, "--strict").returncode == strict


def test_errors_warnings_and_notices_stand_apart(site):
    """A reader sees first what must be mended, then what should be, then what is to be asked."""
    spoil(spoil(site, WARNED), NOTED)
    rewrite(site / COMMITMENTS, "target: 16", "target: -16")
    done = checked(site)
    order = [done.stderr.index(f"[{rule}]") for rule in ("negative", "foreign-word", "source-unverified")]
    assert (done.returncode, order) == (1, sorted(order))


def test_only_errors_refuse(site):
    """A site with warnings and notices loads, and hands them on in the order of files and lines."""
    spoil(spoil(site, WARNED), NOTED)
    loaded = load_site(site, TODAY)
    assert [problem.rule for problem in loaded.warnings] == ["foreign-word"]
    assert [problem.rule for problem in loaded.notices] == ["source-unverified"]


def test_a_refusal_keeps_what_is_no_error_beside(site):
    """What was found on the way to an error is not lost."""
    spoil(spoil(site, WARNED), NOTED)
    rewrite(site / COMMITMENTS, "target: 16", "target: -16")
    with pytest.raises(Refused) as refused:
        load_site(site, TODAY)
    assert {problem.severity for problem in refused.value.problems} == {"error"}
    assert [problem.rule for problem in refused.value.beside] == ["foreign-word", "source-unverified"]


def test_each_problem_is_listed_once(site):
    """A severity's list holds no problem twice and is in the order of files and lines."""
    problems = problems_in(spoil(site, "figure-below-zero"))
    assert of_severity([*problems, *reversed(problems)], "error") == tuple(sorted(problems))
