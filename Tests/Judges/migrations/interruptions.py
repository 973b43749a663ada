"""A run that is ended at any moment, softly or hard, or whose destination is killed under it, goes on where it stopped
and comes to its end by itself: every object, index, constraint and row is there, once, and of use.

GODWIT_ARRIVAL_ROUNDS rounds are run (two for a start), seeded by GODWIT_ARRIVAL_SEED; GODWIT_ARRIVAL_ROUND repeats one
of them alone.
"""

import os
import random
import signal
import time

import seekdb
import shapes
from migration import Project

COUNT = 8
ROWS = 15_000
LIMIT_SECONDS = 240


def fill(connection):
    for number in range(COUNT):
        parent = f', constraint t{number}_fk foreign key (ref) references t{number - 1}' if number else ''
        shapes.execute(
            connection,
            f'''create table t{number} (id number(9) primary key, ref number(9), v varchar2(120),
                w varchar2(60) not null {parent})''',
            f"""insert into t{number} (id, ref, v, w) select level, mod(level, 50) + 1, rpad('v' || level, 60, 'x'),
                'w' || level from dual connect by level <= {ROWS}""",
            f'create index t{number}_v on t{number} (v, ref)',
            f'create unique index t{number}_w on t{number} (w)',
            f'create view w{number} as select id, v from t{number} where ref < 10')


def test_rows_that_a_dead_transaction_locks_are_named(world):
    connection = world.user()
    schema = f'judge{world.count}'
    for name in ('locked', 'free'):
        shapes.execute(
            connection, f'create table {name} (id number(9) primary key, v varchar2(2000))',
            f"insert into {name} select level, rpad('v', 1900, 'x') from dual connect by level <= 300")
    connection.close()
    # With its own standard this engine writes the log of open transactions early.
    with seekdb.SeekDB(_private_buffer_size='16K') as destination:
        destination.rows(f'create database {schema}')
        for name in ('locked', 'free'):
            destination.rows(f'create table {schema}.{name} (id int primary key, v varchar(2000))')
        open_one = destination.connect()
        open_one.begin()
        with open_one.cursor() as cursor:
            cursor.executemany(f'insert into {schema}.locked values (%s, %s)', [(at, 'y' * 1900) for at in range(200)])
        deadline = time.monotonic() + 30
        while not destination.rows('select 1 from oceanbase.__all_virtual_trans_stat where flushed_log_size > 0'):
            assert time.monotonic() < deadline, 'the engine wrote no log of an open transaction'
        destination.stop(signal.SIGKILL)
        destination.start()
        with Project(f'oracle://{schema}:secret@{world.decoy.address}', destination.url, [f'{schema.upper()}.*'],
                     {schema.upper(): schema}, steps=['full']) as project:
            project.run()
            found = dict(project.catalog('''select o.source_name, coalesce(c.failure, c.state) from table_copy c
                join project_object o on o.project_id = c.project_id and o.number = c.table_number'''))
            yield 'locked', None if 'MYSQL-0016' in found.get('LOCKED', '') else f'{found}\n{project.tail(3)}'
            yield 'free', None if found.get('FREE') == 'completed' else str(found)
            warned = project.catalog("select content from precheck_finding where content like '%earlier crash still%'")
            yield 'precheck', None if warned else 'the precheck has not warned'


def test_rounds_of_interruptions(world):
    seed = int(os.environ.get('GODWIT_ARRIVAL_SEED', '20261121'))
    count = int(os.environ.get('GODWIT_ARRIVAL_ROUNDS', '2'))
    single = os.environ.get('GODWIT_ARRIVAL_ROUND')
    connection = world.user()
    schema = f'judge{world.count}'
    fill(connection)
    connection.close()
    for number in [int(single)] if single else range(count):
        chance = random.Random(seed * 1000 + number)
        began = time.monotonic()
        try:
            story, complaints = one_round(world, schema, f'{schema}_{number}', chance)
        except Exception as error:
            story, complaints = [], [f'{type(error).__name__}: {error}']
        print(f'  round {number} in {time.monotonic() - began:.1f} s: {", ".join(story)}',
              *complaints, sep='\n    ', flush=True)
        yield f'round {number} with seed {seed}: {", ".join(story)}', '\n'.join(complaints) or None


