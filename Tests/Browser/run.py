#!/usr/bin/env python3
"""Browser tests of the console: the real server, the real browser, no network beside them.

    GODWIT_PROGRAM=.build/debug/godwit python3 Tests/Browser/run.py                  all of them, two groups at a time
    GODWIT_PROGRAM=.build/debug/godwit python3 Tests/Browser/run.py GROUP [part …]   frame, lists, wizard or project
    GODWIT_PROGRAM=.build/debug/godwit python3 Tests/Browser/run.py pictures [GROUP] pictures of every page and state

GODWIT_CONSOLE_URL        a server that runs already, instead of GODWIT_PROGRAM; tests of a restart are left out
GODWIT_SCREENSHOTS        folder for the pictures, also of tests that fail; output/screenshots when unset
GODWIT_DECOY              the decoy program, for the tests of migrations; .build/release/decoy when unset
GODWIT_SEEKDB             the seekdb executable of the passed connection test; what `./godwit setup` got when unset
CHROMIUM                  the browser; /usr/bin/chromium when unset
"""

import glob
import importlib
import os
import signal
import sys
import time
import traceback

from playwright.sync_api import expect, sync_playwright

import access
import flows
import side
from database import Database
from migrations import Migrations
from server import API, Server

PASSWORD = 'long legs, long bill 7'
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# How long a step may take. A machine that is busy with other things is slow, not wrong.
PATIENCE_MILLISECONDS = 20_000
ENDED = 128 + signal.SIGTERM


def pictures_folder():
    return os.environ.get('GODWIT_SCREENSHOTS') or os.path.join(ROOT, 'output', 'screenshots')


class World:
    """What a test may use beside its page."""

    def __init__(self, server, browser, database, takes_pictures=False):
        self.server = server
        self.database = database
        self.browser = browser
        self.password = PASSWORD
        self.api = API(server)
        self.migrations = Migrations(self, database)
        self.axe = axe_source()
        self.pictures = pictures_folder()
        # A walk through the states either scans them or takes their pictures.
        self.takes_pictures = takes_pictures
        self.scans = not takes_pictures
        self.unit = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'unit')

    def prepare(self):
        """Signs in for the tests; the very first sign-in has its own test, which runs before."""
        if self.api.call('GET', '/session')['first']:
            self.api.call('POST', '/session/first', {'account': 'admin', 'password': self.password})
        if not self.api.call('GET', '/session')['signedIn']:
            self.api.sign_in(self.password)

    def sign_in(self, context):
        self.prepare()
        name, value = self.api.cookie.split('=', 1)
        context.add_cookies([{'name': name, 'value': value, 'url': self.server.url, 'httpOnly': True}])


def axe_source():
    import axe_core_python
    path = os.path.join(os.path.dirname(axe_core_python.__file__), 'axe.min.js')
    with open(path, encoding='utf-8') as file:
        return file.read()


