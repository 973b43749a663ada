"""Tables of all shapes go from Decoy to seekdb by `godwit run`, and every row of them arrives."""

import os

import arrival
import matrix
import schemas
import scripts
from migration import Project
from decoy import JUDGES


def execute(connection, *statements):
    with connection.cursor() as cursor:
        for statement in statements:
            try:
                cursor.execute(statement)
            except Exception as error:
                raise AssertionError(f'{error}\n  in: {statement[:2000]}') from error
    connection.commit()


def verdicts(world, project, source, schema, except_for=()):
    """One case per table of the schema: each is at the destination row by row, or stands in `except_for`."""
    matrix.prepare(source)
    objects = project.objects()
    with source.cursor() as cursor:
        cursor.execute('''select table_name from all_tables where owner = :1 and temporary = 'N' and nested = 'NO'
            and (iot_type is null or iot_type = 'IOT') and secondary = 'N'
            and (owner, table_name) not in (select owner, table_name from all_external_tables)
            and (owner, table_name) not in (select owner, mview_name from all_mviews)
            order by 1''', [schema])
        names = [name for name, in cursor]
    assert names, f'{schema} has no tables'
    for name in names:
        found = objects.get((schema, name, 'table'))
        if not found:
            yield name, f'{schema}.{name} is not in the project'
            continue
        if found.state != 'completed':
            yield name, None if name in except_for else f'{found.state}: {found.content.get("failure")} {found.notes()}'
            continue
        try:
            complaints = arrival.Table(source, world.seekdb, found).check(project)
        except Exception as error:
            complaints = [f'{type(error).__name__}: {error}']
        yield name, '\n'.join(complaints) or None


def ended(project):
    """The case of how the project ended, with the objects that stopped it."""
    if project.end()['state'] == 'completed':
        return 'end', None
    failed = [f'{found.kind} {found.name}: {found.state}: {found.content.get("failure")} '
              f'{(found.content.get("converted") or {}).get("statements")} {found.notes()}'
              for found in project.objects().values() if found.state not in ('completed', 'listed', 'ready')]
    return 'end', '\n'.join([project.tail(1), *failed])


def migrated(world, fill, quarantines=False, except_for=(), limit=600, **options):
    """Fills a schema, migrates it and judges all its tables; gives the cases and what a caller wants to look at."""
    connection = world.user()
    schema = f'judge{world.count}'
    fill(connection)
    with matrix.migrate(world, connection, schema, **options) as project:
        code = project.run(limit)
        yield ended(project)
        if not quarantines and not except_for:
            yield 'exit code', None if code == 0 else f'{code}: {project.tail(3)}'
        with world.decoy.connect(schema, 'secret') as source:
            yield from verdicts(world, project, source, schema.upper(), except_for)
        migrated.objects, migrated.schema = project.objects(), schema


def test_small_and_wide_tables(world):
    def fill(connection):
        wide = ', '.join(f'c{at} {kind}' for at, kind in zip(
            range(1, 1000), ['number(9)', 'varchar2(20)', 'date', 'number(12,2)', 'char(3)', 'raw(8)'] * 200))
        row = ', '.join([
            'level', "'text ' || level", "date '2024-01-01' + level", 'level / 4', "'a'", "hextoraw('00FF')"] * 167)
        row = ', '.join(row.split(', ')[:999])
        execute(
            connection, 'create table nothing (id number primary key, v varchar2(10))',
            'create table nothing_without_key (v varchar2(10))',
            'create table one (id number(5) primary key, v varchar2(10))', "insert into one values (1, 'x')",
            'create table only_null (v varchar2(10), w number)', 'insert into only_null values (null, null)',
            'insert into only_null values (null, null)',
            f'create table wide (id number(9) primary key, {wide})',
            f'insert into wide select level, {row} from dual connect by level <= 40',
            'insert into wide (id) values (100)')
    yield from migrated(world, fill)


