#!/usr/bin/env python3
"""Memory of a full migration from small to large sources: the peak of every process of Godwit, which must not grow.

    python3 Benchmarks/memory.py [gigabytes of rows …]

GODWIT and GODWIT_DECOY name the programs (else .build/release). Rows have about two kilobytes, and every thousandth has
a large value of one megabyte. Prints a table for RESULTS.md.
"""

import contextlib
import os
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(ROOT, 'Tests', 'Judges'), os.path.join(ROOT, 'Tests', 'Judges', 'migrations')]

import decoy  # noqa: E402
import migration  # noqa: E402
import oracledb  # noqa: E402
import seekdb  # noqa: E402

COLUMNS = 'id number(12) primary key, a varchar2(500), b varchar2(500), c varchar2(500), d varchar2(500), l clob'
TEXT = "rpad(to_char(mod((level + {first}) * {prime}, 999983)), 495, 'godwit {prime} ')"
# Two kilobytes of texts, and a kilobyte as the share of a large value.
ROWS_PER_GIGABYTE = 333_000
LARGE_BYTES = 1 << 20
PIECE = 20_000


def fill(connection, gigabytes):
    rows = int(gigabytes * ROWS_PER_GIGABYTE)
    with connection.cursor() as cursor:
        cursor.execute(f'create table wide ({COLUMNS})')
        large = connection.createlob(oracledb.DB_TYPE_CLOB)
        large.write('a large value ' * (LARGE_BYTES // 14))
        for first in range(0, rows, PIECE):
            texts = ', '.join(TEXT.format(first=first, prime=prime) for prime in (7919, 104729, 1299709, 15485863))
            count = min(PIECE, rows - first)
            cursor.execute(
                f'insert into wide (id, a, b, c, d) select level + {first}, {texts} from dual '
                f'connect by level <= {count}')
            cursor.execute(
                f'update wide set l = :1 where id > {first} and id <= {first + count} and mod(id, 1000) = 0', [large])
            connection.commit()
    return rows


class Peaks(threading.Thread):
    """The largest resident memory of each process that a run consists of, in megabytes."""

    def __init__(self, session):
        super().__init__(daemon=True)
        self.session, self.peaks, self.ended = session, {}, threading.Event()

    def run(self):
        while not self.ended.wait(0.5):
            for pid in [int(name) for name in os.listdir('/proc') if name.isdigit()]:
                with contextlib.suppress(OSError, StopIteration):
                    # The run leads a session of its own, its components stay in it or are its children.
                    if os.getsid(pid) == self.session or self.parent(pid) == self.session:
                        self.read(pid)

    @staticmethod
    def parent(pid):
        with open(f'/proc/{pid}/stat', encoding='utf-8', errors='replace') as file:
            return int(file.read().rsplit(')', 1)[1].split()[1])

    def read(self, pid):
        with open(f'/proc/{pid}/cmdline', encoding='utf-8', errors='replace') as file:
            words = file.read().split('\0')
        with open(f'/proc/{pid}/status', encoding='ascii') as file:
            peak = next(int(line.split()[1]) for line in file if line.startswith('VmHWM')) / 1024
        name = ' '.join(words[1:2]) or words[0]
        self.peaks[name] = max(self.peaks.get(name, 0), peak)

    def stop(self):
        self.ended.set()
        self.join()
        return self.peaks


def move(gigabytes):
    # What seekdb holds of twenty gigabytes must have room.
    with decoy.Decoy() as server, seekdb.SeekDB(datafile_maxsize='40G', log_disk_size='6G') as destination:
        began = time.monotonic()
        with server.make_user('bench') as connection:
            rows = fill(connection, gigabytes)
        print(f'{gigabytes} GB: {rows:,} rows filled in {time.monotonic() - began:.0f} s', flush=True)
        source = f'oracle://bench:secret@{server.address}'
        with migration.Project(
                source, destination.url, ['BENCH.WIDE'], {'BENCH': 'arrived'},
                speed={'lanes': 2, 'destinationMemoryPercentMax': 0}) as project:
            project.start()
            peaks = Peaks(project.process.pid)
            peaks.start()
            began = time.monotonic()
            while project.process.poll() is None:
                time.sleep(0.2)
            seconds = time.monotonic() - began
            found = peaks.stop()
            if project.process.returncode != 0:
                sys.exit(project.tail())
            read = project.catalog('select bytes_read from table_copy')[0][0]
        arrived = int(destination.rows('select count(*) from arrived.wide')[0][0])
        assert arrived == rows, f'{arrived} of {rows} rows'
        return (f'{gigabytes:g}', f'{rows:,}', f'{read / 1e9:.2f}', f'{seconds:.0f}', f'{read / seconds / 1e6:.0f}',
                ', '.join(f'{name} {peak:.0f}' for name, peak in sorted(found.items())))


def main():
    sizes = [float(word) for word in sys.argv[1:]] or [1, 20]
    print(f'{os.cpu_count()} cores, load {", ".join(f"{load:.1f}" for load in os.getloadavg())}', flush=True)
    lines = [('GB asked', 'rows', 'GB read', 'seconds', 'MB/s', 'peak MB of each process'), ('---',) * 6]
    for size in sizes:
        lines.append(move(size))
        print('| ' + ' | '.join(lines[-1]) + ' |', flush=True)
    print('\n'.join('| ' + ' | '.join(line) + ' |' for line in lines))


main()
