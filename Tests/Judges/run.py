#!/usr/bin/env python3
"""Programs that we did not write judge Decoy, and with it our idea of Oracle's protocol (protocol); and they judge what
a migration has brought to its destination (arrival).

    GODWIT_DECOY=.build/debug/decoy GODWIT=.build/debug/godwit \\
        python3 Tests/Judges/run.py [protocol | arrival] [part of a test name …]

Every test_* function of the modules named below is a test; it gets a World. Ends with `N passed, N failed`.
"""

import contextlib
import functools
import importlib
import inspect
import os
import sys
import time
import traceback

import decoy

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'migrations'))

MODULES = {
    'protocol': [
        'drivers', 'kinds', 'dictionary', 'schemas', 'wire', 'accounts', 'tcps', 'java', 'sling', 'agreement',
        'reading', 'published'],
    'arrival': ['matrix', 'shapes', 'kills', 'interruptions'],
}


class World:
    """One Decoy that the tests share, each with users of its own."""

    def __init__(self):
        self.decoy = decoy.Decoy()
        self.count = 0
        self.others = contextlib.ExitStack()

    @functools.cached_property
    def seekdb(self):
        """The destination of migrations, started when the first test asks for it."""
        import seekdb
        return self.others.enter_context(seekdb.SeekDB())

    def user(self):
        """A connection of a fresh user."""
        self.count += 1
        return self.decoy.make_user(f'judge{self.count}')


def tests(wanted):
    groups = [wanted[0]] if wanted and wanted[0] in MODULES else list(MODULES)
    wanted = wanted[1:] if wanted and wanted[0] in MODULES else wanted
    for name in [name for group in groups for name in MODULES[group]]:
        module = importlib.import_module(name)
        for test, function in inspect.getmembers(module, inspect.isfunction):
            if test.startswith('test_') and function.__module__ == name:
                full = f'{name}.{test}'
                if not wanted or any(part in full for part in wanted):
                    yield full, function


def run_one(name, function, world):
    """The cases of one test with their errors; a test of many cases yields (case, error or None)."""
    started = time.monotonic()
    try:
        cases = function(world)
        cases = list(cases) if inspect.isgenerator(cases) else [('', None)]
    except Exception:
        cases = [('', traceback.format_exc())]
    for case, error in cases:
        if error is not None:
            print(f'FAILED {name} {case}\n{error}', flush=True)
    good = sum(error is None for _, error in cases)
    print(f'{name}: {good} of {len(cases)} in {time.monotonic() - started:.1f} s', flush=True)
    return cases


def main():
    passed, shaky, broken = 0, [], []
    world = World()
    with world.others, world.decoy:
        for name, function in tests(sys.argv[1:]):
            cases = run_one(name, function, world)
            may_lose_patience = name.split('.')[0] in MODULES['protocol']
            if may_lose_patience and any(error is not None for _, error in cases):
                # A busy machine makes a client lose patience now and then; what is broken fails twice. What arrives
                # gets no second try: a row that is lost once in a while is lost.
                shaky += [f'{name} {case}' for case, error in cases if error is not None]
                cases = run_one(name, function, world)
            passed += sum(error is None for _, error in cases)
            broken += [f'{name} {case}' for case, error in cases if error is not None]
    for name in shaky:
        if name not in broken:
            print(f'second try: {name}')
    for name in broken:
        print(f'failed: {name}')
    print(f'{passed} passed, {len(broken)} failed')
    sys.exit(bool(broken) or passed == 0)


main()
