"""seekdb, the OceanBase engine, as a program of its own in a folder of its own, read by a client that is not ours."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from decoy import CACHE, JUDGES, ROOT, end_with_parent

if JUDGES not in sys.path:
    sys.path.append(JUDGES)

import pymysql  # noqa: E402  (unpacked beside the other judges by scripts/judges.py)

# Values go as Python has them, and come as the server writes them.
ENCODERS = dict(pymysql.converters.encoders)
# The last one: a crash must not leave locks behind, docs/decisions/0011.
PARAMETERS = {'memory_budget': '2G', 'datafile_size': '64M', 'datafile_maxsize': '10G', 'log_disk_size': '2G',
              '_private_buffer_size': '0B'}


def program():
    if os.environ.get('GODWIT_SEEKDB'):
        return os.environ['GODWIT_SEEKDB']
    with open(os.path.join(ROOT, 'scripts', 'versions'), encoding='utf-8') as file:
        version = re.search(r'^SEEKDB_VERSION=(.+)$', file.read(), re.M).group(1)
    return os.path.join(CACHE, f'seekdb-{version}', 'seekdb')


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class SeekDB:
    """The folder is deleted at the end. A killed server is started again on the same folder and port."""

    def __init__(self, **parameters):
        self.parameters = {**PARAMETERS, **parameters}
        self.folder = tempfile.mkdtemp(prefix='godwit-judge-seekdb-')
        self.port = free_port()
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, limit=180):
        base = os.path.join(self.folder, 'data')
        os.makedirs(base, exist_ok=True)
        settings = [word for name, value in sorted(self.parameters.items()) for word in
                    ('--parameter', f'{name}={value}')]
        with open(os.path.join(self.folder, 'seekdb.log'), 'ab') as log:
            self.process = subprocess.Popen(
                [program(), '--nodaemon', '--base-dir', base, '--port', str(self.port), '--log-level', 'WARN',
                 *settings], stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=end_with_parent)
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with self.connect() as connection, connection.cursor() as cursor:
                    cursor.execute('select 1')
                    return
            except pymysql.Error:
                time.sleep(0.25)
        self.stop(signal.SIGKILL)
        raise RuntimeError('seekdb did not become ready; its log is ' + os.path.join(self.folder, 'seekdb.log'))

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    @property
    def url(self):
        return f'mysql://root@127.0.0.1:{self.port}'

    def connect(self, **more):
        """Values come as the server writes them: text, or bytes where the column holds bytes."""
        return pymysql.connect(
            host='127.0.0.1', port=self.port, user='root', charset='utf8mb4', conv=ENCODERS, autocommit=True,
            connect_timeout=10,
            init_command="SET time_zone = '+00:00', ob_query_timeout = 600000000, ob_trx_timeout = 600000000", **more)

    def rows(self, statement, values=None):
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()


def quoted(*names):
    return '.'.join('`' + name.replace('`', '``') + '`' for name in names)