def test_tables_without_a_key(world):
    def fill(connection):
        execute(
            connection, 'create table heap (a number(3), b varchar2(20))',
            """insert into heap select mod(level, 10), 'same' from dual connect by level <= 5000""",
            'delete from heap where mod(a, 3) = 0',
            'create table nullable_unique (a number(3), b varchar2(20), unique (a))',
            "insert into nullable_unique values (1, 'x')", "insert into nullable_unique values (null, 'x')",
            "insert into nullable_unique values (null, 'x')",
            'create table keyed (a number(3) not null, b varchar2(20), unique (a))',
            "insert into keyed values (1, 'x')",
            '''create table spread (a number(3), b date) partition by list (a)
               (partition p1 values (1), partition p2 values (2, 3), partition rest values (default))''',
            "insert into spread select mod(level, 5), date '2024-01-01' from dual connect by level <= 500",
            'create index heap_b on heap (b)')
    yield from migrated(world, fill)
    for table, has in [('heap', True), ('nullable_unique', True), ('spread', True), ('keyed', False)]:
        columns = [row[0] for row in world.seekdb.rows(
            'select column_name from information_schema.columns where table_schema = %s and table_name = %s',
            (migrated.schema, table))]
        yield f'address of {table}', None if all(
            (name in columns) == has for name in arrival.ADDRESS) else f'columns are {columns}'


def test_partitions_of_every_kind(world):
    def fill(connection):
        rows = "select level, date '2020-01-01' + mod(level, 1500), mod(level, 7), 'r' || mod(level, 11)"
        columns = '(id number(9), d date, n number(4), t varchar2(10)'
        key = f'{columns}, constraint pk_{{}} primary key (id, d))'
        kinds = {
            'by_range': (key, "partition by range (d) (partition p1 values less than (date '2021-01-01'), partition p2 "
                         "values less than (date '2022-06-01'), partition p3 values less than (maxvalue))"),
            'by_interval': (key, "partition by range (d) interval (numtoyminterval(1, 'YEAR')) "
                            "(partition p1 values less than (date '2020-06-01'))"),
            'by_two': (columns + ')', 'partition by range (n, id) (partition p1 values less than (2, 500), '
                       'partition p2 values less than (4, maxvalue), '
                       'partition p3 values less than (maxvalue, maxvalue))'),
            'by_list': (columns + ', constraint pk_{} primary key (id, n))',
                        'partition by list (n) (partition a values (0, 1, 2), partition b values (3), '
                        'partition c values (default))'),
            'by_text': (columns + ')', "partition by list (t) (partition a values ('r0', 'r1'), "
                        'partition c values (default))'),
            'by_hash': (columns + ', constraint pk_{} primary key (id))', 'partition by hash (id) partitions 4'),
            'by_hash_of_text': (columns + ')', 'partition by hash (t) partitions 3'),
            'range_hash': (key, "partition by range (d) subpartition by hash (id) subpartitions 2 (partition p1 values "
                           "less than (date '2022-01-01'), partition p2 values less than (maxvalue))"),
            'range_list': (columns + ')', "partition by range (d) subpartition by list (n) subpartition template "
                           '(subpartition s1 values (0, 1), subpartition s2 values (default)) (partition p1 values '
                           "less than (date '2022-01-01'), partition p2 values less than (maxvalue))"),
            'global_key': (columns + ', constraint pk_{} primary key (id))',
                           'partition by list (n) (partition a values (0, 1, 2), partition c values (default))'),
            'skewed': (columns + ', constraint pk_{} primary key (id))',
                       'partition by range (id) (partition p1 values less than (3), partition p2 values less than '
                       '(2990), partition p3 values less than (maxvalue), partition p4 values less than (maxvalue))'
                       .replace(', partition p4 values less than (maxvalue)', '')),
        }
        for name, (shape, spread) in kinds.items():
            execute(connection, f'create table {name} {shape.format(name)} {spread}',
                    f'insert into {name} {rows} from dual connect by level <= 3000')
        execute(connection, '''create table organized (a number(6), b varchar2(10), c varchar2(100),
            constraint pk_organized primary key (a, b)) organization index''',
                "insert into organized select level, 'k' || mod(level, 9), rpad('x', 50, 'y') from dual "
                'connect by level <= 3000')
    yield from migrated(world, fill)
    for table in ['by_range', 'by_list', 'by_text', 'by_hash', 'by_interval', 'by_two']:
        (count, at_most), = world.seekdb.rows(
            'select count(*), max(table_rows) from information_schema.partitions where table_schema = %s and '
            'table_name = %s and partition_name is not null', (migrated.schema, table))
        yield f'partitions of {table}', None if int(count) > 1 else 'it has no partitions at the destination'


NAMES = ['客户', "o'clock", 'back`tick', 'quo te', 'a$$b', 'lower', 'MiXed', 'select', 'percent%s', 'x' * 128, '表' * 40,
         'trailing ', 'semi;colon', 'dot.ted', '%(d)s', '__', '{brace}', 'new\tline', '😀', 'é']


