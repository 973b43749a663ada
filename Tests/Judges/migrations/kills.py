"""Whoever dies while rows are copied and writers change them: every table becomes what the source was at the positions
of its chunks, no row lost and none doubled.

GODWIT_ARRIVAL_ROUNDS rounds are run (four for a start), seeded by GODWIT_ARRIVAL_SEED; a round can be repeated alone
with GODWIT_ARRIVAL_ROUND. What the destination must hold is worked out from the marks that it holds itself, the ranges
of the catalog, and the source AS OF the position of each chunk.
"""

import collections
import json
import os
import random
import re
import signal
import sqlite3
import threading
import time

import arrival
import interruptions
import matrix
import oracledb
import shapes

ROWS = int(os.environ.get('GODWIT_ARRIVAL_ROWS', '12000'))
VICTIMS = ['checker', 'run', 'decoy', 'seekdb']
TABLES = {
    'KEYED': 'create table keyed (id number(12) primary key, v varchar2(200), n number(12,2), d timestamp(6))',
    'HEAP': 'create table heap (id number(12), v varchar2(200), n number(12,2), d timestamp(6))',
    'PARTED': '''create table parted (id number(12) primary key, v varchar2(200), n number(12,2), d timestamp(6))
        partition by hash (id) partitions 3''',
    'ORGANIZED': '''create table organized (id number(12) primary key, v varchar2(200), n number(12,2), d timestamp(6))
        organization index''',
    'NOTED': 'create table noted (id number(12) primary key, v varchar2(200), n number(12,2), d timestamp(6), c clob)',
}


def fill(connection):
    for name, statement in TABLES.items():
        rows = ROWS // 20 if name == 'NOTED' else ROWS
        shapes.execute(
            connection, statement,
            f"""insert into {name} (id, v, n, d) select level, rpad('row ' || level, 20 + mod(level, 150), 'x'),
                level / 4, timestamp '2024-01-01 00:00:00.000001' + numtodsinterval(level, 'second')
                from dual connect by level <= {rows}""")
    shapes.execute(connection, "update noted set c = rpad('c', 3000, 'lob ')",
                   'delete from keyed where mod(id, 7) = 0', 'delete from heap where id < 2000')
    # These are read and written in pieces.
    large = connection.createlob(oracledb.DB_TYPE_CLOB)
    large.write('a large value ' * 180_000)
    with connection.cursor() as cursor:
        cursor.execute(f'update noted set c = :1 where mod(id, {ROWS // 80}) = 0', [large])
    connection.commit()


class Writer(threading.Thread):
    """Changes the source until it is told to stop, whatever happens to its connection. Keys are never used twice."""

    def __init__(self, world, schema, seed):
        super().__init__(daemon=True)
        self.world, self.schema = world, schema
        self.random = random.Random(seed)
        self.next = 1_000_000 + seed % 1000 * 1_000_000
        self.ended = threading.Event()
        self.commits = 0

    def run(self):
        while not self.ended.is_set():
            try:
                with self.world.decoy.connect(self.schema, 'secret', tcp_connect_timeout=5) as connection:
                    connection.call_timeout = 20_000
                    while not self.ended.is_set():
                        self.change(connection)
                        self.ended.wait(0.005)
            except Exception:
                self.ended.wait(0.2)

    def change(self, connection):
        with connection.cursor() as cursor:
            for _ in range(self.random.randint(1, 8)):
                table = self.random.choice(list(TABLES))
                kind = self.random.random()
                key = self.random.randint(1, ROWS)
                if kind < 0.3:
                    self.next += 1
                    cursor.execute(f'insert into {table} (id, v, n) values (:1, :2, :3)',
                                   [self.next, f'new {self.next}', self.next / 4])
                elif kind < 0.75:
                    cursor.execute(f"update {table} set v = :1, d = null where id = :2",
                                   ['changed ' * self.random.randint(1, 20), key])
                else:
                    cursor.execute(f'delete from {table} where id = :1', [key])
        if self.random.random() < 0.9:
            connection.commit()
            self.commits += 1
        else:
            connection.rollback()

    def stop(self):
        self.ended.set()
        self.join(60)


