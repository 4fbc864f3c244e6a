"""Real threads on a real database: a file on SQLite, the test database on PostgreSQL."""

import contextlib
import sqlite3
import threading

from django.db import close_old_connections, connection, connections

from corpu.lib.refusals import Refused


@contextlib.contextmanager
def shared_database(folder):
    """Within it, new threads see what the test has written so far.

    SQLite in memory belongs to one thread; its content is copied into a file.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    settings = connections.settings["default"]
    name, path = settings["NAME"], str(folder / "race.sqlite3")
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        # Two threads that switch the mode at their first moment lock each other out.
        copy.execute("PRAGMA journal_mode=WAL")
    settings["NAME"] = path
    try:
        yield
    finally:
        settings["NAME"] = name


def race(*calls) -> list:
    """Run the calls at one moment, each in a thread; what each returned, or its code."""
    barrier, found = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        close_old_connections()
        barrier.wait()
        try:
            found[place] = call()
        except Refused as refusal:
            found[place] = refusal.code
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(place, call))
        for place, call in enumerate(calls)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return found


def elsewhere(call):
    """What `call` gives in a thread of its own, on the shared database."""
    return race(call)[0]
