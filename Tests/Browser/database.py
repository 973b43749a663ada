"""A real database for the connection test: seekdb, in a directory of its own, started when a test first needs it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile

from server import ends_with_us, eventually, stop_child

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOST = '127.0.0.1'
USER = 'root'
READY_SECONDS = 120
# The smallest instance that works well; the Swift tests start the engine with the same values.
PARAMETERS = ('memory_budget=2G', 'datafile_size=64M', 'datafile_maxsize=10G', 'log_disk_size=2G')


def executable():
    """Where `./godwit setup` leaves the engine, or what GODWIT_SEEKDB names."""
    path = os.environ.get('GODWIT_SEEKDB')
    if not path:
        with open(os.path.join(ROOT, 'scripts', 'versions'), encoding='utf-8') as file:
            version = re.search(r'^SEEKDB_VERSION=(\S+)$', file.read(), re.MULTILINE).group(1)
        caches = os.environ.get('XDG_CACHE_HOME') or os.path.join(os.path.expanduser('~'), '.cache')
        cache = os.environ.get('GODWIT_CACHE') or os.path.join(caches, 'godwit')
        path = os.path.join(cache, f'seekdb-{version}', 'seekdb')
    if not (os.path.isfile(path) and os.access(path, os.X_OK)):
        raise AssertionError(f'the seekdb engine is not at {path}: run ./godwit setup')
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Database:
    """seekdb on a loopback port, once `start` was called, or one that runs already at GODWIT_DESTINATION_PORT."""

    def __init__(self):
        self.host = HOST
        self.user = USER
        self.port = int(os.environ.get('GODWIT_DESTINATION_PORT') or 0)
        self.directory = None
        self.child = None

    def start(self, api):
        """Returns when the server's own connection test of this database passes."""
        if self.port:
            return
        program = executable()
        self.directory = tempfile.mkdtemp(prefix='godwit-seekdb-')
        data = os.path.join(self.directory, 'data')
        os.mkdir(data)
        self.port = free_port()
        command = [program, '--nodaemon', '--base-dir', data, '--port', str(self.port), '--log-level', 'WARN']
        for parameter in PARAMETERS:
            command += ['--parameter', parameter]
        with open(os.path.join(self.directory, 'seekdb.out'), 'wb') as log:
            self.child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=ends_with_us(signal.SIGKILL))
        eventually('seekdb takes connections', self.accepts, READY_SECONDS)
        eventually('the connection test of seekdb passes', lambda: self.passes(api), READY_SECONDS)

    def accepts(self):
        if self.child.poll() is not None:
            raise AssertionError(f'seekdb ended with status {self.child.returncode}: {self.log_text()}')
        try:
            socket.create_connection((self.host, self.port), 2).close()
            return True
        except OSError:
            return False

    def passes(self, api):
        if not self.accepts():
            return False
        answers = api.call('GET', '/datasource-kinds')
        kind = (answers if isinstance(answers, list) else answers['items'])[0]
        answer = api.call('POST', '/datasources/test', {
            'name': 'seekdb', 'kind': kind['kind'], 'role': kind['roles'][0], 'region': '', 'host': self.host,
            'port': self.port, 'user': self.user, 'password': '', 'database': '', 'encryption': 'off', 'options': {},
            'remark': ''})
        return answer['test']['outcome'] == 'passed'

    def close(self):
        if self.child:
            stop_child(self.child)
            self.child = None
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)
            self.directory = None

    def log_text(self):
        with open(os.path.join(self.directory, 'seekdb.out'), errors='replace') as file:
            return file.read()[-2000:]
