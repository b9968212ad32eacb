#!/usr/bin/env bash
# distributed 2026.8.0: LocalCluster(dashboard_address=None), documented as "Set to None to disable the dashboard", still opens a port for it: 8787.
#
# Guess, written down first: with None there is no HTTP server, so two clusters made that way on one machine never meet.
# Seen: the scheduler serves HTTP on 127.0.0.1:8787, also without bokeh, and the second cluster warns that the port is in use and takes another one.
# An address that ends in ":0" gives a free port and no warning.
#
# Needs pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "dask==2026.8.0" "distributed==2026.8.0"
cat > "$folder/look.py" <<'PYTHON'
import warnings

import distributed
import psutil
from distributed import LocalCluster

CLUSTER = {"n_workers": 0, "processes": False}


def ports():
    return {one.laddr.port for one in psutil.Process().net_connections(kind="inet") if one.status == "LISTEN"}


if __name__ == "__main__":
    print("distributed", distributed.__version__)
    busy = 8787 in {one.laddr.port for one in psutil.net_connections(kind="inet") if one.status == "LISTEN"}
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with LocalCluster(dashboard_address=None, **CLUSTER):
            first = ports()
            with LocalCluster(dashboard_address=None, **CLUSTER):
                second = ports() - first
    said = [str(one.message).splitlines()[0] for one in told if "8787" in str(one.message)]
    print("ports of the first:", sorted(first), "more with the second:", sorted(second), "warnings:", said)
    assert busy or 8787 in first, "None no longer takes 8787"
    assert said and second, "the second cluster opens no port for HTTP any more"
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with LocalCluster(dashboard_address="127.0.0.1:0", **CLUSTER), LocalCluster(dashboard_address="127.0.0.1:0", **CLUSTER):
            pass
    assert not [one for one in told if "8787" in str(one.message)]
    print("with 127.0.0.1:0 two clusters do not meet")
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
