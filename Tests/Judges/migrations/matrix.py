"""Every type with its limits, NULL and extreme values goes from Decoy to seekdb by `godwit run` and arrives as
docs/type-rules.md says. Each case is a table of its own, so that a complaint names its type."""

import os

import arrival
from migration import Project

ONES = '9' * 38
WIDE = '𝄞小é'


def text(value):
    return "'" + value.replace("'", "''") + "'"


def repeated(piece, count):
    """A literal of any length, in pieces that a statement may hold."""
    return f"rpad({text(piece)}, {count}, {text(piece)})"


def times(fraction, zone=''):
    """Literals of moments: the ends of the calendar, all digits, and what rounds up through every place."""
    tail = '.' + '9' * fraction if fraction else ''
    some = '.' + '123456789'[:fraction] if fraction else ''
    half = '.000000500'[:fraction + 1] if fraction else ''
    moments = ['0001-01-01 00:00:00', f'9999-12-30 23:59:58{some}', f'1999-12-31 23:59:59{tail}',
               f'2024-02-29 13:14:15{some}', f'1970-01-01 00:00:00{half}', f'1582-10-04 12:00:00{some}',
               f'1582-10-15 12:00:00{some}', f'1900-02-28 23:59:59{tail}']
    return [f"timestamp '{moment}{zone}'" for moment in moments]


