"""Decoy as a program of its own, in a folder of its own, always ended."""

import ctypes
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CACHE = os.environ.get('GODWIT_CACHE') or os.path.join(
    os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache'), 'godwit')
JUDGES = os.path.join(CACHE, 'judges')


def program():
    return os.environ.get('GODWIT_DECOY') or os.path.join(ROOT, '.build', 'release', 'decoy')


def end_with_parent():
    """The child gets SIGTERM when this program ends, however it ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Decoy:
    """`options` go to `decoy serve`. The folder is deleted at the end unless it was given."""

    def __init__(self, *options, folder=None):
        self.given = folder
        self.folder = folder or tempfile.mkdtemp(prefix='godwit-judge-')
        # Decoy's PostgreSQL runs under an account of its own when this is root.
        os.chmod(self.folder, 0o755)
        self.options = list(options)
        self.process = None
        self.port = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if not self.given:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, limit=90):
        listen = f'127.0.0.1:{self.port or 0}'
        self.log = open(os.path.join(self.folder, 'decoy.log'), 'ab')
        self.process = subprocess.Popen(
            [program(), 'serve', '--data', os.path.join(self.folder, 'data'), '--listen', listen, *self.options],
            stdout=subprocess.PIPE, stderr=self.log, text=True, preexec_fn=end_with_parent)
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            readable, _, _ = select.select([self.process.stdout], [], [], 1)
            line = self.process.stdout.readline() if readable else ''
            found = re.search(r'127\.0\.0\.1:(\d+)', line)
            if found:
                self.port = int(found.group(1))
                return
            if self.process.poll() is not None:
                break
        self.stop()
        raise RuntimeError('decoy did not say that it is ready:\n' + self.tail())

    def tail(self, lines=30):
        with open(os.path.join(self.folder, 'decoy.log'), encoding='utf-8', errors='replace') as file:
            return ''.join(file.readlines()[-lines:])

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process:
            self.process.stdout.close()
            self.log.close()
        self.process = None

    @property
    def address(self):
        return f'127.0.0.1:{self.port}/ORCLPDB1'

    def connect(self, user='system', password='decoy', **more):
        import oracledb
        return oracledb.connect(user=user, password=password, dsn=self.address, **more)

    def make_user(self, name, password='secret'):
        """A user that may do what the owner of a schema does."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f'create user {name} identified by {password} quota unlimited on users')
            cursor.execute(f'''grant create session, create table, create view, create sequence, create procedure,
                create trigger, create type, create synonym, create materialized view,
                unlimited tablespace to {name}''')
        return self.connect(name, password)
