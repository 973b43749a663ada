"""Four clients read the sample schemas and agree on every value: python-oracledb, ojdbc, go-ora (in sling), ours."""

import csv
import datetime
import decimal
import json
import os
import struct
import subprocess

import java
import scripts
from decoy import program
from sling import sling

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'schemas')
NULL = '∅'


def without_zone(text):
    return ' '.join(text.split(' ')[:2])


def nine_decimals(text):
    number = decimal.Decimal(text) if text and text != NULL else None
    if number is None or not number.is_finite():
        return text
    return plain(number.quantize(decimal.Decimal('1e-9'), context=decimal.Context(prec=400)))


def twenty_digits(text):
    """As `nine_decimals`; what does not fit 64 bits comes through a binary floating-point number."""
    if text in ('', NULL) or not decimal.Decimal(text).is_finite() or abs(decimal.Decimal(text)) < 2 ** 63:
        return nine_decimals(text)
    return plain(float(text))


# What a client cannot show of a kind of value, and why. The function makes of the canonical text what is compared;
# None compares nothing.
EXCEPTIONS = {
    ('ojdbc', 'text'): (lambda text: text or NULL, 'it tells an empty CLOB from NULL; read as LONG they are the same'),
    ('go-ora', 'number'): (
        twenty_digits, 'sling rounds numbers without a declared scale to nine decimals, and integers beyond 64 bits'),
    ('go-ora', 'bytes'): (None, 'sling writes bytes as text into files'),
    ('go-ora', 'zoned'): (without_zone, 'sling writes the hours of a zone, not its minutes'),
    ('go-ora', 'months'): (None, 'it takes the months of a negative interval for 256 more'),
    ('python-oracledb', 'zoned'): (without_zone, 'its datetime comes without the zone'),
    ('python-oracledb', 'local'): (lambda text: text[:26].rstrip('.'), 'its datetime ends at microseconds'),
    ('python-oracledb', 'moment'): (lambda text: text[:26].rstrip('.'), 'its datetime ends at microseconds'),
}


def escaped(text):
    return text.replace('\\', '\\\\').replace('|', '\\|').replace('\n', '\\n').replace('\r', '\\r')


def plain(number):
    number = decimal.Decimal(number)
    if not number.is_finite():
        return 'nan' if number.is_nan() else '-inf' if number < 0 else 'inf'
    return format(number.normalize(decimal.Context(prec=400)), 'f') if number else '0'


def moment(value):
    return value.strftime('%Y-%m-%d %H:%M:%S').rjust(19, '0') + (
        f'.{value.microsecond:06}'.rstrip('0') if value.microsecond else '')


def span(value):
    sign, value = ('-', -value) if value < datetime.timedelta() else ('', value)
    rest = value.seconds
    fraction = f'.{value.microseconds:06}'.rstrip('0') if value.microseconds else ''
    return f'{sign}{value.days} {rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}{fraction}'


def months(value):
    count = value.years * 12 + value.months
    return ('-' if count < 0 else '') + f'{abs(count) // 12}-{abs(count) % 12}'


def shortest(value, width):
    """The shortest digits that mean this floating-point number of four or eight bytes."""
    if width == 8 or value in (float('inf'), float('-inf')) or value != value:
        return plain(repr(value))
    for digits in range(1, 10):
        text = f'{value:.{digits}g}'
        if struct.pack('>f', float(text)) == struct.pack('>f', value):
            return plain(text)
    return plain(repr(value))


def kind(oracledb, description):
    return {
        oracledb.DB_TYPE_NUMBER: 'number', oracledb.DB_TYPE_BINARY_FLOAT: 'float',
        oracledb.DB_TYPE_BINARY_DOUBLE: 'double', oracledb.DB_TYPE_DATE: 'moment',
        oracledb.DB_TYPE_TIMESTAMP: 'moment', oracledb.DB_TYPE_TIMESTAMP_TZ: 'zoned',
        oracledb.DB_TYPE_TIMESTAMP_LTZ: 'local', oracledb.DB_TYPE_INTERVAL_DS: 'span',
        oracledb.DB_TYPE_INTERVAL_YM: 'months', oracledb.DB_TYPE_RAW: 'bytes', oracledb.DB_TYPE_BLOB: 'bytes',
    }.get(description[1], 'text')


def by_oracledb(connection, tables):
    """The rows of each table, and the kinds of its columns."""
    import oracledb

    def handler(cursor, metadata):
        if metadata.type_code is oracledb.DB_TYPE_NUMBER:
            return cursor.var(decimal.Decimal, arraysize=cursor.arraysize)
        if metadata.type_code is oracledb.DB_TYPE_CLOB:
            return cursor.var(oracledb.DB_TYPE_LONG, arraysize=cursor.arraysize)
        if metadata.type_code is oracledb.DB_TYPE_NCLOB:
            return cursor.var(oracledb.DB_TYPE_LONG_NVARCHAR, arraysize=cursor.arraysize)
        if metadata.type_code is oracledb.DB_TYPE_BLOB:
            return cursor.var(oracledb.DB_TYPE_LONG_RAW, arraysize=cursor.arraysize)
        return None

    write = {
        'number': plain, 'float': lambda value: shortest(value, 4), 'double': lambda value: shortest(value, 8),
        'moment': moment, 'zoned': moment, 'local': moment, 'span': span,
        'months': months, 'bytes': lambda value: value.hex().upper(),
        'text': escaped,
    }
    rows, kinds = {}, {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'select t.* from {table} t where 1 = 0')
            kinds[table] = [kind(oracledb, column) for column in cursor.description]
            cursor.outputtypehandler = handler
            cursor.execute(f'select * from {table}')
            rows[table] = [
                [NULL if value is None else write[kind](value) for kind, value in zip(kinds[table], row)]
                for row in cursor]
            cursor.outputtypehandler = None
    return rows, kinds