# name, type of the source, type that must be made of it (None: not looked at), values as SQL.
CASES = [
    # Numbers: the whole ones, by their digits.
    *[(f'whole{p}', f'number({p})', to, ['0', '1', '-1', '9' * p, '-' + '9' * p, '1' + '0' * (p - 1)])
      for p, to in [(1, 'tinyint'), (2, 'tinyint'), (3, 'smallint'), (4, 'smallint'), (5, 'mediumint'),
                    (6, 'mediumint'), (7, 'int'), (9, 'int'), (10, 'bigint'), (18, 'bigint'), (19, 'decimal(19,0)'),
                    (38, 'decimal(38,0)')]],
    *[(f'money{p}_{s}', f'number({p},{s})', f'decimal({p},{s})',
       ['0', '1', f"-{'9' * (p - s)}.{'9' * s}", f"{'9' * (p - s) or '0'}.{'9' * s}", f'.{"0" * (s - 1)}1'])
      for p, s in [(3, 1), (12, 2), (20, 10), (38, 2), (38, 19), (38, 30), (38, 29)]],
    *[(f'fraction{p}', f'number({p},{p})', f'decimal({p},{p})', ['0', '.' + '9' * p, '-.' + '9' * p, f'1E-{p}'])
      for p in [1, 5, 30]],
    ('negative2_2', 'number(2,-2)', 'smallint', ['9900', '-9900', '100', '149', '151', '0']),
    ('negative10_5', 'number(10,-5)', 'bigint', ['999999999900000', '-999999999900000', '123450000']),
    ('negative38_84', 'number(38,-84)', 'decimal(65,0)', ['0', '1E121', '-1E100']),
    ('negative38_27', 'number(38,-27)', 'decimal(65,0)', [ONES + '0' * 27, '-' + ONES + '0' * 27, '1E27', '0']),
    ('small2_5', 'number(2,5)', 'decimal(5,5)', ['.00099', '-.00099', '.00001', '0']),
    ('small5_30', 'number(5,30)', 'decimal(30,30)', ['.' + '0' * 25 + '99999', '-.' + '0' * 25 + '00001', '0']),
    ('small38_40', 'number(38,40)', 'decimal(30,30)',
     ['.00' + ONES, '.0000000001', '.' + '0' * 30 + '5', '-.' + '0' * 30 + '49', '0']),
    ('small10_84', 'number(10,84)', 'decimal(30,30)', ['.' + '0' * 74 + '9999999999', '0']),
    ('small1_127', 'number(1,127)', 'decimal(30,30)', ['0', '1E-127', '-9E-127']),
    ('star', 'number(*,0)', 'decimal(38,0)', [ONES, '-' + ONES, '0', '1']),
    ('integer', 'integer', 'decimal(38,0)', [ONES, '-' + ONES, '0', '12345']),
    ('star10', 'number(*,10)', 'decimal(48,10)', ['9' * 28 + '.' + '9' * 10, '-.0000000001', '0']),
    ('bare_empty', 'number', 'decimal(65,30)', []),
    # Four rows are no proof that a column holds whole numbers only: room for fractions is kept.
    ('bare_whole', 'number', 'decimal(27,6)', ['0', '999999999999999', '-999999999999999', '7']),
    ('bare_long', 'number', 'decimal(50,6)', [ONES, '-' + ONES, '1']),
    ('bare_longer', 'number', 'decimal(65,4)', ['1E60', '-' + '9' * 40 + '0' * 20, '0']),
    ('bare_money', 'number', None, ['1.5', '-12345678901234.123456', '0', '100']),
    ('bare_fine', 'number', None, ['.' + '1' * 28, '-1.5', '12345.' + '0' * 20 + '1']),
    ('bare_finer', 'number', None, ['.' + '0' * 30 + '5', '1', '-.' + '3' * 38]),
    ('bare_tiny', 'number', None, ['1E-130', '-1E-130', '0', '1.5']),
    ('bare_huge', 'number', 'double', ['1E125', '-1E125', '9.99E125', '1', '.1', '1E-130', '3.25']),
    ('bare_third', 'number', None, ['1/3', '-2/3', '1/7', '1E20/3']),
    ('float10', 'float(10)', 'double', ['1.5', '-123', '.001', '1E30']),
    ('float49', 'float(49)', 'double', ['123456789012345', '.1', '-1E100', '1E-100', '0']),
    ('float126', 'float(126)', None, ['1.5', '.1', '-99.99']),
    ('float_long', 'float(126)', 'decimal(65,30)', ['12345678901234567890.123456789', '-.1']),
    ('float_far', 'float', 'double', ['1E125', '1E-120', '1/3']),
    ('real', 'real', None, ['1.5', '1/3', '-1E10']),
    ('double_precision', 'double precision', None, ['1.25', '1E-10', '123456.789']),
    ('binary_float', 'binary_float', 'double',
     ['0', '1.5f', '-1.5f', '3.40282347e38f', '-3.40282347e38f', '1.17549435e-38f', '1.4e-45f', '-1.4e-45f', '.1f',
      '16777217f', 'binary_float_nan', 'binary_float_infinity', '-binary_float_infinity']),
    ('binary_double', 'binary_double', 'double',
     ['0', '1.5d', '-1.5d', '1.7976931348623157e308d', '-1.7976931348623157e308d', '2.2250738585072014e-308d',
      '4.9406564584124654e-324d', '-4.9406564584124654e-324d', '.1d', '9007199254740993d', '1e22d', '1e23d',
      'binary_double_nan', 'binary_double_infinity', '-binary_double_infinity']),

    # Texts.
    ('varchar_bytes', 'varchar2(20 byte)', 'varchar(20)',
     ["'a'", "' a '", "'   '", "''", f"'{'x' * 20}'", "'小𝄞é'", text("it's"), text('"\\ \\\\ \\n %_'), text('\\'),
      "chr(9) || chr(10) || chr(13)", "chr(26) || chr(1) || chr(127)", "chr(8) || 'b'", "'é' || 'e'"]),
    ('varchar_characters', 'varchar2(20 char)', 'varchar(20)',
     [text('𝄞' * 20), text(WIDE), "'ﷺ'", "unistr('\\FFFD\\FFFF')", "unistr('\\200B\\00A0')", "'a '"]),
    ('varchar_longest', 'varchar2(4000 byte)', 'varchar(4000)',
     [repeated('x', 4000), repeated("'", 4000), repeated('\\', 4000), repeated('é', 2000)]),
    ('varchar_wide', 'varchar2(1000 char)', 'varchar(1000)', [repeated('𝄞', 1000), repeated('小', 1000)]),
    ('nvarchar', 'nvarchar2(20)', 'varchar(20)', [f"n'{WIDE}'", "n'  b  '", text('\\'), "''", "n'" + '𝄞' * 10 + "'"]),
    ('nvarchar_longest', 'nvarchar2(2000)', 'varchar(2000)', [repeated('小', 2000), repeated('x', 2000)]),
    ('char_bytes', 'char(10 byte)', 'char(10)', ["'a'", "' a'", "'0123456789'", "'小'", text("'\\"), "' '"]),
    ('char_characters', 'char(10 char)', 'char(10)', [text('𝄞' * 10), "'é'", "'a' || chr(9)"]),
    ('char255', 'char(255)', 'char(255)', ["'x'", repeated('y', 255)]),
    ('char2000', 'char(2000)', 'varchar(2000)', ["'x'", repeated('y', 2000), "' '"]),
    ('nchar', 'nchar(10)', 'char(10)', [f"n'{WIDE}'", "n' a '", "n'小小小小小小小小小小'"]),
    ('nchar1000', 'nchar(1000)', 'varchar(1000)', ["n'小'", repeated('x', 1000)]),
    ('raw', 'raw(20)', 'varbinary(20)',
     ["hextoraw('00')", "hextoraw('FF')", "hextoraw('')", f"hextoraw('{'5C27220A0D1A00' * 2}')",
      f"hextoraw('{'80' * 20}')", "hextoraw('2020')"]),
    ('raw2000', 'raw(2000)', 'varbinary(2000)', ["hextoraw(rpad('00FF', 4000, '00FF'))"]),

    # Moments.
    ('date', 'date', 'datetime',
     ["date '0001-01-01'", "date '9999-12-31'", "date '2024-02-29'", "date '-0001-12-31'", "date '-4712-01-01'",
      "to_date('9999-12-31 23:59:59', 'YYYY-MM-DD HH24:MI:SS')", "date '1582-10-04'", "date '1582-10-15'",
      "to_date('1900-02-28 23:59:59', 'YYYY-MM-DD HH24:MI:SS')", "date '0999-06-15'"]),
    *[(f'timestamp{n}', f'timestamp({n})', f'datetime({min(n, 6)})' if n else 'datetime', times(n)) for n in range(10)],
    ('timestamp_bc', 'timestamp(3)', 'datetime(3)', ["timestamp '-0044-03-15 12:00:00.5'"]),
    ('timestamp_last', 'timestamp(9)', 'datetime(6)', ["timestamp '9999-12-31 23:59:59.999999500'",
                                                      "timestamp '9999-12-31 23:59:59.999999499'"]),
    *[(f'zoned{n}', f'timestamp({n}) with time zone', f'datetime({min(n, 6)})' if n else 'datetime',
       times(n, ' +00:00')[1:] + times(n, ' -03:30')[1:4] + times(n, ' +14:00')[2:4] + times(n, ' -12:00')[2:4])
      for n in [0, 3, 6, 9]],
    ('zoned_regions', 'timestamp(6) with time zone', 'datetime(6)',
     ["timestamp '2024-07-01 12:00:00.123456 Europe/Berlin'", "timestamp '2024-01-01 12:00:00 Europe/Berlin'",
      "timestamp '2024-10-27 02:30:00 Europe/Berlin'", "timestamp '2024-06-30 23:30:00 America/St_Johns'",
      "timestamp '1999-12-31 23:59:59.999999 Asia/Kathmandu'", "timestamp '2024-03-10 12:00:00 US/Pacific'",
      "timestamp '2024-03-10 12:00:00 UTC'"]),
    ('local', 'timestamp(6) with local time zone', 'datetime(6)',
     ["timestamp '2024-07-01 12:00:00.123456 +02:00'", "timestamp '1999-12-31 23:59:59.999999 -08:00'"]),
    ('local9', 'timestamp(9) with local time zone', 'datetime(6)', times(9, ' +00:00')[1:]),
    ('months', 'interval year(9) to month', 'varchar(30)',
     ["interval '178000000-11' year(9) to month", "interval '-178000000-11' year(9) to month",
      "interval '0-0' year to month", "interval '-0-1' year to month", "interval '1-6' year to month"]),
    ('months2', 'interval year to month', 'varchar(30)',
     ["interval '99-11' year to month", "interval '-1-0' year to month"]),
    *[(f'days{n}', f'interval day(9) to second({n})', 'varchar(30)',
       [f"interval '999999999 23:59:59{'.' + '9' * n if n else ''}' day(9) to second({n})",
        f"interval '-999999999 23:59:59{'.' + '9' * n if n else ''}' day(9) to second({n})",
        "interval '0 00:00:00' day to second", "interval '-0 00:00:01' day to second",
        "interval '4 05:06:07' day to second"]) for n in [0, 3, 6, 9]],
    ('days2', 'interval day to second', 'varchar(30)', ["interval '99 23:59:59.999999' day to second"]),

    # Large values.
    ('clob', 'clob', 'longtext',
     ['empty_clob()', "to_clob('x')", f"to_clob({text(WIDE)})",
      f"to_clob({text(chr(10) + chr(92) + chr(39) + chr(13))})",
      f"to_clob({repeated('y', 4000)})"]),
    ('nclob', 'nclob', 'longtext', ['empty_clob()', f"to_nclob(n'{WIDE}')", f"to_nclob({repeated('小', 2000)})"]),
    ('blob', 'blob', 'longblob', ['empty_blob()', "to_blob(hextoraw('00FF5C27'))",
                                  "to_blob(hextoraw(rpad('00FF', 4000, '5C27')))"]),
    ('long_text', 'long', 'longtext', ["'x'", text(WIDE), text("'\\"), repeated('z', 4000)]),
    ('long_raw', 'long raw', 'longblob', ["hextoraw('00FF')", "hextoraw(rpad('5C27', 4000, '00FF'))"]),
    ('rowid', 'rowid', 'varchar(18)',
     ["chartorowid('AAAAAAAAAAAAAAAAAA')", "(select rowid from m_whole1 where id = 1)"]),
    ('urowid', 'urowid', None, ["(select rowid from m_whole1 where id = 1)"]),
    ('xml', 'xmltype', 'longtext', ["xmltype('<a b=\"1\">x</a>')", "xmltype('<é>小𝄞 &amp; ]]&gt;</é>')"]),
]