def test_names_of_every_kind(world):
    def fill(connection):
        for at, name in enumerate(NAMES):
            column = name if name.encode()[:129] == name.encode() else name[:30]
            execute(connection, f'create table "{short_enough(name)}" (id number(5) primary key, '
                    f'"{short_enough(column)}" varchar2(10), "2{short_enough(column)[:20]}" number(3))',
                    f"insert into \"{short_enough(name)}\" values ({at}, 'x', 1)")
            execute(connection, f'create index "i{short_enough(name)[:20]}" on "{short_enough(name)}" '
                    f'("{short_enough(column)}")')
    yield from migrated(world, fill)


ONE_NAME = [('CAFÉ', 'CAFE'), ('é', 'É'), ('x😀', 'x😁'), ('Straße', 'STRASE')]


def test_names_that_are_one_name_at_the_destination(world):
    def fill(connection):
        for at, pair in enumerate(ONE_NAME):
            for name in pair:
                execute(connection, f'create table "{at}{name}" (id number(5) primary key, "{name}" varchar2(10))',
                        f"""insert into "{at}{name}" values ({at}, '{name[0]}')""")
    connection = world.user()
    schema = f'judge{world.count}'
    fill(connection)
    with matrix.migrate(world, connection, schema) as project:
        code = project.run(600)
        yield 'refused', None if code not in (0, 5) else f'it ended with {code}: {project.tail(5)}'
        found = world.seekdb.rows('select table_name from information_schema.tables where table_schema = %s', (schema,))
        yield 'nothing was made', None if not found else f'{found}'
        (said,), = project.catalog("select count(*) from precheck_finding where content like '%one name%'")
        yield 'each pair is named', None if said == len(ONE_NAME) else f'{said} findings'
    # Renamed, all of them arrive.
    tables = {f'{schema.upper()}.{at}{pair[1]}': {'rename': f'{schema}.renamed {at}'}
              for at, pair in enumerate(ONE_NAME)}
    with matrix.migrate(world, world.decoy.connect(schema, 'secret'), schema, tables=tables) as project:
        code = project.run(600)
        yield 'exit code', None if code == 0 else f'{code}: {project.tail(3)}'
        with world.decoy.connect(schema, 'secret') as source:
            yield from verdicts(world, project, source, schema.upper())


def short_enough(name):
    while len(name.encode()) > 128:
        name = name[:-1]
    return name


KEYS = [
    ('number', 'number(9)', ['0', '-1', '999999999']),
    ('long_number', 'number(38)', ['9' * 38, '-' + '9' * 38, '0']),
    ('fraction', 'number(20,5)', ['1.5', '1.50001', '-1.5']),
    ('bare', 'number', ['1', '2', '1.5']),
    ('text', 'varchar2(30)', ["'a'", "'A'", "'á'", "'ä'", "'小'", "'𝄞'", "' a'", "'a\\'", "''''"]),
    ('fixed', 'char(10)', ["'a'", "'A'", "'a b'"]),
    ('national', 'nvarchar2(30)', ["n'a'", "n'小'"]),
    ('bytes', 'raw(16)', ["hextoraw('00')", "hextoraw('0000')", "hextoraw('20')", "hextoraw('FF')"]),
    ('day', 'date', ["date '2024-01-01'", "date '0001-01-01'", "date '9999-12-31'"]),
    ('moment', 'timestamp(6)', ["timestamp '2024-01-01 00:00:00.000001'", "timestamp '2024-01-01 00:00:00.000002'"]),
    ('single', 'binary_float', ['1.5f', '.1f', '0f']),
    ('twice', 'binary_double', ['1.5d', '.1d', '4.9406564584124654e-324d']),
    ('long_text', 'varchar2(700 char)', [matrix.repeated('k', 700), matrix.repeated('小', 700)]),
]


def test_keys_of_every_type(world):
    def fill(connection):
        for name, kind, values in KEYS:
            execute(connection, f'create table k_{name} (k {kind} primary key, v number(5))',
                    *[f'insert into k_{name} values ({value}, {at})' for at, value in enumerate(values)])
            execute(connection, f'create table c_{name} (p number(3), k {kind}, v number(5), '
                    f'constraint c_{name}_key primary key (p, k))',
                    *[f'insert into c_{name} values (1, {value}, {at})' for at, value in enumerate(values)])
    yield from migrated(world, fill)