def watched_page(world, context):
    """A page that notes what must not happen: errors, refusals of the policy, requests to other hosts."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    page.faults = []
    page.held = []
    page.expected = []
    page.on('pageerror', lambda error: page.faults.append(f'error: {error}'))
    page.on('console', lambda message: message.type == 'error' and page.faults.append(f'console: {message.text}'))

    def check(request):
        own = request.url.startswith(world.server.url + '/') or request.url.startswith(('data:', 'blob:'))
        if not own:
            page.faults.append(f'request to another host: {request.url}')

    page.on('request', check)
    return page


def real_faults(page):
    """The browser itself writes an error for every refused answer; a test names those that it provokes."""
    return [fault for fault in page.faults if not any(part in fault for part in page.expected)]


def run_one(world, name, test):
    options = dict(base_url=world.server.url, viewport={'width': 1440, 'height': 900}, locale='en-US')
    context = world.browser.new_context(**options)
    page = watched_page(world, context)
    started = time.monotonic()
    print(f'{name} … ', end='', flush=True)
    try:
        world.server.revive()
        if not getattr(test, 'signed_out', False):
            world.sign_in(context)
        test(page, world)
        faults = real_faults(page)
        assert not faults, faults
        print(f'ok ({time.monotonic() - started:.1f} s)', flush=True)
        return True
    except Exception:
        print('FAILED', flush=True)
        print('    ' + traceback.format_exc(limit=-2).strip().replace('\n', '\n    ')[:2500])
        if page.faults:
            print('    faults:', page.faults[:5])
        os.makedirs(world.pictures, exist_ok=True)
        try:
            page.screenshot(path=os.path.join(world.pictures, f'failed-{name}.png'), timeout=5_000)
        except Exception as error:
            print('    no picture:', str(error)[:120])
        return False
    finally:
        context.close()


# The large pages have tests and states of their own; each group has a server of its own.
GROUPS = ['frame', 'lists', 'wizard', 'project']


def modules(group):
    states = [importlib.import_module(f'states.{group}')]
    if group == 'frame':
        return [flows, access, *states]
    here = os.path.dirname(os.path.abspath(__file__))
    paths = sorted(glob.glob(os.path.join(here, f'{group}*.py')))
    own = [importlib.import_module(os.path.basename(path)[:-3]) for path in paths]
    return [*own, importlib.import_module(f'restarts.{group}'), *states]


def wanted_tests(kind, groups, words):
    """`kind` is one of side.KINDS: which of the tests of the groups; `words` are parts of their names."""
    tests = []
    for module in [module for group in groups for module in modules(group)]:
        tests += [(name, test) for name, test in vars(module).items()
                  if name.startswith('test_') and test.__module__ == module.__name__]
    chosen = {
        'all': lambda test: True,
        'beside': lambda test: not hasattr(test, 'alone'),
        'alone': lambda test: hasattr(test, 'alone'),
        'pictures': lambda test: hasattr(test, 'looks'),
    }[kind]
    return [(name, test) for name, test in tests
            if chosen(test) and (not words or any(word in name for word in words))]


def main():
    # An ordered end goes through the same clean-up as any other one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))
    words = sys.argv[1:]
    kind = words.pop(0) if words and words[0] in side.KINDS else 'all'
    groups = [words.pop(0)] if words and words[0] in GROUPS else GROUPS
    if groups == GROUPS and not words and kind in ('all', 'pictures'):
        sys.exit(side.run_all(kind, GROUPS))
    sys.exit(run_tests(wanted_tests(kind, groups, words), kind == 'pictures'))


def run_tests(tests, takes_pictures):
    server = Server()
    database = Database()
    world = None
    passed, shaky, broken = 0, [], []
    expect.set_options(timeout=PATIENCE_MILLISECONDS)

    def close():
        if world:
            world.migrations.close()
        database.close()
        server.close()

    def end_at_once(*_):
        # The loop of the browser swallows an exception that is raised inside it.
        close()
        os._exit(ENDED)

    signal.signal(signal.SIGTERM, end_at_once)
    try:
        server.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get('CHROMIUM', '/usr/bin/chromium'),
                args=['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'])
            world = World(server, browser, database, takes_pictures)
            for name, test in tests:
                if getattr(test, 'restarts', False) and not server.can_restart:
                    print(f'{name} … left out, the server is not ours to restart')
                elif run_one(world, name, test):
                    passed += 1
                elif any(run_one(world, f'{name} (try {number})', test) for number in (2, 3)):
                    # A browser on a busy machine misses a moment now and then; what is broken fails every time.
                    passed += 1
                    shaky.append(name)
                else:
                    broken.append(name)
            browser.close()
    finally:
        close()
    for name in shaky:
        print(f'second try: {name}')
    for name in broken:
        print(f'failed: {name}')
    print(f'{passed} passed, {len(broken)} failed')
    return 1 if broken else 0


if __name__ == '__main__':
    main()
