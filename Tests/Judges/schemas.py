"""Published schema scripts, and our own in the manner of the usual samples, load unchanged and read back."""

import os

import scripts
from decoy import JUDGES

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'schemas')


def load(world, name):
    connection = world.user()
    scripts.run(connection, os.path.join(HERE, name))
    return connection


def test_people(world):
    with load(world, 'people.sql') as connection, connection.cursor() as cursor:
        cursor.execute('select employee_id, last_name, salary, commission_pct, hire_date from employees order by 1')
        rows = cursor.fetchall()
        assert [row[0] for row in rows] == [100, 101, 102, 103]
        assert rows[3][1] == "O'Stralegus" and rows[1][2] == 14000.5 and rows[1][3] == .15
        cursor.execute('select city, country_name from emp_details_view where employee_id = :1', [102])
        assert cursor.fetchall() == [('Miranda', 'New Zealand')]
        cursor.execute("update employees set job_id = 'FL_PILOT' where employee_id = 103")
        cursor.execute('select job_id, department_id from job_history where employee_id = 103')
        assert cursor.fetchall() == [('FL_NAVI', 30)]
        cursor.execute("""select lpad(' ', level) || last_name from employees
            start with manager_id is null connect by prior employee_id = manager_id order siblings by last_name""")
        assert [row[0] for row in cursor] == [" Lapponica", "  Canutus", "   Arquata", "   O'Stralegus"]


def test_orders(world):
    with load(world, 'orders.sql') as connection, connection.cursor() as cursor:
        cursor.execute('select rounded, fine, ratio from inventories order by product_id desc')
        connection.outputtypehandler = None
        rows = cursor.fetchall()
        assert rows[0][0] == 1234600 and rows[0][1] == .00123 and abs(rows[0][2] - 1 / 3) < 1e-17, rows
        cursor.execute('select full_name, remarks, portrait from customers order by customer_id')
        rows = [(name, remarks and remarks.read(), portrait and portrait.read()) for name, remarks, portrait in cursor]
        assert rows == [
            ('Ænne Müller', 'Pays on time.', None), ('小雁 王', None, b'\x89PNG\r\n\x1a\n'), ('O Neil', '', None)
        ] or rows[2][1] in ('', None) and rows[:2] == [
            ('Ænne Müller', 'Pays on time.', None), ('小雁 王', None, b'\x89PNG\r\n\x1a\n')], rows
        cursor.execute('select order_id, amount from order_items order by line_item_id')
        assert sorted(row[1] for row in cursor) == [375, 1047]
        cursor.execute('select title, total from account_managers order by customer_id')
        assert cursor.fetchall() == [('Ms', 46257.25), ('Mr', 0), ('-', 0)]
        cursor.execute('select order_id from orders order by 1')
        assert [row[0] for row in cursor] == [2354, 2458]


def test_sales(world):
    with load(world, 'sales.sql') as connection, connection.cursor() as cursor:
        cursor.execute('select count(*), sum(amount_sold) from sales')
        assert cursor.fetchone() == (1000, 685685)
        cursor.execute('select partition_name from user_tab_partitions where table_name = :1 order by '
                       'partition_position',
                       ['SALES'])
        assert [row[0] for row in cursor] == [
            'SALES_2018', 'SALES_H1_2019', 'SALES_H2_2019', 'SALES_H1_2020', 'SALES_REST']
        cursor.execute('select count(*) from sales partition (sales_2018)')
        first, = cursor.fetchone()
        cursor.execute("select count(*) from sales where time_id < date '2019-01-01'")
        assert cursor.fetchone() == (first,)
        cursor.execute('select count(*) from costs')
        assert cursor.fetchone() == (12,)
        cursor.execute("select name from shops partition (rest)")
        assert cursor.fetchall() == [('Hudson',)]


def published(world, folder, name, prefix):
    names = {
        'main_user': f'{prefix}_main', 'main_password': 'secret', 'proxy_user': f'{prefix}_proxy',
        'proxy_password': 'secret', 'edition_user': f'{prefix}_editions', 'edition_password': 'secret',
        'edition_name': f'{prefix}_edition',
    }
    with world.decoy.connect() as connection:
        scripts.run(connection, os.path.join(JUDGES, 'schemas', folder, name), names)
    return world.decoy.connect(names['main_user'], 'secret')


def test_published_test_schema(world):
    with published(world, 'test', 'setup_test_exec.sql', 'tests') as connection, connection.cursor() as cursor:
        cursor.execute('select intcol, longintcol, numbercol, nullablecol from testnumbers order by 1')
        rows = cursor.fetchall()
        assert len(rows) == 10 and rows[2] == (3, 38 ** 3, 3.75, 143 ** 3), rows
        cursor.execute('select stringcol, rawcol, fixedcharcol from teststrings where intcol = 4')
        assert cursor.fetchall() == [('String 4', b'Raw 4', 'Fixed Char 4'.ljust(40))]


def test_published_sample_schema(world):
    with published(world, 'samples', 'setup_samples_exec.sql', 'samples') as connection, connection.cursor() as cursor:
        cursor.execute('select count(*) from user_tables')
        assert cursor.fetchone()[0] > 10
