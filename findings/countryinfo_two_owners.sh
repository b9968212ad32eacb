#!/usr/bin/env bash
# countryinfo 1.0.1 lists countries that no longer exist beside those that took their place, each with the same capital or people.
#
# Guess, written down first: a gazetteer of countries lists those of today, so a capital such as Belgrade has one owner.
# Seen: "Serbia and Montenegro" (dissolved in 2006) has Belgrade and "Serbian" beside Serbia, Burma stands beside Myanmar, Palestine stands twice, and
# the Netherlands Antilles (dissolved in 2010) share Willemstad with Curaçao.  A table built from it gives a name to whoever comes first.
#
# Needs pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "countryinfo==1.0.1"
"$folder/venv/bin/python" - <<'PYTHON'
from collections import defaultdict

import countryinfo

owners = defaultdict(set)
for country in countryinfo.all_countries():
    info = country.info()
    if isinstance(info.get("capital"), str) and info["capital"]:
        owners[info["capital"]].add(info["name"])
shared = {capital: sorted(names) for capital, names in owners.items() if len(names) > 1}
for capital, names in sorted(shared.items()):
    print(f"{capital}: {', '.join(names)}")
assert shared["Belgrade"] == ["Serbia", "Serbia and Montenegro"], shared
assert shared["Naypyidaw"] == ["Burma", "Myanmar"], shared
assert len(shared["Willemstad"]) == 2, shared
names = {country.info()["name"] for country in countryinfo.all_countries()}
assert {"Palestine", "Palestine, State of"} <= names
PYTHON
