#!/usr/bin/env python3
"""Full migration against sling on the same Decoy and seekdb, and against the two halves alone.

    python3 Benchmarks/full-migration.py [rows] [lanes …]

GODWIT and GODWIT_DECOY name the programs (else .build/release). It prints a table for RESULTS.md. The table that moves
has ten columns: four numbers, three texts, two dates, a timestamp.
"""

import contextlib
import glob
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(ROOT, 'Tests', 'Judges'), os.path.join(ROOT, 'Tests', 'Judges', 'migrations')]

import decoy  # noqa: E402
import migration  # noqa: E402
import seekdb  # noqa: E402

COLUMNS = '''id number(12) primary key, customer number(9), amount number(12, 2), ratio number(20, 5),
    name varchar2(40), city varchar2(40), code char(4), born date, changed date, noted timestamp(6)'''
ROW = '''level + {first}, mod(level, 90000) + 100, mod(level * 7919, 999983) / 100,
    case when mod(level, 10) > 0 then -level / 100000 end, 'customer number ' || (level + {first}),
    decode(mod(level, 4), 0, 'Bergen', 1, 'Göteborg', 2, 'São Paulo', '小樽'), 'OPEN',
    date '1950-01-01' + mod(level, 20000), date '2024-02-01' + mod(level, 1000) / 24,
    timestamp '2025-11-01 12:30:00.123456' + numtodsinterval(mod(level, 100000), 'second')'''
PIECE = 200_000


def fill(connection, rows):
    with connection.cursor() as cursor:
        cursor.execute(f'create table moved ({COLUMNS})')
        for first in range(0, rows, PIECE):
            cursor.execute(f'insert into moved select {ROW.format(first=first)} from dual '
                           f'connect by level <= {min(PIECE, rows - first)}')
            connection.commit()


class Peak(threading.Thread):
    """The largest resident memory of a process and of those below it, in megabytes: each alone, the largest of them."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.kilobytes, self.ended = pid, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.2):
            for pid in self.family():
                with contextlib.suppress(OSError, StopIteration), open(f'/proc/{pid}/status', encoding='ascii') as file:
                    found = next(int(line.split()[1]) for line in file if line.startswith('VmHWM'))
                    self.kilobytes = max(self.kilobytes, found)

    def family(self):
        found = {self.pid}
        for path in glob.glob('/proc/[0-9]*/stat'):
            with contextlib.suppress(OSError), open(path, encoding='utf-8', errors='replace') as file:
                if int(file.read().rsplit(')', 1)[1].split()[1]) == self.pid:
                    found.add(int(path.split('/')[2]))
        return found

    def stop(self):
        self.ended.set()
        self.join()
        return self.kilobytes / 1024


@contextlib.contextmanager
def measured(results):
    """Seconds, and processor seconds of the programs that ended meanwhile."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    results['seconds'] = time.monotonic() - began
    results['cpu'] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def count(server, table):
    return int(server.rows(f'select count(*) from {table}')[0][0])


def godwit(source, server, rows, lanes, database):
    results = {}
    with migration.Project(
            source, server.url, ['BENCH.MOVED'], {'BENCH': database},
            speed={'lanes': lanes, 'destinationMemoryPercentMax': 0}) as project:
        with measured(results):
            project.start()
            peak = Peak(project.process.pid)
            peak.start()
            while project.process.poll() is None:
                time.sleep(0.05)
        results['peak'] = peak.stop()
        if project.process.returncode != 0:
            sys.exit(project.tail())
        begun, ended = project.catalog('select started_at, finished_at from table_copy')[0]
        # The catalog counts in microseconds or milliseconds of one clock: what fits into the run is right.
        span = next(span for span in [(ended - begun) / unit for unit in (1e3, 1e6, 1e9)]
                    if span <= results['seconds'] + 1)
        results['copy'] = span
    assert count(server, f'{database}.moved') == rows, 'rows are missing'
    return results