def make(connection, cases):
    """The tables that could be made, and what Decoy did not take: a case that cannot be made is a complaint."""
    problems = {}
    with connection.cursor() as cursor:
        for name, kind, _, values in cases:
            try:
                cursor.execute(f'create table m_{name} (id number(9) primary key, v {kind})')
                for at, value in enumerate([*values, 'null'], 1):
                    try:
                        cursor.execute(f'insert into m_{name} values ({at}, {value})')
                    except Exception as error:
                        problems[f'{name}: {value[:80]}'] = str(error).split('\n')[0]
            except Exception as error:
                problems[name] = str(error).split('\n')[0]
    connection.commit()
    return problems


def migrate(world, connection, schema, **more):
    connection.close()
    return Project(
        f'oracle://{schema}:secret@{world.decoy.address}', world.seekdb.url, [f'{schema.upper()}.*'],
        {schema.upper(): schema}, **more)


def test_every_type_arrives_by_its_rule(world):
    connection = world.user()
    schema = f'judge{world.count}'
    chosen = os.environ.get('GODWIT_MATRIX')
    cases = [case for case in CASES if not chosen or case[0] in chosen.split(',')]
    for place, problem in make(connection, cases).items():
        yield f'made {place}', problem
    with migrate(world, connection, schema) as project:
        code = project.run()
        end = project.end()
        yield 'end', None if end['state'] == 'completed' else project.tail(3)
        objects = project.objects()
        refused = 0
        with world.decoy.connect(schema, 'secret') as source:
            prepare(source)
            for name, kind, to, _ in cases:
                found = objects.get((schema.upper(), f'M_{name.upper()}', 'table'))
                if not found:
                    yield name, f'the table of {kind} is not in the project'
                    continue
                try:
                    table = arrival.Table(source, world.seekdb, found)
                    complaints = table.check(project)
                    refused += len(project.rejections(found.number))
                    made = table.columns[1].type
                    if to and arrival.shown(made) != to:
                        complaints.append(f'{kind} became {made}, not {to}')
                except Exception as error:
                    complaints = [f'{kind}: {type(error).__name__}: {error}']
                yield name, '\n'.join(complaints) or None
        yield 'exit code', None if (code == 0) == (refused == 0) else f'{code} with {refused} rows in quarantine'
        yield 'count of quarantine', None if end['quarantined'] == refused else f'{end} but {refused} rows'


