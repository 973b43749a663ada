"""What a program does all day, by python-oracledb."""

import datetime
import threading

import oracledb


def refused(number, call, *arguments):
    try:
        call(*arguments)
    except oracledb.DatabaseError as error:
        assert error.args[0].code == number, f'expected ORA-{number:05}, got {error}'
        return error.args[0]
    raise AssertionError(f'ORA-{number:05} did not come')


def test_connect_and_look_around(world):
    with world.decoy.connect() as connection, connection.cursor() as cursor:
        assert connection.version.startswith('19.')
        cursor.execute("select sys_context('userenv', 'con_name'), sys_context('userenv', 'session_user'), user "
                       "from dual")
        assert cursor.fetchone() == ('ORCLPDB1', 'SYSTEM', 'SYSTEM')
        connection.ping()
        cursor.execute("select 'x' from dual")
        assert cursor.fetchall() == [('x',)]
        assert cursor.description[0][0] == "'X'"
        cursor.execute('select * from dual')
        assert cursor.fetchall() == [('X',)] and cursor.description[0][0] == 'DUMMY'


def test_refusals_of_the_door(world):
    world.user().close()
    name = f'judge{world.count}'
    refused(1017, world.decoy.connect, name, 'wrong')
    refused(1017, world.decoy.connect, 'nobody', 'wrong')
    with world.decoy.connect() as admin, admin.cursor() as cursor:
        cursor.execute(f'alter user {name} account lock')
        refused(28000, world.decoy.connect, name, 'secret')
        cursor.execute(f'alter user {name} account unlock password expire')
        refused(28001, world.decoy.connect, name, 'secret')
        world.decoy.connect(name, 'secret', newpassword='other').close()
        world.decoy.connect(name, 'other').close()
        cursor.execute('create user no_rights identified by secret')
        refused(1045, world.decoy.connect, 'no_rights', 'secret')
    try:
        oracledb.connect(user=name, password='other', dsn=world.decoy.address.replace('ORCLPDB1', 'NOWHERE'))
        raise AssertionError('an unknown service was served')
    except oracledb.Error as error:
        assert 'NOWHERE' in str(error) or '12514' in str(error), error


def test_statements_and_transactions(world):
    with world.user() as connection, connection.cursor() as cursor:
        cursor.execute('create table t (id number(9) primary key, name varchar2(20) not null, born date default '
                       'sysdate)')
        cursor.execute("insert into t (id, name) values (1, 'one')")
        assert cursor.rowcount == 1
        with world.decoy.connect(f'judge{world.count}', 'secret') as other, other.cursor() as second:
            second.execute('select count(*) from t')
            assert second.fetchone() == (0,)
            connection.commit()
            second.execute('select count(*) from t')
            assert second.fetchone() == (1,)
            cursor.execute("update t set name = 'eins' where id = 1")
            refused(54, second.execute, 'select * from t for update nowait')
        error = refused(1, cursor.execute, "insert into t (id, name) values (1, 'again')")
        assert 'unique constraint' in error.message
        refused(1400, cursor.execute, 'insert into t (id) values (2)')
        # Only the failed statements were undone.
        cursor.execute('select name from t')
        assert cursor.fetchall() == [('eins',)]
        connection.rollback()
        cursor.execute('select name from t')
        assert cursor.fetchall() == [('one',)]
        cursor.execute('savepoint here')
        cursor.execute('delete from t')
        cursor.execute('rollback to here')
        cursor.execute('select count(*) from t')
        assert cursor.fetchone() == (1,)


def test_mistakes_are_named_and_placed(world):
    with world.user() as connection, connection.cursor() as cursor:
        cursor.execute('create table t (id number)')
        for text, number, place in [
            ('select * from nowhere', 942, 14), ('select nothing from t', 904, 7), ('selec 1 from dual', 900, 0),
            ('select 1 frm dual', 923, 13), ('select (1 from dual', 907, None),
            ('insert into t values (1, 2)', 913, None), ('insert into t (id) values ()', 936, None),
            ('create table t (id number)', 955, None), ('drop table nowhere', 942, None),
            ("select to_number('x') from dual", 1722, None), ('select 1 / 0 from dual', 1476, None),
            ("insert into t values ('abc')", 1722, None), ('select id, count(*) from t', 937, None),
            ('select nofunction(1) from dual', 904, None), ("select to_date('2024-13-01', 'YYYY-MM-DD') from dual",
                1843, None),
            ('select a.id from t a, t b where id = 1', 918, None), ('update t set nothing = 1', 904, None),
            ('alter table t add (id number)', 1430, None),
        ]:
            error = refused(number, cursor.execute, text)
            assert place is None or error.offset == place, (text, error.offset)


