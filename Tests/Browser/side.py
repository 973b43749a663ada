"""Groups of tests side by side, each as a program of its own; what measures time runs alone after them."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading

from server import ends_with_us, stop_child

# Which tests: all, those that bear others beside them, those that do not, those that open every state for pictures.
KINDS = ('all', 'beside', 'alone', 'pictures')
RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'run.py')
LANES = 2 if (os.cpu_count() or 1) > 1 else 1


class Runs:
    """Runs of the runner, and what they said in their closing lines."""

    def __init__(self):
        self.lock = threading.Lock()
        self.children = []
        self.passed = 0
        self.broken = []
        self.shaky = []

    def run(self, name, arguments):
        child = subprocess.Popen(
            [sys.executable, '-u', RUNNER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors='replace', preexec_fn=ends_with_us(signal.SIGTERM))
        with self.lock:
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

    def run_side_by_side(self, runs, lanes):
        waiting = queue.SimpleQueue()
        for one in runs:
            waiting.put(one)

        def lane():
            while True:
                try:
                    name, arguments = waiting.get_nowait()
                except queue.Empty:
                    return
                self.run(name, arguments)

        threads = [threading.Thread(target=lane, daemon=True) for _ in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def close(self):
        for child in self.children:
            if child.poll() is None:
                stop_child(child)


def run_all(kind, groups):
    """All groups of `kind` 'all' or 'pictures'; ends with the lines of one run."""
    runs = Runs()
    try:
        which = 'pictures' if kind == 'pictures' else 'beside'
        runs.run_side_by_side([(group, [which, group]) for group in groups], LANES)
        if kind == 'all':
            runs.run_side_by_side([('alone', ['alone'])], 1)
    finally:
        runs.close()
    for name in runs.shaky:
        print(f'second try: {name}')
    for name in runs.broken:
        print(f'failed: {name}')
    print(f'{runs.passed} passed, {len(runs.broken)} failed')
    return 1 if runs.broken else 0