def values(line):
    """The values between the bars that are not escaped."""
    parts, at = [''], 0
    while at < len(line):
        if line[at] == '|':
            parts.append('')
        else:
            parts[-1] += line[at:at + (2 if line[at] == '\\' else 1)]
            at += line[at] == '\\'
        at += 1
    return parts


def sections(output):
    rows, table = {}, None
    for line in output.split('\n'):
        if line.startswith('# '):
            table = line[2:]
            rows[table] = []
        elif line:
            rows[table].append(values(line))
    return rows


def by_ojdbc(world, user, tables):
    output, errors = java.run(world.decoy.address, user, 'secret', *tables)
    assert not errors.strip(), errors
    return sections(output)


def by_our_client(world, user, tables):
    script = ''.join(f"select '# {table}' from dual\n/\nselect * from {table}\n/\n" for table in tables)
    done = subprocess.run(
        [program(), 'sql', f'{user}/secret@{world.decoy.address}', '-', '--lines'], input=script,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return sections(done.stdout)


def by_go_ora(world, user, tables, kinds):
    folder = os.path.join(world.decoy.folder, f'{user}-by-sling')
    plan = os.path.join(world.decoy.folder, f'{user}-by-sling.json')
    with open(plan, 'w', encoding='utf-8') as file:
        json.dump({
            'source': 'SOURCE', 'target': 'LOCAL', 'defaults': {
                'mode': 'full-refresh', 'target_options': {'format': 'csv'}},
            'streams': {
                f'{user}.{table}'.lower(): {'object': f'file://{folder}/{table}.csv', 'sql': f'select * from {table}'}
                for table in tables},
        }, file)
    sling('run', '-r', plan, SOURCE=f'oracle://{user}:secret@{world.decoy.address}')
    rows = {}
    for table in tables:
        place = os.path.join(folder, f'{table}.csv')
        if not os.path.exists(place):
            # Of a table without rows sling writes no file.
            rows[table] = []
            continue
        with open(place, encoding='utf-8', newline='') as file:
            lines = list(csv.reader(file))[1:]
        rows[table] = [
            [of_sling(kind, value) for kind, value in zip(kinds[table], line)] for line in lines]
    return rows


def of_sling(kind, text):
    """sling's CSV: NULL is empty, moments have a zone behind them."""
    if text == '':
        return NULL
    if kind in ('number', 'float', 'double'):
        return plain(text)
    if kind in ('moment', 'zoned', 'local'):
        text = text.strip('"').replace('T', ' ').replace('Z', ' +0000')
        clock, _, zone = text.partition(' +')
        clock = clock.rstrip('0').rstrip('.') if '.' in clock else clock
        if kind != 'zoned':
            return clock
        return f'{clock} +{zone[:2] or "00"}:{zone[2:] or "00"}'
    if kind == 'span':
        sign, text = ('-', text[1:]) if text[0] == '-' else ('', text.lstrip('+'))
        days, clock = text.split(' ')
        return f'{sign}{int(days)} ' + (clock.rstrip('0').rstrip('.') if '.' in clock else clock)
    return escaped(text)


def compare(table, kinds, client, found, wanted, reader):
    """`wanted` was read by `reader`; where one of both cannot show a kind, less is compared."""
    def shown(rows):
        seen = []
        for row in rows:
            line = []
            for kind, value in zip(kinds, row):
                for who in (client, reader):
                    change = EXCEPTIONS.get((who, kind), (lambda text: text, ''))[0]
                    value = None if change is None or value is None else change(value)
                line.append(value)
            seen.append(line)
        return sorted(seen, key=repr)

    left, right = shown(found), shown(wanted)
    assert len(left) == len(right), f'{table}: {client} read {len(left)} rows, {reader} {len(right)}'
    for mine, other in zip(left, right):
        assert mine == other, f'{table} by {client}: {mine}\n  by {reader}: {other}'


def agree(world, user, connection, tables):
    """All four read the tables; a case for each table and reader. Gives back what our client read."""
    wanted = by_our_client(world, user, tables)
    by_python, kinds = by_oracledb(connection, tables)
    readers = {
        'python-oracledb': by_python, 'ojdbc': by_ojdbc(world, user, tables),
        'go-ora': by_go_ora(world, user, tables, kinds),
    }
    for client, found in readers.items():
        for table in tables:
            try:
                compare(table, kinds[table], client, found[table], wanted[table], 'our client')
                yield f'{table} by {client}', None
            except AssertionError as error:
                yield f'{table} by {client}', str(error)
    return wanted


def own(world, name):
    with world.user() as connection:
        user = f'judge{world.count}'
        scripts.run(connection, os.path.join(HERE, name))
        with connection.cursor() as cursor:
            cursor.execute("select table_name from user_tables where temporary = 'N' order by 1")
            tables = [table for table, in cursor]
        wanted = yield from agree(world, user, connection, tables)
    assert tables and all(len(wanted[table]) > 0 for table in tables), wanted


def test_people(world):
    yield from own(world, 'people.sql')


def test_orders(world):
    yield from own(world, 'orders.sql')


def test_sales(world):
    yield from own(world, 'sales.sql')