def test_arrays(world):
    with world.user() as connection, connection.cursor() as cursor:
        cursor.execute('create table t (id number primary key, name varchar2(10))')
        cursor.executemany('insert into t values (:1, :2)', [(n, f'n{n}') for n in range(5000)])
        assert cursor.rowcount == 5000
        connection.commit()
        cursor.executemany('insert into t values (:1, :2)', [(5000, 'a'), (1, 'b'), (5001, 'x' * 11), (5002, 'c')],
                           batcherrors=True, arraydmlrowcounts=True)
        assert [(error.offset, error.code) for error in cursor.getbatcherrors()] == [(2, 12899), (1, 1)]
        assert cursor.getarraydmlrowcounts() == [1, 0, 0, 1]
        connection.rollback()
        cursor.executemany('delete from t where id < :1', [(10,), (10,), (20,)], arraydmlrowcounts=True)
        assert cursor.getarraydmlrowcounts() == [10, 0, 10] and cursor.rowcount == 20
        connection.rollback()
        refused(1, cursor.executemany, 'insert into t values (:1, :2)', [(6000, 'a'), (0, 'b'), (6001, 'c')])
        cursor.execute('select count(*) from t where id >= 6000')
        assert cursor.fetchone() == (1,)
        connection.rollback()
        for size in (1, 7, 100, 1000):
            cursor.arraysize, cursor.prefetchrows = size, size
            cursor.execute('select id, name from t order by id')
            assert cursor.fetchall() == [(n, f'n{n}') for n in range(5000)]


def test_returning(world):
    with world.user() as connection, connection.cursor() as cursor:
        cursor.execute('create sequence s start with 10')
        cursor.execute('create table t (id number, name varchar2(10))')
        place, name = cursor.var(int), cursor.var(str)
        cursor.execute("insert into t values (s.nextval, 'a') returning id, name into :1, :2", [place, name])
        assert place.getvalue() == [10] and name.getvalue() == ['a']
        cursor.execute("insert into t values (s.nextval, 'b')")
        cursor.execute("update t set name = name || '!' returning id, name into :1, :2", [place, name])
        assert sorted(zip(place.getvalue(), name.getvalue())) == [(10, 'a!'), (11, 'b!')]
        place = cursor.var(oracledb.DB_TYPE_ROWID)
        cursor.execute("delete from t where id = :1 returning rowid into :2", [10, place])
        assert len(place.getvalue()[0]) == 18
        place = cursor.var(int, arraysize=3)
        cursor.setinputsizes(None, place)
        cursor.executemany("insert into t values (:1, 'x') returning id * 2 into :2", [(1,), (2,), (3,)])
        assert [place.getvalue(n) for n in range(3)] == [[2], [4], [6]]


def test_blocks(world):
    with world.user() as connection, connection.cursor() as cursor:
        cursor.execute('create table t (id number, name varchar2(10))')
        out, both = cursor.var(int), cursor.var(str)
        both.setvalue(0, 'in')
        cursor.execute("begin :1 := :2 * 2; :3 := :3 || '-out'; end;", [out, 21, both])
        assert out.getvalue() == 42 and both.getvalue() == 'in-out'
        cursor.execute('''
            declare
                total number := 0;
                type names is table of varchar2(10) index by pls_integer;
                kept names;
            begin
                for i in 1 .. 10 loop
                    insert into t values (i, 'n' || i);
                    total := total + i;
                    exit when i = 7;
                end loop;
                if total <> 28 then raise_application_error(-20001, 'wrong: ' || total); end if;
                for r in (select id, name from t where id > 5 order by id) loop kept(r.id) := r.name; end loop;
                select count(*) into total from t;
                :1 := kept(7) || total;
            exception
                when no_data_found then :1 := 'nothing';
            end;''', [both])
        assert both.getvalue() == 'n77'
        error = refused(20001, cursor.execute, "begin raise_application_error(-20001, 'boom'); end;")
        assert 'boom' in error.message and 'ORA-06512' in error.message
        refused(1403, cursor.execute, 'declare n number; begin select id into n from t where id = -1; end;')
        refused(1422, cursor.execute, 'declare n number; begin select id into n from t; end;')
        refused(6550, cursor.execute, 'begin nothing_of_this_name; end;')
        cursor.execute('''create or replace procedure twice (a in number, b out number, c in out varchar2) as
            begin b := a * 2; c := upper(c); end;''')
        cursor.execute('create or replace function plus (a number, b number default 1) return number is begin '
                       'return a + b; end;')
        both.setvalue(0, 'abc')
        assert cursor.callproc('twice', [4, out, both]) == [4, 8, 'ABC']
        assert cursor.callfunc('plus', int, [4]) == 5 and cursor.callfunc('plus', int, [4], {'b': 3}) == 7
        cursor.callproc('dbms_output.enable')
        cursor.execute("begin dbms_output.put_line('hello'); end;")
        line, status = cursor.var(str), cursor.var(int)
        cursor.callproc('dbms_output.get_line', [line, status])
        assert (line.getvalue(), status.getvalue()) == ('hello', 0)
        inner = connection.cursor()
        cursor.execute('begin open :1 for select id, name from t where id <= :2 order by id; end;', [inner, 3])
        assert inner.fetchall() == [(1, 'n1'), (2, 'n2'), (3, 'n3')]