def checkers(parent):
    """The processes of components that this run has started."""
    found = []
    for entry in os.listdir('/proc'):
        if not entry.isdigit():
            continue
        try:
            with open(f'/proc/{entry}/stat', encoding='utf-8', errors='replace') as file:
                if int(file.read().rsplit(')', 1)[1].split()[1]) == parent:
                    found.append(int(entry))
        except (OSError, ValueError):
            continue
    return found


def kill(world, project, victim):
    if victim == 'checker':
        running = checkers(project.process.pid) if project.process else []
        for pid in running:
            os.kill(pid, signal.SIGKILL)
        return f'{len(running)} checkers'
    if victim == 'run':
        project.stop(signal.SIGKILL)
    elif victim == 'decoy':
        world.decoy.stop(signal.SIGKILL)
        world.decoy.start()
    else:
        world.seekdb.stop(signal.SIGKILL)
        world.seekdb.start()
    return victim


def drive(world, project, chance, victims, limit=300):
    """Runs the project to its end, with kills on the way; gives what was done."""
    deadline = time.monotonic() + limit
    done = []
    project.start()
    for moment, victim in zip(moments(chance, len(victims)), victims):
        while not moment.has_come(project) and project.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        if project.process.poll() is not None:
            if completed(project):
                break
            done.append('resumed')
            project.start()
        done.append(f'{kill(world, project, victim)} {moment}')
        if not project.process:
            time.sleep(chance.uniform(0, 1))
            project.start()
    while time.monotonic() < deadline:
        project.wait(max(1, deadline - time.monotonic()))
        if completed(project):
            return done
        if interruptions.died_in_a_commit(world, project):
            return [*done, 'not judged: the engine died in a commit']
        done.append('resumed')
        time.sleep(0.5)
        project.start()
    raise AssertionError(f'the project does not end ({done}):\n{project.tail()}')


class Moment:
    """Some time after the start, or when so much of the rows is there."""

    def __init__(self, seconds=None, fraction=None):
        self.seconds, self.fraction, self.begun = seconds, fraction, None

    def __str__(self):
        return f'after {self.seconds:.2f} s' if self.seconds is not None else f'at {self.fraction:.0%}'

    def has_come(self, project):
        if self.begun is None:
            self.begun = time.monotonic()
        if self.seconds is not None:
            return time.monotonic() - self.begun > self.seconds
        return self.fraction <= rows_done(project) / (len(TABLES) * ROWS)


def moments(chance, count):
    """One in five falls anywhere from the start on, the others fall into the copying of rows."""
    if chance.random() < 0.2:
        return [Moment(seconds=chance.uniform(0, 4)) for _ in range(count)]
    return [Moment(fraction=fraction) for fraction in sorted(chance.uniform(0.01, 0.75) for _ in range(count))]


def rows_done(project):
    try:
        return project.catalog('select coalesce(sum(rows_written), 0) from table_copy')[0][0]
    except sqlite3.OperationalError:
        return 0


def completed(project):
    rows = project.catalog('select observed_state from project') if os.path.exists(
        os.path.join(project.data, 'catalog.sqlite3')) else []
    return bool(rows) and rows[0][0] == 'completed'


def condition(text):
    """The rows of a chunk as a condition on the source."""
    (kind, content), = json.loads(text).items() if text.startswith('{') else ((json.loads(text), {}),)
    if kind == 'asOf':
        # Every chunk of the table is read at one position, which its mark has too.
        return condition(json.dumps(content['_1']))
    if kind == 'whole':
        return ''
    if kind == 'rowAddresses':
        first, last = content['first'], content['last']
        assert re.fullmatch(r'[A-Za-z0-9+/]{18}', first) and re.fullmatch(r'[A-Za-z0-9+/]{18}', last)
        return f"where rowid between chartorowid('{first}') and chartorowid('{last}')"
    assert kind == 'keys' and len(content['columns']) == 1, text
    column = content['columns'][0]
    bounds = []
    if content.get('after'):
        bounds.append(f'"{column}" > {content["after"][0]}')
    if content.get('upTo'):
        bounds.append(f'"{column}" <= {content["upTo"][0]}')
    return 'where ' + ' and '.join(bounds) if bounds else ''


