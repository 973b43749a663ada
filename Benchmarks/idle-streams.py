#!/usr/bin/env python3
"""What idle event streams cost a real server.

    python3 Benchmarks/idle-streams.py .build/release/godwit [streams] [seconds]

Starts `godwit serve` on a directory of its own, with three heartbeat components, signs in, opens the streams (each
follows the list of components) and prints processor time and memory of the server without and with them.
"""

import http.client
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlsplit

PASSWORD = 'a password for a measurement 1'


def cpu_and_memory(pid):
    with open(f'/proc/{pid}/stat', encoding='ascii') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    ticks = int(fields[11]) + int(fields[12])
    with open(f'/proc/{pid}/status', encoding='ascii') as file:
        resident = next(int(line.split()[1]) for line in file if line.startswith('VmRSS'))
    return ticks / os.sysconf('SC_CLK_TCK'), resident / 1024


class Console:
    def __init__(self, url):
        self.netloc = urlsplit(url).netloc
        self.cookie = ''

    def call(self, method, path, body=None):
        link = http.client.HTTPConnection(self.netloc, timeout=30)
        headers = {'X-Godwit': '1', 'Content-Type': 'application/json', 'Cookie': self.cookie}
        link.request(method, '/api/v1' + path, json.dumps(body) if body is not None else None, headers)
        answer = link.getresponse()
        text = answer.read()
        assert answer.status < 300, (answer.status, text)
        self.cookie = (answer.getheader('Set-Cookie') or self.cookie).split(';')[0]
        return json.loads(text) if text else None

    def stream(self):
        host, port = self.netloc.split(':')
        link = socket.create_connection((host, int(port)), timeout=30)
        link.sendall(f'GET /api/v1/stream?topics=components HTTP/1.1\r\nHost: {self.netloc}\r\n'
                     f'Cookie: {self.cookie}\r\n\r\n'.encode())
        assert b' 200 ' in link.recv(4096)
        return link


def measured(pid, seconds, streams):
    cpu, _ = cpu_and_memory(pid)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for link in streams:
            try:
                link.recv(65536, socket.MSG_DONTWAIT)
            except BlockingIOError:
                pass
        time.sleep(0.5)
    later, resident = cpu_and_memory(pid)
    return 100 * (later - cpu) / seconds, resident


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 20
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    folder = tempfile.mkdtemp(prefix='godwit-bench')
    server = subprocess.Popen(
        [program, 'serve', '--data', folder, '--listen', '127.0.0.1:0', '--print-url', '--log-level', 'warning'],
        stdout=subprocess.PIPE)
    try:
        console = Console(json.loads(server.stdout.readline())['url'])
        console.call('POST', '/session/first', {'account': 'admin', 'password': PASSWORD})
        while not console.call('GET', '/machines')['items']:
            time.sleep(0.1)
        for number in range(3):
            console.call('POST', '/components', {'kind': 'heartbeat', 'name': f'beat {number}', 'start': True})
        time.sleep(5)
        print('streams  CPU % of a core  resident MB')
        idle = measured(server.pid, seconds, [])
        print(f'{0:7}  {idle[0]:15.2f}  {idle[1]:11.1f}')
        streams = [console.stream() for _ in range(count)]
        time.sleep(2)
        busy = measured(server.pid, seconds, streams)
        print(f'{count:7}  {busy[0]:15.2f}  {busy[1]:11.1f}')
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
