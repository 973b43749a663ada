#!/usr/bin/env python3
"""Programs that we did not write judge Decoy, and with it our idea of Oracle's protocol.

    GODWIT_DECOY=.build/debug/decoy python3 Tests/Judges/run.py [part of a test name …]

Every test_* function of the modules named below is a test; it gets a World. Ends with `N passed, N failed`.
"""

import importlib
import inspect
import os
import sys
import time
import traceback

import decoy

MODULES = ['drivers', 'kinds', 'dictionary', 'schemas', 'wire', 'accounts', 'tcps', 'java', 'sling', 'agreement',
           'reading', 'published']


class World:
    """One Decoy that the tests share, each with users of its own."""

    def __init__(self):
        self.decoy = decoy.Decoy()
        self.count = 0

    def user(self):
        """A connection of a fresh user."""
        self.count += 1
        return self.decoy.make_user(f'judge{self.count}')


def tests(wanted):
    for name in MODULES:
        if not os.path.exists(os.path.join(os.path.dirname(os.path.abspath(__file__)), name + '.py')):
            continue
        module = importlib.import_module(name)
        for test, function in inspect.getmembers(module, inspect.isfunction):
            if test.startswith('test_') and function.__module__ == name:
                full = f'{name}.{test}'
                if not wanted or any(part in full for part in wanted):
                    yield full, function


def main():
    passed, failed = 0, 0
    world = World()
    with world.decoy:
        for name, function in tests(sys.argv[1:]):
            started = time.monotonic()
            try:
                # A test of many cases yields (case, error or None).
                cases = function(world)
                cases = list(cases) if inspect.isgenerator(cases) else [('', None)]
            except Exception:
                cases = [('', traceback.format_exc())]
            for case, error in cases:
                passed, failed = passed + (error is None), failed + (error is not None)
                if error is not None:
                    print(f'FAILED {name} {case}\n{error}', flush=True)
            good = sum(error is None for _, error in cases)
            print(f'{name}: {good} of {len(cases)} in {time.monotonic() - started:.1f} s', flush=True)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed != 0 or passed == 0)


main()