def judge(world, project, source, found):
    """The complaints about one table after its last chunk."""
    table = arrival.Table(source, world.seekdb, found)
    chunks = {number: (text, state, position, count)
              for number, text, state, position, count in project.chunks(found.number)}
    marks = {int(number): (int(position), int(count)) for number, position, count in world.seekdb.rows(
        'select chunk_number, position, row_count from godwit.chunk_mark where table_number = %s and project_id = %s',
        (str(found.number), project.catalog('select id from project')[0][0]))}
    complaints = []
    if set(chunks) != set(marks):
        complaints.append(f'{found.name}: chunks without a mark {sorted(set(chunks) - set(marks))[:9]}, '
                          f'marks without a chunk {sorted(set(marks) - set(chunks))[:9]}')
    wanted = collections.Counter()
    for number, (position, count) in marks.items():
        if number not in chunks:
            continue
        rows, refused, _ = table.at_source(condition(chunks[number][0]), scn=position)
        if rows.total() != count or refused:
            complaints.append(f'{found.name} chunk {number}: its mark says {count} rows, the source had {rows.total()}')
        wanted += rows
    arrived = table.at_destination()
    complaints += table.compare(wanted, arrived)
    if table.kept[0].name == 'ID':
        complaints += holes(source, found, marks, {row[0] for row in arrived})
    doubled = [row for row, count in collections.Counter(row[0] for row in arrived.elements()).items() if count > 1]
    if doubled:
        complaints.append(f'{found.name}: keys that are there twice: {doubled[:9]}')
    return complaints


def holes(source, found, marks, arrived):
    """Rows that were there all the time are in some chunk: keys are never used twice."""
    if not marks:
        return []
    always = None
    for position in (min(mark[0] for mark in marks.values()), max(mark[0] for mark in marks.values())):
        with source.cursor() as cursor:
            cursor.execute(f'select id from "{found.schema}"."{found.name}" as of scn {position}')
            keys = {arrival.D(key) for key, in cursor}
        always = keys if always is None else always & keys
    lost = always - arrived
    return [f'{found.name}: {len(lost)} rows that were there all the time did not arrive: {sorted(lost)[:9]}'
            ] if lost else []


def test_rounds_of_kills(world):
    seed = int(os.environ.get('GODWIT_ARRIVAL_SEED', '20261121'))
    count = int(os.environ.get('GODWIT_ARRIVAL_ROUNDS', '4'))
    single = os.environ.get('GODWIT_ARRIVAL_ROUND')
    world.seekdb
    for number in [int(single)] if single else range(count):
        chance = random.Random(seed * 1000 + number)
        # The first rounds have one victim each, then any number of any.
        victims = [VICTIMS[number]] if number < len(VICTIMS) else chance.choices(VICTIMS, k=chance.randint(1, 4))
        began = time.monotonic()
        try:
            story, complaints = kill_round(world, chance, victims)
        except Exception as error:
            story, complaints = victims, [f'{type(error).__name__}: {error}']
        print(f'  round {number} in {time.monotonic() - began:.1f} s: {", ".join(story)}',
              *complaints, sep='\n    ', flush=True)
        yield f'round {number} with seed {seed}: {", ".join(story)}', '\n'.join(complaints) or None


def kill_round(world, chance, victims):
    connection = world.user()
    schema = f'judge{world.count}'
    fill(connection)
    speed = {'lanes': chance.choice([1, 2, 4]), 'chunkBytes': 1 << 16, 'rowsPerStatement': chance.choice([50, 500]),
             'rowsPerSecondMax': ROWS * 4 // 6}
    with matrix.migrate(world, connection, schema, speed=speed, checkers=chance.choice([1, 1, 2])) as project:
        writers = [Writer(world, schema, seed) for seed in chance.sample(range(1, 900), 2)]
        for writer in writers:
            writer.start()
        try:
            story = drive(world, project, chance, victims)
        finally:
            for writer in writers:
                writer.stop()
        complaints = []
        if not completed(project):
            return story, complaints
        with world.decoy.connect(schema, 'secret') as source:
            matrix.prepare(source)
            objects = project.objects()
            for name in TABLES:
                complaints += judge(world, project, source, objects[schema.upper(), name, 'table'])
        if not all(writer.commits for writer in writers):
            complaints.append('the writers have changed nothing')
        return story, complaints
