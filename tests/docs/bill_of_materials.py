"""Writes docs/sbom.json, the list of everything that is installed to run the house (CycloneDX 1.5), from the lock.

`python -m tests.docs.bill_of_materials` writes it anew. Licences are read from the installed packages; where one says nothing
in a form a program reads, it stands in SAID below with where it was found.
"""

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PAPER: Final = ROOT / "docs" / "sbom.json"
_LOCKED: Final = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)

# Licences that no field of the package names, and where they are written.
SAID: Final = {
    "imapclient": "BSD-3-Clause",  # COPYING in its source
    "colorama": "BSD-3-Clause",  # LICENSE.txt in its source; installed on Windows only
}
FORBIDDEN: Final = re.compile(r"\bA?GPL|General Public License", re.IGNORECASE)
LESSER: Final = re.compile(r"LGPL|Lesser General Public", re.IGNORECASE)


def locked() -> list[tuple[str, str]]:
    """Return name and version of all that requirements.lock holds."""
    return sorted(set(_LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))))


def licence(name: str) -> str:
    """Return the licence of an installed package in the words of its own fields, "" where it says none."""
    try:
        found: Distribution = distribution(name)
    except PackageNotFoundError:
        return SAID.get(name, "")
    about = found.metadata
    written = about.get("License-Expression") or ""
    classified = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License ::")
    ]
    short = about.get("License") or ""
    return SAID.get(name, "") or written or "; ".join(classified) or (short.strip().splitlines() or [""])[0][:80]


def bill() -> dict[str, Any]:
    """Return the list as CycloneDX has it."""
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {"type": "application", "name": "vastaja", "licenses": [{"license": {"id": "EUPL-1.2"}}]}},
        "components": [
            {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}",
             "licenses": [{"license": {"name": licence(name) or "unknown"}}]}
            for name, version in locked()],
    }  # fmt: skip


def main() -> None:
    PAPER.write_text(json.dumps(bill(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, version in locked():
        print(f"{name:<28}{version:<16}{licence(name) or 'unknown'}")


if __name__ == "__main__":
    main()
