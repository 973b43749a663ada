#!/usr/bin/env python3
"""Lists of the API at their full size: 500 projects, one of them with 10,000 objects whose rows are being copied;
the last tenth of its tables has indexes.

    python3 Benchmarks/console.py .build/release/godwit [500] [10000]

A fresh catalog gets a project over the API; the others, the objects and the copies are written beside it as copies of
one row. Prints a table for RESULTS.md: the median and the slowest of 20 requests, what one costs the server in CPU time
(which a busy machine does not change), and the bytes on the wire, gzipped.
"""

import gzip
import http.client
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 20


class Client:
    def __init__(self, port):
        self.port = port
        self.cookie = ''

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        headers = {'Accept-Encoding': 'gzip', 'X-Godwit': '1', 'Cookie': self.cookie}
        text = None if body is None else json.dumps(body)
        if text is not None:
            headers['Content-Type'] = 'application/json'
        connection.request(method, '/api/v1' + path, text, headers)
        answer = connection.getresponse()
        content = answer.read()
        packed = len(content)
        if answer.getheader('Content-Encoding') == 'gzip':
            content = gzip.decompress(content)
        if cookie := answer.getheader('Set-Cookie'):
            self.cookie = cookie.split(';')[0]
        if answer.status >= 300:
            raise SystemExit(f'{method} {path}: {answer.status} {content[:400]}')
        return json.loads(content or b'null'), packed


def start(program, folder):
    child = subprocess.Popen(
        [program, 'serve', '--data', folder, '--listen', '127.0.0.1:0', '--print-url', '--no-agent'],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in child.stdout:
        if found := re.search(r'http://127\.0\.0\.1:(\d+)', line):
            return child, Client(int(found[1]))
    raise SystemExit('the server did not start')


def make_project(client):
    ends = {}
    for name in ('source', 'destination'):
        kind = 'oracle' if name == 'source' else 'oceanbase'
        options = {'service': 'ORCLPDB1'} if name == 'source' else {'tenant': 'shop'}
        form = {'name': name, 'kind': kind, 'host': '127.0.0.1', 'port': 1, 'user': 'u', 'password': 'p'}
        known = next(one for one in client.call('GET', '/datasource-kinds')[0] if one['kind'] == kind)
        fields = {field['name'] for field in known['fields']}
        form['options'] = {key: value for key, value in options.items() if key in fields}
        ends[name] = client.call('POST', '/datasources', form)[0]['id']
    return client.call('POST', '/projects', {
        'name': 'first', 'source': {'dataSource': ends['source']}, 'destination': {'dataSource': ends['destination']},
        'objects': {'include': ['SHOP.*']}})[0]['id']


def fill(path, project, projects, objects):
    base = sqlite3.connect(path, timeout=30)
    columns = [row[1] for row in base.execute('PRAGMA table_info(project)')]
    template = dict(zip(columns, base.execute('SELECT * FROM project').fetchone()))
    for number in range(1, projects):
        row = dict(template, id=f'pj_many{number:06d}', name=f'project {number}')
        row['specification'] = json.dumps(dict(json.loads(row['specification']), name=row['name']))
        base.execute(f'INSERT INTO project ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})',
                     [row[name] for name in columns])
    statement = 'CREATE TABLE `shop`.`t` (\n' + ',\n'.join(f'  `c{n}` DECIMAL(10,2)' for n in range(20)) + '\n)'
    part = {'kind': 'index', 'name': 'ix', 'statement': 'CREATE INDEX `ix` ON `shop`.`t` (`c1`)', 'notes': []}
    # Catalogs of before 6 have no flag for tables with parts.
    flags = [row[1] for row in base.execute('PRAGMA table_info(project_object)') if row[1] == 'has_parts']
    names = ['project_id', 'number', 'kind', 'source_schema', 'source_name', 'destination_schema', 'destination_name',
             'state', 'is_removed', 'content'] + flags
    for number in range(1, objects + 1):
        parts = [part] if number > objects * 9 // 10 else []
        source = {'schema': 'SHOP', 'name': f'T_{number:05d}'}
        destination = {'schema': 'shop', 'name': f't_{number:05d}'}
        content = {
            'sourceText': '', 'statementsDone': 1, 'dependsOn': [], 'parts': {}, 'converted': {
                'kind': 'table', 'source': source, 'destination': destination, 'statements': [statement],
                'parts': parts,
                'notes': [{'severity': 'lossy', 'rule': 'type.timestamp', 'subject': 'C1', 'text': 'Digits are cut.'}]}}
        row = [project, number, 'table', 'SHOP', source['name'], 'shop', destination['name'], 'completed', 0,
               json.dumps(content)] + [len(parts)] * len(flags)
        base.execute(f'INSERT INTO project_object ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})', row)
        base.execute('INSERT INTO table_copy (project_id, table_number, state, has_large_values, rows_estimated, '
                     'bytes_estimated, rows_written, rows_ignored, rows_quarantined, bytes_read, chunks_done, '
                     'chunks_planned, is_planned, losses, times) VALUES (?,?,?,0,1000,100000,?,0,0,0,0,1,1,?,?)',
                     (project, number, 'copying' if number % 50 == 0 else 'waiting', number % 1000, '{}',
                      '{"planning":0,"read":0,"conversion":0,"write":0}'))
    base.commit()
    base.close()


def cpu(child):
    with open(f'/proc/{child.pid}/stat') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf('SC_CLK_TCK')


def measure(client, child, path):
    times, packed = [], 0
    spent = cpu(child)
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        _, packed = client.call('GET', path)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), max(times), (cpu(child) - spent) / ROUNDS, packed


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else '.build/release/godwit'
    projects = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    objects = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        child, client = start(program, folder)
        try:
            client.call('POST', '/session/first', {'account': 'admin', 'password': 'correct horse battery'})
            project = make_project(client)
            fill(os.path.join(folder, 'catalog.sqlite3'), project, projects, objects)
            print(f'{projects} projects, one with {objects} objects; median and slowest of {ROUNDS}, in ms\n')
            print('| request | median | slowest | CPU | KB gzipped |\n|---|---|---|---|---|')
            base = f'/projects/{project}'
            for path in ('/projects', base, f'{base}/objects?limit=1000', f'{base}/objects?limit=100&after=9000',
                         f'{base}/objects?q=t_09&limit=100', f'{base}/tables?limit=1000',
                         f'{base}/tables?sort=state&limit=100', f'{base}/tables?q=t_09&limit=100',
                         f'{base}/indexes?limit=100', f'{base}/indexes?limit=100&after=9900', f'{base}/activity',
                         f'{base}/speed', '/overview'):
                median, slowest, spent, packed = measure(client, child, path)
                shown = path.replace(project, 'ID')
                print(f'| `GET {shown}` | {median:.1f} | {slowest:.1f} | {spent:.1f} | {packed / 1024:.0f} |')
        finally:
            child.terminate()
            child.wait(20)


if __name__ == '__main__':
    main()
