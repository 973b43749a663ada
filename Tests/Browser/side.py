"""Groups of tests side by side, each as a program of its own with a server of its own; Decoy and seekdb are started
once for all of them. What measures time runs alone after the others."""

import glob
import os
import queue
import re
import signal
import subprocess
import sys
import threading

from database import Database
from server import Server, ends_with_us, stop_child

# Which tests: all, those that bear others beside them, those that do not, those that open every state for pictures.
KINDS = ('all', 'beside', 'alone', 'pictures')
RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'run.py')
LANES = 2 if (os.cpu_count() or 1) > 1 else 1


class Runs:
    """Runs of the runner, and what they said in their closing lines."""

    def __init__(self):
        self.lock = threading.Lock()
        self.children = []
        self.is_over = False
        self.passed = 0
        self.broken = []
        self.shaky = []

    def run(self, name, arguments):
        with self.lock:
            if self.is_over:
                return
            child = subprocess.Popen(
                [sys.executable, '-u', RUNNER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                errors='replace', preexec_fn=ends_with_us(signal.SIGTERM))
            self.children.append(child)
        closing = None
        for line in child.stdout:
            with self.lock:
                closing = re.match(r'(\d+) passed, (\d+) failed$', line) or closing
                for mark, names in (('failed: ', self.broken), ('second try: ', self.shaky)):
                    if line.startswith(mark):
                        names.append(f'{name}: {line[len(mark):].strip()}')
                print(f'{name}: {line}', end='', flush=True)
        child.wait()
        with self.lock:
            self.passed += int(closing[1]) if closing else 0
            if not closing or (child.returncode and not int(closing[2])):
                self.broken.append(f'{name} as a whole (status {child.returncode})')

    def run_side_by_side(self, runs, lanes, meanwhile=lambda: None):
        """`runs`: names with their arguments and with what to wait for. `meanwhile` belongs to this thread, as its
        children end with it."""
        waiting = queue.SimpleQueue()
        for one in runs:
            waiting.put(one)

        def lane():
            while True:
                try:
                    name, arguments, wait = waiting.get_nowait()
                except queue.Empty:
                    return
                wait()
                self.run(name, arguments)

        threads = [threading.Thread(target=lane, daemon=True) for _ in range(lanes)]
        for thread in threads:
            thread.start()
        meanwhile()
        for thread in threads:
            thread.join()

    def close(self):
        with self.lock:
            self.is_over = True
        for child in self.children:
            if child.poll() is None:
                stop_child(child)


class Ends:
    """The databases of all runs."""

    def __init__(self):
        self.world = None
        self.ready = threading.Event()

    def start(self):
        """A run that does not find them starts its own."""
        from run import World
        server = Server()
        self.world = World(server, None, Database())
        try:
            server.start()
            self.world.migrations.sources()
            os.environ['GODWIT_SOURCE_PORT'] = str(self.world.migrations.decoy.port)
            os.environ['GODWIT_DESTINATION_PORT'] = str(self.world.database.port)
        except Exception as error:
            print(f'every group starts databases of its own: {error}', flush=True)
        finally:
            server.close()
            self.ready.set()

    def close(self):
        if self.world:
            self.world.migrations.close()
            self.world.database.close()


def forget_pictures():
    """States go and get other names; what is left of an earlier run would be taken for the present."""
    from run import pictures_folder
    for path in glob.glob(os.path.join(pictures_folder(), '*.png')):
        if re.search(r'-(light|dark)(-900)?\.png$', path):
            os.remove(path)


def run_all(kind, groups):
    """All groups of `kind` 'all' or 'pictures'; ends with the lines of one run."""
    runs = Runs()
    ends = Ends()
    if kind == 'pictures':
        forget_pictures()
    try:
        which = 'pictures' if kind == 'pictures' else 'beside'
        # The frame moves no rows, so its tests begin at once.
        waits = {'frame': lambda: None}
        runs.run_side_by_side(
            [(group, [which, group], waits.get(group, ends.ready.wait)) for group in groups], LANES, ends.start)
        if kind == 'all':
            runs.run_side_by_side([('alone', ['alone'], ends.ready.wait)], 1)
    finally:
        runs.close()
        ends.close()
    for name in runs.shaky:
        print(f'second try: {name}')
    for name in runs.broken:
        print(f'failed: {name}')
    print(f'{runs.passed} passed, {len(runs.broken)} failed')
    return 1 if runs.broken else 0
