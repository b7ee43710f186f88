"""What the pages promise is there, and what is there is described."""

import doctest
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from claims.base.settings import Settings
from claims.cli import app

ROOT = Path(__file__).parent.parent
PAGES = sorted(ROOT.glob("*.md"))
COMMANDS = get_command(app).commands


def read(page):
    """The page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


def commands_in(text):
    r"""Commands that a page shows being typed, options before them left out.

    >>> sorted(commands_in("    $ claims add a\n    $ .venv/bin/claims --ledger x.db list\n"))
    ['add', 'list']
    """
    typed = re.findall(r"^\s*\$ (?:\S*/)?claims (.+)", text, flags=re.MULTILINE)
    return {re.sub(r"^(--ledger \S+ |--\S+ )*", "", call).split()[0] for call in typed}


def sessions_in(text):
    r"""Commands of a page that are shown with their output, and that output.

    >>> sessions_in("    $ claims topics \\\n        --json\n    {}\n    $ claims add a\n")
    [('topics --json', '{}')]
    """
    joined = re.sub(r" *\\\n\s*", " ", text)
    shown = re.findall(r"^    \$ claims (.+)\n((?:    (?!\$).+\n)+)", joined, flags=re.MULTILINE)
    return [(call, re.sub("^    ", "", output, flags=re.MULTILINE).rstrip("\n")) for call, output in shown]


@pytest.mark.model
def test_sessions_on_the_first_page_are_true(tmp_path, monkeypatch):
    """What the README shows a command print is what it prints, in one folder with the seeds in it."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    for name, value in {"COLUMNS": "110", "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1767225600"}.items():
        monkeypatch.setenv(name, value)
    sessions = sessions_in(read("README.md"))
    for call, expected in sessions:
        command = [sys.executable, "-m", "claims", *shlex.split(call)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)

        assert expected == done.stdout.rstrip("\n")
    assert sessions


@pytest.mark.model
def test_python_on_the_first_page_is_true(tmp_path, monkeypatch):
    """The README's lines of Python give what it says."""
    monkeypatch.chdir(tmp_path)

    assert doctest.TestResults(failed=0, attempted=6) == doctest.testfile(
        str(ROOT / "README.md"), module_relative=False, encoding="utf-8"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_on_a_page_exist(page):
    """Nobody is told to type what fails."""
    shown = commands_in(page.read_text(encoding="utf-8"))

    assert set() == shown - set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name):
    """A command that nobody hears of is not used."""
    assert f"`claims {name}" in read("README.md")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_it_does(name):
    """`claims --help` is a table of contents, and every option is explained."""
    bare = [option.name for option in COMMANDS[name].params if hasattr(option, "help") and not option.help]

    assert COMMANDS[name].help
    assert [] == bare


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_readme(name):
    """With the default that it really has."""
    default = Settings.model_fields[name].default
    row = next((line for line in read("README.md").splitlines() if line.startswith(f"| `{name}` |")), "")

    assert row
    assert name == "parties" or str(default) == row.split("|")[2].strip(" `")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Links into the checkout name files that are there."""
    linked = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))

    assert [] == [target for target in linked if not (ROOT / target).exists()]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_on_a_page_exist(page):
    """`make` knows what the pages say it knows."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE))

    assert set() == set(re.findall(r"(?:`|\$ )make ([a-z]+)", read(page))) - targets
