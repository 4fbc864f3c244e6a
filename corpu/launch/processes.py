"""Processes that start together, are watched together and end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from steps import ROOT, Failed, say


def refuse_taken_port(port: int) -> None:
    """Say clearly that another program answers on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Failed(
                f"Port {port} is in use by another program. "
                f"Choose another: make demo PORT={port + 1}"
            ) from None


def tail(path: Path, lines: int = 25) -> str:
    """The end of a log."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])


class Processes:
    """Processes that start together, are watched together and end together."""

    def __init__(self, env: dict, logs: Path):
        self.logs = logs
        self.env = env
        self.commands: dict[str, list[str]] = {}
        self.running: dict[str, subprocess.Popen] = {}
        self.deaths: list[float] = []

    def __enter__(self) -> Processes:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, _interrupt)
        return self

    def __exit__(self, *error) -> None:
        """The last started ends first; an impatient second Ctrl-C leaves none behind."""
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        for process in list(self.running.values())[1:]:  # the broker goes last
            process.terminate()
        for name in reversed(list(self.running)):
            self.stop_one(name)

    def start(self, name: str, *command) -> None:
        """Start one; it writes to a log of its own and does not see Ctrl-C."""
        self.commands[name] = [str(word) for word in command]
        log = (self.logs / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(
            self.commands[name],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()

    def stop_one(self, name: str) -> None:
        """Ask it to end; after ten seconds, insist."""
        process = self.running.pop(name)
        if process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)

    def wait_for(self, url: str, host: str) -> None:
        """Wait until the site answers, at most a minute."""
        request = urllib.request.Request(url, headers={"Host": host})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for _ in range(600):
            self.restart_dead()
            try:
                opener.open(request, timeout=5).close()
                return
            except OSError as error:
                if getattr(error, "code", 0) == 503:
                    return  # it answers; the page says what is not well
            time.sleep(0.1)
        raise Failed(f"{tail(self.logs / 'web.log')}\nThe site does not answer.")

    def restart_dead(self) -> None:
        """Start again what has died; give up when it keeps dying."""
        for name, process in list(self.running.items()):
            if process.poll() is None:
                continue
            now = time.monotonic()
            self.deaths = [at for at in self.deaths if now - at < 60] + [now]
            log = self.logs / f"{name}.log"
            if len(self.deaths) > 3:
                raise Failed(f"{tail(log)}\nThe process {name!r} keeps stopping ({log}).")
            say(f"  {name} stopped and is started again (see {log})")
            self.start(name, *self.commands[name])

    def watch(self) -> None:
        """Until Ctrl-C."""
        while True:
            time.sleep(0.5)
            self.restart_dead()


def _interrupt(*_) -> None:
    raise KeyboardInterrupt