def test_computed_identity_and_hidden_columns(world):
    def fill(connection):
        execute(
            connection, '''create table computed (id number(9) generated always as identity primary key,
                price number(10,2) not null, amount number(5) default 3 not null,
                total number generated always as (price * amount) virtual,
                label varchar2(50) generated always as (upper(name)) virtual, name varchar2(50))''',
            "insert into computed (price, name) select level / 4, 'n' || level from dual connect by level <= 50",
            'create table hidden_column (id number(9) primary key, seen varchar2(5), unseen varchar2(5) invisible)',
            "insert into hidden_column (id, seen, unseen) values (1, 'a', 'b')",
            'create table by_default (id number generated by default on null as identity (start with 100), v date '
            'default sysdate, w varchar2(10) default \'it\'\'s\', x number default 1.5)',
            'insert into by_default (v) select date \'2024-01-01\' + level from dual connect by level <= 20',
            'create table dropped (a number(3) primary key, b varchar2(10), c date)',
            "insert into dropped select level, 'x', date '2024-01-01' from dual connect by level <= 10",
            'alter table dropped drop column b', 'alter table dropped add (d varchar2(5) default \'new\' not null)',
            'insert into dropped (a) values (50)')
    yield from migrated(world, fill)
    (found,), = world.seekdb.rows(
        'select count(*) from information_schema.columns where table_schema = %s and table_name = %s and '
        "column_name = 'total' and extra like '%%GENERATED%%'", (migrated.schema, 'computed'))
    yield 'computed at the destination', None if int(found) == 1 else 'total is not computed there'
    with world.seekdb.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f'insert into `{migrated.schema}`.`computed` (price) values (1)')
        cursor.execute(f'select max(id), count(*), count(distinct id) from `{migrated.schema}`.`computed`')
        last, count, distinct = map(int, cursor.fetchone())
        yield 'identity goes on', None if last > 50 and count == distinct == 51 else f'{last}, {count}, {distinct}'


LENGTHS = [0, 1, 4000, 32767, 65535, 65536, 65537, 100_000, 1 << 20]
PIECE = 'aé小𝄞\'\\\n'


