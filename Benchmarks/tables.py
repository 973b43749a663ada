#!/usr/bin/env python3
"""Many small tables: what each stage of a project costs, and what memory it takes, at a tenth, a half and all of them.

    python3 Benchmarks/tables.py [tables] [folder]

GODWIT and GODWIT_DECOY name the programs (else .build/release). The tables lie in three schemas, so that one source
serves the three runs; with a folder, the source is kept there and filled once. Each run has a fresh destination. It
prints a table for RESULTS.md, and the floor: the same CREATE TABLE statements alone, over one and several connections.
"""

import contextlib
import datetime
import glob
import json
import os
import re
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(ROOT, 'Tests', 'Judges'), os.path.join(ROOT, 'Tests', 'Judges', 'migrations')]

import decoy  # noqa: E402
import migration  # noqa: E402
import seekdb  # noqa: E402

SCHEMAS = ['MANYA', 'MANYB', 'MANYC']
SEEKDB = {'memory_budget': '6G', 'datafile_size': '1G', 'log_disk_size': '4G'}
FLOOR_TABLES, FLOOR_CONNECTIONS = 400, (1, 2, 4)


# The source ----------------------------------------------------------------------------------------------------------

def definition(at):
    """The statements that make a table, and its number of rows. Kinds are mixed by the table's number."""
    name = f't{at:05d}'
    key = '' if at % 20 == 19 else ', primary key (id)'
    more = ', price number' if at % 4 == 1 else ''
    more += ', text clob' if at % 50 == 7 else ''
    check = ', check (amount > -1000000)' if at % 4 == 2 else ''
    yield (f'create table {name} (id number(12) not null, parent number(12), name varchar2(60) not null, '
           f'code char(4), amount number(12, 2) default 0, made date default sysdate, noted timestamp(6){more}'
           f'{key}{check})')
    if at % 2 == 0:
        yield f'create index {name}_name on {name} (name)'
    if at % 5 == 0:
        yield f'create index {name}_made on {name} (made, code)'
    if at % 7 == 0:
        yield f'create unique index {name}_code on {name} (code, id)'
    if at % 3 == 0:
        yield f"comment on table {name} is 'Table {at} of many'"
        yield f"comment on column {name}.amount is 'What was paid'"


def rows(at):
    return at * 7 % 21


def load(source, schema, first, count):
    with source.connect() as connection, connection.cursor() as cursor:
        there = cursor.execute('select count(*) from all_tables where owner = :o', [schema]).fetchone()[0]
    if there == count:
        return
    connection = source.connect(schema.lower(), 'secret') if there else source.make_user(schema.lower())
    with connection.cursor() as cursor:
        if there:
            # A source that was not filled to its end is filled on; its last table may lack something.
            there -= 1
            cursor.execute(f'drop table t{first + there:05d} cascade constraints purge')
        for at in range(first + there, first + count):
            for statement in definition(at):
                cursor.execute(statement)
            if at % 5 == 1 and (at - 1) % 20 != 19 and at > first:
                cursor.execute(f'alter table t{at:05d} add constraint f{at:05d} '
                               f'foreign key (parent) references t{at - 1:05d} (id)')
            if rows(at):
                cursor.execute(
                    f"insert into t{at:05d} (id, name, code, amount, noted) select level, 'row ' || level, 'OPEN', "
                    f"level * 1.25, timestamp '2025-11-01 12:30:00.5' from dual connect by level <= {rows(at)}")
        connection.commit()
    connection.close()