def one_round(world, schema, database, chance):
    owner = schema.upper()
    with Project(
            f'oracle://{schema}:secret@{world.decoy.address}', world.seekdb.url, [f'{owner}.*'], {owner: database},
            steps=['schema', 'full', 'indexes'], speed={'chunkBytes': 1 << 16}) as project:
        story = drive(world, project, chance)
        if project.end()['state'] != 'completed':
            if died_in_a_commit(world, project):
                return [*story, 'not judged: the engine died in a commit'], []
            return story, [shapes.ended(project)[1]]
        complaints = [f'{found.kind} {found.name} is {found.state}' for found in project.objects().values()
                      if found.state != 'completed']
        return story, complaints + [line for number in range(COUNT) for line in judge(world, database, number)]


def drive(world, project, chance):
    """Interrupts the run at moments of chance, a few times, and then lets it go on to its end."""
    story = []
    deadline = time.monotonic() + LIMIT_SECONDS
    for _ in range(chance.randint(3, 8)):
        victim, seconds = chance.choice(['stopped', 'stopped', 'killed', 'killed', 'seekdb']), chance.uniform(0.1, 4)
        if not project.process:
            project.start()
        moment = time.monotonic() + seconds
        while time.monotonic() < moment and project.process.poll() is None:
            time.sleep(0.02)
        if project.process.poll() is not None:
            # It has come to its end, good or bad: nothing needs to be repeated.
            project.stop()
            return story
        story.append(f'{victim} after {seconds:.1f} s')
        if victim == 'seekdb':
            world.seekdb.stop(signal.SIGKILL)
            world.seekdb.start()
            continue
        asked = time.monotonic()
        project.stop(signal.SIGTERM if victim == 'stopped' else signal.SIGKILL)
        if time.monotonic() - asked > 20:
            raise AssertionError(f'it took {time.monotonic() - asked:.0f} s to end ({story})')
    if not project.process:
        project.start()
    project.wait(max(1, deadline - time.monotonic()))
    return story


DEAD = 'select 1 from oceanbase.__all_virtual_trans_stat where session_id = 0 and expired_time is null'


def died_in_a_commit(world, project):
    """The engine was killed between two pieces of one commit, and nothing unlocks its rows: docs/decisions/0011. The
    program says so, and the engine shows the transaction that nobody owns."""
    said = any('MYSQL-0016' in (failure or '') for failure, in project.catalog('select failure from table_copy'))
    return said and bool(world.seekdb.rows(DEAD))


def judge(world, database, number):
    """The complaints about one table."""
    table = f't{number}'
    rows = world.seekdb.rows(f'select count(*), count(distinct id) from {database}.{table}')[0]
    complaints = [] if tuple(map(int, rows)) == (ROWS, ROWS) else [f'{table} has {rows} rows']
    indexes = dict(world.seekdb.rows(
        'select distinct index_name, comment from information_schema.statistics where table_schema = %s '
        'and table_name = %s', (database, table)))
    for name in ('PRIMARY', f'{table}_v', f'{table}_w'):
        if indexes.get(name) != 'VALID':
            complaints.append(f'the index {name} of {table} is {indexes.get(name)}')
    constraints = {name for name, in world.seekdb.rows(
        'select constraint_name from information_schema.table_constraints where table_schema = %s and table_name = %s',
        (database, table))}
    if number and f'{table}_fk' not in constraints:
        complaints.append(f'the foreign key of {table} is not there')
    if int(world.seekdb.rows(f'select count(*) from {database}.w{number}')[0][0]) == 0:
        complaints.append(f'the view w{number} shows nothing')
    return complaints