def test_a_running_statement_is_broken_off(world):
    with world.user() as connection, connection.cursor() as cursor:
        connection.call_timeout = 500
        started = datetime.datetime.now()
        try:
            cursor.execute('begin dbms_session.sleep(30); end;')
            raise AssertionError('the time limit did not come')
        except oracledb.DatabaseError as error:
            assert 'DPY-4024' in str(error) or 'DPY-4011' in str(error), error
        assert (datetime.datetime.now() - started).total_seconds() < 10
        connection.call_timeout = 0
        cursor.execute('select 1 from dual')
        assert cursor.fetchone() == (1,)
        timer = threading.Timer(.3, connection.cancel)
        timer.start()
        refused(1013, cursor.execute, """select count(*) from (select level from dual connect by level <= 100000) a,
            (select level from dual connect by level <= 100000) b""")
        timer.join()
        cursor.execute('select 2 from dual')
        assert cursor.fetchone() == (2,)


def test_deadlocks_end(world):
    with world.user() as one, one.cursor() as first:
        first.execute('create table t (id number primary key, n number)')
        first.execute('insert into t select level, 0 from dual connect by level <= 2')
        one.commit()
        with world.decoy.connect(f'judge{world.count}', 'secret') as two, two.cursor() as second:
            first.execute('update t set n = 1 where id = 1')
            second.execute('update t set n = 2 where id = 2')
            errors = []

            def cross(cursor, connection, place):
                try:
                    cursor.execute('update t set n = n + 10 where id = :1', [place])
                except oracledb.DatabaseError as error:
                    errors.append(error.args[0].code)
                    connection.rollback()

            waiting = threading.Thread(target=cross, args=(second, two, 1))
            waiting.start()
            cross(first, one, 2)
            waiting.join(30)
            assert not waiting.is_alive() and errors == [60], errors
            one.rollback()
            two.rollback()


def test_looking_back(world):
    with world.user() as connection, connection.cursor() as cursor:
        with world.decoy.connect() as admin, admin.cursor() as system:
            def scn():
                system.execute('select current_scn from v$database')
                return system.fetchone()[0]
            cursor.execute('create table t (id number primary key, n number)')
            cursor.execute('insert into t select level, 0 from dual connect by level <= 100')
            connection.commit()
            marks = []
            for turn in range(1, 6):
                cursor.execute('update t set n = :1 where mod(id, 5) = :2', [turn, turn - 1])
                cursor.execute('delete from t where id = :1', [turn])
                connection.commit()
                marks.append((scn(), turn))
            for position, turn in marks:
                cursor.execute(f'select count(*), max(n) from t as of scn {position}')
                assert cursor.fetchone() == (100 - turn, turn)
                cursor.execute('select count(*) from t as of scn :1 where n = 0', [position])
                untouched = sum(number % 5 >= turn and number > turn for number in range(1, 101))
                assert cursor.fetchone()[0] == untouched, (position, turn)
            assert sorted(marks) == marks
            cursor.execute('select max(ora_rowscn) from t')
            assert marks[3][0] < cursor.fetchone()[0] <= marks[4][0]
            refused(8181, cursor.execute, f'select * from t as of scn {marks[-1][0] + 1_000_000}')
            system.execute(f'select scn_to_timestamp({marks[-1][0]}) from dual')
            assert abs((system.fetchone()[0] - datetime.datetime.now()).total_seconds()) < 60


def test_pools_and_caches(world):
    world.user().close()
    pool = oracledb.create_pool(user=f'judge{world.count}', password='secret', dsn=world.decoy.address, min=2, max=4)
    results = []

    def use(number):
        with pool.acquire() as connection, connection.cursor() as cursor:
            for turn in range(20):
                cursor.execute('select :1 + level from dual connect by level <= 3', [number * turn])
                results.append([row[0] for row in cursor] == [number * turn + n for n in (1, 2, 3)])

    threads = [threading.Thread(target=use, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 160 and all(results)
    pool.close()


def test_attributes_reach_the_session(world):
    with world.user() as connection, connection.cursor() as cursor:
        connection.module, connection.action, connection.client_identifier = 'judge', 'looking', 'nobody'
        cursor.execute("""select sys_context('userenv', 'module'), sys_context('userenv', 'action'),
            sys_context('userenv', 'client_identifier') from dual""")
        assert cursor.fetchone() == ('judge', 'looking', 'nobody')
        cursor.execute('alter session set nls_date_format = "YYYY/MM/DD"')
        cursor.execute("select to_char(date '2024-02-29'), 'on ' || date '2024-02-29' from dual")
        assert cursor.fetchone() == ('2024/02/29', 'on 2024/02/29')
        connection.current_schema = 'SYSTEM'
        cursor.execute("select sys_context('userenv', 'current_schema') from dual")
        assert cursor.fetchone() == ('SYSTEM',)
