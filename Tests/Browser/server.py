"""The real server, started for the tests in a directory of its own, and the API as a script uses it."""

import ctypes
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from urllib.parse import urlsplit

START_SECONDS = 60
STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class Server:
    """`godwit serve` from GODWIT_PROGRAM, or a server that runs already at GODWIT_CONSOLE_URL."""

    def __init__(self):
        self.url = os.environ.get('GODWIT_CONSOLE_URL')
        self.program = None if self.url else os.environ.get('GODWIT_PROGRAM')
        self.directory = None
        self.child = None
        if not self.url and not self.program:
            raise SystemExit('Set GODWIT_PROGRAM to the built program, or GODWIT_CONSOLE_URL to a running server.')
        if self.program:
            self.directory = tempfile.mkdtemp(prefix='godwit-browser-')

    @property
    def can_restart(self):
        return self.program is not None

    def start(self):
        if not self.program:
            return
        listen = '127.0.0.1:0' if not self.url else urlsplit(self.url).netloc
        command = [self.program, 'serve', '--data', self.directory, '--listen', listen, '--print-url']
        log = open(os.path.join(self.directory, 'server.out'), 'ab')
        self.child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, preexec_fn=ends_with_us(signal.SIGTERM))
        timer = threading.Timer(START_SECONDS, self.child.kill)
        timer.start()
        line = self.child.stdout.readline()
        timer.cancel()
        if not line:
            raise RuntimeError(f'{self.program} ended without its address: {self.log_text()}')
        self.url = json.loads(line)['url']
        # The pipe is read to its end, or a talkative server would stand still.
        threading.Thread(target=lambda child: child.stdout.read(), args=(self.child,), daemon=True).start()

    def stop(self):
        if not self.child:
            return
        stop_child(self.child)
        self.child = None

    def kill(self):
        """Ends it as a failing machine would: nothing is brought to an end, nobody is told."""
        self.child.kill()
        self.child.wait()
        self.child = None

    def revive(self):
        """Starts it again when a test that failed left it killed, so that the tests after it do not fail with it."""
        if self.child and self.child.poll() is not None:
            print(f'    the server ended with status {self.child.returncode}: {self.log_text()}', flush=True)
            self.child = None
        if not self.child:
            self.start()

    def close(self):
        self.stop()
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)

    def log_text(self):
        try:
            with open(os.path.join(self.directory, 'server.out'), errors='replace') as file:
                return file.read()[-2000:]
        except OSError:
            return ''


def ends_with_us(sign):
    """For a child before it becomes its program: the sign reaches it when the tests end, however they end."""
    tests = os.getpid()

    def prepare():
        if LIBC.prctl(PR_SET_PDEATHSIG, sign, 0, 0, 0) != 0 or os.getppid() != tests:
            os._exit(1)

    return prepare


def stop_child(child):
    """Asks a program to end, and ends it when it does not."""
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


class API:
    """The API with a session cookie."""

    def __init__(self, server):
        self.server = server
        self.cookie = ''

    def call(self, method, path, body=None, allow=()):
        link = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=30)
        headers = {'X-Godwit': '1', 'Content-Type': 'application/json', 'Cookie': self.cookie}
        link.request(method, '/api/v1' + path, json.dumps(body) if body is not None else None, headers)
        answer = link.getresponse()
        text = answer.read()
        cookie = answer.getheader('Set-Cookie')
        if cookie:
            self.cookie = cookie.split(';')[0]
        link.close()
        if answer.status >= 400 and answer.status not in allow:
            raise AssertionError(f'{method} {path}: {answer.status} {text[:300]}')
        return json.loads(text) if text[:1] in (b'{', b'[') else None

    def sign_in(self, password):
        """After a wrong password the server asks for a moment's patience; a test that meets it waits."""
        eventually('the server takes a sign-in', lambda: 'account' in self.call(
            'POST', '/session', {'account': 'admin', 'password': password}, allow=(429,)))


def eventually(what, condition, seconds=20):
    """Waits until the named condition holds."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f'not within {seconds} s: {what}')
        time.sleep(0.1)