def test_large_values_of_all_lengths(world):
    def fill(connection):
        execute(connection, 'create table large (id number(9) primary key, t clob, n nclob, b blob, v varchar2(10))',
                'create table large_without_key (t clob, b blob)',
                'create table megabyte_rows (id number(9) primary key, '
                + ', '.join(f'c{at} varchar2(4000)' for at in range(180)) + ', t clob)')
        import oracledb
        rows = [(at, PIECE * (length // len(PIECE)) + PIECE[:length % len(PIECE)],
                 (bytes(range(256)) * (length // 256 + 1))[:length]) for at, length in enumerate(LENGTHS)]
        for at, text, data in rows + [(50, 'x' * (10 << 20), None), (51, None, bytes(range(256)) * (40 << 10))]:
            with connection.cursor() as cursor:
                cursor.setinputsizes(None, oracledb.DB_TYPE_CLOB, oracledb.DB_TYPE_NCLOB, oracledb.DB_TYPE_BLOB, None)
                cursor.execute('insert into large values (:1, :2, :3, :4, :5)',
                               [at, text, text if at < 50 else None, data, 'v'])
            with connection.cursor() as cursor:
                cursor.setinputsizes(oracledb.DB_TYPE_CLOB, oracledb.DB_TYPE_BLOB)
                cursor.execute('insert into large_without_key (t, b) values (:1, :2)', [text, data])
        execute(connection, 'insert into large (id) values (1000)',
                "insert into large values (1001, null, n'x', null, null)")
        names = ', '.join(f':{at}' for at in range(1, 183))
        with connection.cursor() as cursor:
            for at in range(5):
                cursor.execute(f'insert into megabyte_rows values ({names})',
                               [at] + [f'{at}' * 4000] * 180 + ['t' * 30_000 * 10])
        connection.commit()
    yield from migrated(world, fill)


def test_rows_beyond_the_packet_of_the_destination(world):
    (packet,), = world.seekdb.rows('select @@global.max_allowed_packet')

    def fill(connection):
        import oracledb
        execute(connection, 'create table beyond (id number(9) primary key, t clob, b blob)',
                'create table beyond_without_key (t clob, b blob)')
        text = PIECE * ((int(packet) + 500_000) // len(PIECE.encode()))
        for table, first in (('beyond', [1]), ('beyond_without_key', [])):
            with connection.cursor() as cursor:
                names = ', '.join(f':{at + 1}' for at in range(len(first) + 2))
                sizes = [None] * len(first) + [oracledb.DB_TYPE_CLOB, oracledb.DB_TYPE_BLOB]
                for values in ([text, None], ['short', bytes(range(256)) * (int(packet) // 256 + 999)]):
                    cursor.setinputsizes(*sizes)
                    cursor.execute(f'insert into {table} values ({names})', [*first, *values])
                    first = [at + 1 for at in first]
        connection.commit()
    yield from migrated(world, fill)


def test_what_the_source_itself_does_not_hold_to(world):
    """Views that cannot be read, views over what is not migrated, and keys that rows break."""
    def fill(connection):
        execute(
            connection, 'create table person (id number(9) primary key, boss number(9), name varchar2(20))',
            "insert into person values (1, 0, 'nobody is 0')", "insert into person values (2, 1, 'fine')",
            'alter table person add constraint person_boss foreign key (boss) references person (id) enable novalidate',
            'create view names as select id, name from person',
            "create view secret as select sys_context('USERENV', 'LANG') language, id from person",
            'create view over_secret as select id, language from secret',
            'create force view broken as select * from no_such_table',
            'create force view over_broken as select * from broken')
    # What is left out shows in the exit code, as rows in quarantine do.
    yield from migrated(world, fill, quarantines=True)
    states = {name: found.state for (_, name, kind), found in migrated.objects.items() if kind == 'view'}
    wanted = {'NAMES': 'completed', 'SECRET': 'unsupported', 'OVER_SECRET': 'unsupported', 'BROKEN': 'unsupported',
              'OVER_BROKEN': 'unsupported'}
    yield 'views', None if states == wanted else f'{states}'
    keys = world.seekdb.rows(
        'select constraint_name from information_schema.referential_constraints where constraint_schema = %s',
        (migrated.schema,))
    yield 'key', None if len(keys) == 1 else f'{keys}'
    try:
        world.seekdb.rows(f"insert into `{migrated.schema}`.person values (3, 77, 'x')")
        yield 'key holds', 'a row without a parent was taken'
    except Exception as error:
        yield 'key holds', None if '1452' in str(error) else str(error)


def test_three_hundred_tables_and_their_references(world):
    def fill(connection):
        for at in range(300):
            reference = f', parent number(9) references t{at - 1} (id)' if at % 10 else ', parent number(9)'
            execute(connection, f'create table t{at} (id number(9) primary key, v varchar2(20){reference})',
                    f"insert into t{at} select level, 'v' || level, level from dual connect by level <= 5")
    yield from migrated(world, fill)
    (count,), = world.seekdb.rows(
        'select count(*) from information_schema.referential_constraints where constraint_schema = %s',
        (migrated.schema,))
    yield 'references', None if int(count) == 270 else f'{count} of 270 foreign keys'


def own_schema(world, name, **options):
    return migrated(world, lambda connection: scripts.run(connection, os.path.join(schemas.HERE, name)), **options)


def test_people(world):
    yield from own_schema(world, 'people.sql')


def test_orders(world):
    # One of its products has an infinite number; in quarantine it would take the orders' foreign key with it.
    yield from own_schema(world, 'orders.sql', conversion={'floatLoss': 'null'})


def test_sales(world):
    yield from own_schema(world, 'sales.sql')


def published(world, folder, name, prefix):
    """A published schema as it is; prints what was lost, as the project's notes say it."""
    schemas.published(world, folder, name, prefix).close()
    schema = f'{prefix}_main'
    with Project(f'oracle://{schema}:secret@{world.decoy.address}', world.seekdb.url, [f'{schema.upper()}.*'],
                 {schema.upper(): schema}) as project:
        project.run()
        yield ended(project)
        for found in project.objects().values():
            for severity, rule, subject, text in found.notes():
                if severity in ('lossy', 'unsupported'):
                    print(f'  {found.kind} {found.name} {subject}: {severity} {rule}: {text}')
            if found.state not in ('completed', 'listed'):
                yield found.name, None if found.notes() else f'{found.kind} is {found.state} and nothing says why'
        with world.decoy.connect(schema, 'secret') as source:
            left = [found.name for found in project.objects().values() if found.state == 'unsupported']
            yield from verdicts(world, project, source, schema.upper(), left)


def test_published_test_schema(world):
    yield from published(world, 'test', 'setup_test_exec.sql', 'moved_tests')


def test_published_sample_schema(world):
    yield from published(world, 'samples', 'setup_samples_exec.sql', 'moved_samples')