def test_the_judge_sees_what_is_wrong(world):
    """Each change at the destination is a complaint: else the other verdicts would be worth nothing."""
    connection = world.user()
    schema = f'judge{world.count}'
    with connection.cursor() as cursor:
        cursor.execute('create table seen (id number(9) primary key, v varchar2(20), n number(9,2), f binary_double)')
        cursor.execute("insert into seen select level, 'v' || level, level / 4, level from dual connect by level <= 20")
        cursor.execute('insert into seen values (100, null, null, binary_double_nan)')
    connection.commit()
    with migrate(world, connection, schema) as project:
        project.run()
        with world.decoy.connect(schema, 'secret') as source:
            prepare(source)
            table = arrival.Table(source, world.seekdb, project.objects()[schema.upper(), 'SEEN', 'table'])
            yield 'before', '\n'.join(table.check(project)) or None
            for change in ["update seen set v = 'V3' where id = 3", "update seen set v = 'v3 ' where id = 3",
                           'update seen set n = n + 0.01 where id = 4', 'update seen set v = null where id = 5',
                           "insert into seen values (100, null, null, null)", 'delete from seen where id = 6',
                           'update seen set f = 1.0000000000000002 where id = 1']:
                with world.seekdb.connect(database=schema) as destination, destination.cursor() as cursor:
                    cursor.execute('create table kept as select * from seen')
                    cursor.execute(change)
                    complaints = table.check(project)
                    cursor.execute('delete from seen')
                    cursor.execute('insert into seen select * from kept')
                    cursor.execute('drop table kept')
                yield change, None if complaints else 'it was not seen'
            yield 'after', '\n'.join(table.check(project)) or None


def prepare(source):
    """The session in which the judge reads: UTC, numbers as they are, large values as handles."""
    with source.cursor() as cursor:
        cursor.execute("alter session set time_zone = '+00:00'")
        cursor.execute("alter session set nls_numeric_characters = '.,'")
    source.outputtypehandler = number_as_decimal


def number_as_decimal(cursor, metadata):
    import decimal

    import oracledb
    if metadata.type_code is oracledb.DB_TYPE_NUMBER:
        return cursor.var(decimal.Decimal, arraysize=cursor.arraysize)
    return None