def shares(tables):
    """How many tables each schema has: a tenth, up to a half, the rest."""
    return [tables // 10, tables // 2 - tables // 10, tables - tables // 2]


def fill(source, tables):
    began, first = time.monotonic(), 0
    # One after the other: definitions take turns at the source anyway.
    for schema, count in zip(SCHEMAS, shares(tables)):
        load(source, schema, first, count)
        first += count
    with source.connect() as connection, connection.cursor() as cursor:
        found = cursor.execute("select count(*) from all_tables where owner like 'MANY_'").fetchone()[0]
    assert found == tables, f'{found} tables instead of {tables}'
    print(f'filled the source in {time.monotonic() - began:.0f} s', flush=True)


# The runs ------------------------------------------------------------------------------------------------------------

class Peaks(threading.Thread):
    """The largest resident memory of the program, and of the largest process below it, in kilobytes."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.own, self.below, self.cpu, self.ended = pid, 0, 0, {}, threading.Event()

    def run(self):
        while not self.ended.wait(0.2):
            for path in glob.glob('/proc/[0-9]*/stat'):
                with contextlib.suppress(OSError, StopIteration), open(path, encoding='utf-8') as file:
                    pid, fields = int(path.split('/')[2]), file.read().rsplit(')', 1)[1].split()
                    if self.pid not in (pid, int(fields[1])):
                        continue
                    self.cpu[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')
                    with open(f'/proc/{pid}/status', encoding='ascii') as status:
                        found = next(int(line.split()[1]) for line in status if line.startswith('VmHWM'))
                    if pid == self.pid:
                        self.own = max(self.own, found)
                    else:
                        self.below = max(self.below, found)

    def stop(self):
        self.ended.set()
        self.join()


def processor_seconds(pid):
    """Of a process with its children, those that live and those that ended."""
    total, ticks = 0, os.sysconf('SC_CLK_TCK')
    for path in glob.glob('/proc/[0-9]*/stat'):
        with contextlib.suppress(OSError), open(path, encoding='utf-8', errors='replace') as file:
            fields = file.read().rsplit(')', 1)[1].split()
            if int(path.split('/')[2]) == pid:
                total += sum(int(fields[at]) for at in (11, 12, 13, 14))
            elif int(fields[1]) == pid:
                total += int(fields[11]) + int(fields[12])
    return total / ticks


class Lines(threading.Thread):
    """The lines that the program writes, each with the time at which it came."""

    def __init__(self, project):
        super().__init__(daemon=True)
        self.project, self.found = project, []

    def run(self):
        with open(self.project.output, encoding='utf-8', errors='replace') as file:
            rest = ''
            while True:
                text = file.readline()
                if not text:
                    if self.project.process is None or self.project.process.poll() is not None:
                        rest_lines = file.read()
                        for line in rest_lines.splitlines():
                            self.keep(line)
                        return
                    time.sleep(0.02)
                    continue
                rest += text
                if rest.endswith('\n'):
                    self.keep(rest)
                    rest = ''

    def keep(self, line):
        with contextlib.suppress(json.JSONDecodeError):
            self.found.append((time.monotonic(), json.loads(line)))


def stages(project, lines, began, ended):
    """Seconds of each stage, from the steps' times in the catalog and the lines that were shown meanwhile."""
    steps = {step['kind']: step for step in json.loads(
        project.catalog('select observed_steps from project')[0][0])}

    def moment(value):
        """Milliseconds, however the catalog keeps a time."""
        if isinstance(value, dict):
            value = next(iter(value.values()))
        if isinstance(value, str):
            return datetime.datetime.fromisoformat(value.replace('Z', '+00:00')).timestamp() * 1000
        return value

    def span(kind):
        step = steps.get(kind, {})
        if not step.get('startedAt') or not step.get('finishedAt'):
            return 0
        return (moment(step['finishedAt']) - moment(step['startedAt'])) / 1000

    def first(start):
        return next((at for at, line in lines if line.get('activity', '').startswith(start)), None)

    asked, read = first('Checked'), first('Reads and converts')
    begun = next((at for at, line in lines if line.get('step') == 'precheck'), began)
    found = {'whole': ended - began, 'precheck step': span('precheck'), 'schema step': span('schema'),
             'full step': span('full'), 'index step': span('indexes')}
    if read and asked:
        found['- list and read the first page'] = read - begun
        found['- read and convert'] = asked - read
        found['- answer questions'] = max(0, found['precheck step'] - (asked - begun))
    copies = project.catalog('select min(started_at), max(finished_at) from table_copy')[0]
    if copies[0] and copies[1]:
        found['- rows, first plan to last chunk'] = (copies[1] - copies[0]) / 1000
    found['outside of steps'] = found['whole'] - sum(
        found[name] for name in ('precheck step', 'schema step', 'full step', 'index step'))
    return found


def run(source, tables, schemas):
    with seekdb.SeekDB(**SEEKDB) as destination:
        url = f'oracle://system:decoy@{source.address}'
        mapped = {schema: schema.lower() for schema in schemas}
        with migration.Project(url, destination.url, [f'{schema}.*' for schema in schemas], mapped,
                               speed={'lanes': 4, 'destinationMemoryPercentMax': 0}) as project:
            sources = processor_seconds(source.process.pid)
            began = time.monotonic()
            project.start()
            lines, peaks = Lines(project), Peaks(project.process.pid)
            lines.start()
            peaks.start()
            code = project.process.wait()
            ended = time.monotonic()
            peaks.stop()
            lines.join(5)
            if code != 0:
                sys.exit(project.tail())
            found = stages(project, lines.found, began, ended)
            found['statements'] = [
                json.loads(content)['converted']['statements'] for content, in project.catalog(
                    "select content from project_object where kind = 'table' order by number limit ?",
                    (FLOOR_TABLES,))]
            found['parts'] = sum(len(json.loads(content).get('parts', {})) for content, in project.catalog(
                'select content from project_object'))
            found['catalog MB'] = os.path.getsize(os.path.join(project.data, 'catalog.sqlite3')) / 1e6
            check(source, destination, schemas, tables)
        found['peak MB, program'], found['peak MB, Checker'] = peaks.own / 1024, peaks.below / 1024
        found['CPU s, program and Checker'] = sum(peaks.cpu.values())
        found['CPU s, source'] = processor_seconds(source.process.pid) - sources
        found['CPU s, destination'] = processor_seconds(destination.process.pid)
    return found


def check(source, destination, schemas, tables):
    """Every table is there, and has its rows: a sample of two hundred is counted."""
    there = int(destination.rows('select count(*) from information_schema.tables where table_schema in ('
                                 + ', '.join(f"'{schema.lower()}'" for schema in schemas) + ')')[0][0])
    assert there == tables, f'{there} tables at the destination instead of {tables}'
    first = 0
    for schema, count in zip(SCHEMAS, shares(source.tables)):
        if schema in schemas:
            for at in range(first, first + count, max(1, count // 70)):
                counted = int(destination.rows(f'select count(*) from {schema.lower()}.t{at:05d}')[0][0])
                assert counted == rows(at), f'{schema}.T{at:05d} has {counted} rows'
        first += count


def floor(statements):
    """Seconds for each CREATE TABLE of the same statements, over so many connections, on a fresh destination."""
    found = {}
    with seekdb.SeekDB(**SEEKDB) as destination:
        for connections in FLOOR_CONNECTIONS:
            database = f'floor{connections}'
            destination.rows(f'create database {database} default character set utf8mb4')
            line = [[re.sub('`many[abc]`', f'`{database}`', text) for text in each] for each in statements]

            def make():
                with destination.connect(database=database) as connection, connection.cursor() as cursor:
                    with contextlib.suppress(IndexError):
                        while True:
                            for text in line.pop():
                                cursor.execute(text)

            threads = [threading.Thread(target=make) for _ in range(connections)]
            began = time.monotonic()
            for each in threads:
                each.start()
            for each in threads:
                each.join()
            found[connections] = (time.monotonic() - began) / len(statements)
    return found


def main():
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    only = [int(word) for word in os.environ.get('GODWIT_TABLES_RUNS', '0 1 2').split()]
    kept = folder and os.path.join(folder, f'filled-{tables}')
    if folder:
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, 0o755)

    def loads():
        return ', '.join(f'{load:.1f}' for load in os.getloadavg())

    print(f'{tables:,} tables, {os.cpu_count()} cores, load {loads()}', flush=True)
    results = []
    with decoy.Decoy(folder=folder) as source:
        source.tables = tables
        if not (kept and os.path.exists(kept)):
            fill(source, tables)
            if kept:
                open(kept, 'w', encoding='ascii').close()
        counts = shares(tables)
        for at in only:
            number = sum(counts[:at + 1])
            results.append((number, run(source, number, SCHEMAS[:at + 1])))
            print(f'{number:,} tables: ' + ', '.join(
                f'{name} {value:.1f}' for name, value in results[-1][1].items() if not isinstance(value, list))
                + f'; load {loads()}', flush=True)
    if not results:
        return
    bottom = floor(results[0][1]['statements'])
    print('| stage | ' + ' | '.join(f'{number:,} tables' for number, _ in results) + ' |')
    print('|---' * (len(results) + 1) + '|')
    for name in results[-1][1]:
        if name != 'statements':
            print(f'| {name} | ' + ' | '.join(
                f'{found[name]:.1f}' if name in found else '–' for _, found in results) + ' |')
    print('CREATE TABLE alone, milliseconds a table: ' + ', '.join(
        f'{connections} connections {seconds * 1000:.1f}' for connections, seconds in bottom.items()))
    print(f'load at the end {loads()}')


main()
