"""Every way in which Decoy can bend the wire, before python-oracledb."""

import oracledb

import decoy

WAYS = [
    ('--version', '12.1'), ('--version', '12.2'), ('--version', '18'), ('--version', '21'),
    ('--version', '23'), ('--field-version', '8'), ('--sdu', '512'), ('--sdu', '2000000'), ('--verifier', '11g'),
    ('--verifier', '12c', '--no-pbkdf2'), ('--bit-vectors', 'always'), ('--bit-vectors', 'never'),
        ('--chunked-values', '3'),
    ('--packet-bytes', '100'), ('--error-by-marker',), ('--redirect',), ('--resend',), ('--latency-milliseconds', '5'),
    ('--fast-authentication', '--version', '23'), ('--end-of-response', '--version', '23'),
]


def day(server):
    """A short day of work with all that differs between the ways."""
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute('create table t (id number primary key, name varchar2(4000), same varchar2(10), c clob, d date)')
        cursor.executemany("insert into t values (:1, :2, 'same', :3, sysdate)",
                           [(n, 'ä' * (n % 50), 'text' * n) for n in range(120)])
        connection.commit()
        cursor.arraysize = 17
        cursor.execute('select id, name, same from t order by id')
        assert cursor.fetchall() == [(n, 'ä' * (n % 50) or None, 'same') for n in range(120)]
        cursor.execute('select c from t where id = 100')
        assert cursor.fetchone()[0].read() == 'text' * 100
        try:
            cursor.execute('insert into t (id) values (5)')
            raise AssertionError('a double key was taken')
        except oracledb.DatabaseError as error:
            assert error.args[0].code == 1, error
        out = cursor.var(str)
        cursor.execute("begin :1 := 'out' || :2; end;", [out, 'in'])
        assert out.getvalue() == 'outin'
        inner = connection.cursor()
        cursor.execute('begin open :1 for select id from t where id < 3 order by id; end;', [inner])
        assert inner.fetchall() == [(0,), (1,), (2,)]
        cursor.execute('drop table t purge')


def test_ways(world):
    """One start of the server per way: its PostgreSQL half is what takes the time, so the folder is kept."""
    import shutil
    import tempfile
    folder = tempfile.mkdtemp(prefix='godwit-judge-')
    try:
        for way in WAYS:
            error = None
            try:
                with decoy.Decoy(*way, folder=folder) as server:
                    day(server)
            except Exception as problem:
                error = f'{type(problem).__name__}: {problem}'
            yield ' '.join(way), error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_version_too_old_for_the_driver_is_named(world):
    with decoy.Decoy('--version', '11.2') as server:
        try:
            server.connect()
            raise AssertionError('the driver should have refused')
        except oracledb.Error as error:
            assert 'DPY-3010' in str(error), error


def test_required_encryption_is_refused_clearly(world):
    with decoy.Decoy('--require-encryption') as server:
        try:
            server.connect()
            raise AssertionError('the driver should have refused')
        except oracledb.Error:
            pass