def sling(source, server, rows):
    server.rows('create database by_sling default character set utf8mb4')
    results = {}
    with measured(results):
        done = subprocess.run(
            [os.path.join(decoy.JUDGES, 'sling'), 'run', '--src-conn', 'SOURCE', '--src-stream', 'bench.moved',
             '--tgt-conn', 'DESTINATION', '--tgt-object', 'by_sling.moved', '--mode', 'full-refresh'],
            env=dict(os.environ, SOURCE=source, SLING_DISABLE_TELEMETRY='TRUE',
                     DESTINATION=f'mysql://root@127.0.0.1:{server.port}/by_sling'),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        return {'failed': done.stdout[-1500:]}
    if count(server, 'by_sling.moved') != rows:
        return {'failed': 'rows are missing'}
    return results


def load(server, rows, connections):
    """Rows that are statements already, of 1,000 rows each, through the C client."""
    found = server.rows('select * from by_godwit.moved')
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, f'{at}.sql') for at in range(connections)]
        share = -(-len(found) // connections)
        for at, path in enumerate(paths):
            part = found[at * share:(at + 1) * share]
            with open(path, 'w', encoding='utf-8') as file:
                file.write('set autocommit = 0;\n')
                for first in range(0, len(part), 1000):
                    values = ','.join('(' + ','.join(
                        'NULL' if value is None else f"'{value}'" for value in row) + ')'
                        for row in part[first:first + 1000])
                    file.write(f'insert into by_hand.moved values {values};\n')
                    if first % 100_000 == 99_000:
                        file.write('commit;\n')
                file.write('commit;\n')
        del found
        server.rows('create database by_hand default character set utf8mb4')
        server.rows('create table by_hand.moved like by_godwit.moved')
        results = {}
        with measured(results), contextlib.ExitStack() as files:
            running = [subprocess.Popen(
                ['mysql', '-h127.0.0.1', f'-P{server.port}', '-uroot', '--default-character-set=utf8mb4'],
                stdin=files.enter_context(open(path, 'rb')), preexec_fn=decoy.end_with_parent) for path in paths]
            codes = [each.wait() for each in running]
    assert codes == [0] * connections and count(server, 'by_hand.moved') == rows, codes
    server.rows('drop database by_hand')
    return results


def drain(address, rows):
    done = subprocess.run([decoy.program(), 'measure', f'system/decoy@{address}', '--rows', str(rows)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return [line for line in done.stdout.splitlines() if 'drained' in line] or [done.stdout[-300:]]


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    lanes = [int(word) for word in sys.argv[2:]] or [2]
    print(f'{rows:,} rows, {os.cpu_count()} cores, load {", ".join(f"{load:.1f}" for load in os.getloadavg())}')
    with decoy.Decoy() as server, seekdb.SeekDB() as destination:
        with server.make_user('bench') as connection:
            fill(connection, rows)
        source = f'oracle://bench:secret@{server.address}'
        lines = [('what', 'rows/s', 'seconds', 'CPU s per million rows', 'peak MB')]

        def line(what, results, seconds='seconds'):
            if 'failed' in results:
                print(f'{what} failed: {results["failed"]}')
                return
            peak = f'{results["peak"]:.0f}' if 'peak' in results else ''
            lines.append((what, f'{rows / results[seconds]:,.0f}', f'{results[seconds]:.1f}',
                          f'{results["cpu"] / rows * 1e6:.2f}', peak))
            print('|', ' | '.join(lines[-1]), '|', flush=True)

        for number, each in enumerate(lanes):
            results = godwit(source, destination, rows, each, 'by_godwit' if number == 0 else f'by_godwit{each}')
            line(f'godwit run, {each} lanes, whole program', results)
            line(f'godwit run, {each} lanes, rows only', results, 'copy')
        line('sling', sling(source, destination, rows))
        for connections in (1, 2):
            line(f'ready statements, mysql client, {connections} connections', load(destination, rows, connections))
        print('\n'.join('| ' + ' | '.join(line) + ' |' for line in lines[:1] + [('---',) * 5] + lines[1:]))
        print('draining Decoy alone:')
        print('\n'.join('  ' + re.sub(r'\s+', ' ', each) for each in drain(server.address, rows)))
    print(f'load at the end {", ".join(f"{load:.1f}" for load in os.getloadavg())}')


main()
