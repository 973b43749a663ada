#!/usr/bin/env python3
"""The world of the tests of migrations: Decoy with the schema of a shop as the source, seekdb as the destination, and
projects in every state that a person meets. Nothing in it is faked; what a test does not ask for is not started.

    world.migrations.sources()                 the two data sources, as ids: {'source': …, 'destination': …}
    world.migrations.project('name')           a project that is not started; more members of its file may be given
    world.migrations.at('moving')              one of the projects of STATES, in its state; made when first asked for
    world.migrations.many(500)                 so many projects that were not started
    world.migrations.tables(2000)              a schema with so many small tables at the source

    GODWIT_PROGRAM=… GODWIT_DECOY=… python3 Tests/Browser/migrations.py [DIRECTORY]

starts a server with all of them, prints its address and stays until Ctrl-C, for people who write pages or tests.
GODWIT_DECOY names the decoy program; GODWIT_SOURCE_PORT a running Decoy, and GODWIT_DESTINATION_PORT a running seekdb,
to be used in place of own ones.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from database import free_port
from server import ends_with_us, eventually, stop_child

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOST = '127.0.0.1'
SERVICE = 'ORCLPDB1'
SYSTEM = ('system', 'decoy')
PASSWORD = 'secret'
SCHEMA = 'SHOP'
READY_SECONDS = 90
RUN_SECONDS = 180
# A table that takes minutes at this speed, so that a project that copies it stays where it is.
SLOW_ROWS = 30_000
SLOW_ROWS_PER_SECOND = 40

SHOP = f"""
CREATE TABLE CUSTOMERS (CUSTOMER_ID NUMBER(9) PRIMARY KEY, NAME VARCHAR2(80) NOT NULL, EMAIL VARCHAR2(120) UNIQUE,
    BORN DATE, REMARK CLOB)
/
CREATE TABLE PRODUCTS (PRODUCT_ID NUMBER(6) PRIMARY KEY, TITLE VARCHAR2(100) NOT NULL, PRICE NUMBER(9,2))
/
CREATE TABLE ORDERS (ORDER_ID NUMBER(12) PRIMARY KEY, CUSTOMER_ID NUMBER(9) NOT NULL REFERENCES CUSTOMERS,
    STATUS VARCHAR2(12) DEFAULT 'open', TOTAL NUMBER(12,2), CREATED_AT TIMESTAMP(9))
/
CREATE TABLE ORDER_LINES (LINE_ID NUMBER(12) PRIMARY KEY, ORDER_ID NUMBER(12) NOT NULL, PRODUCT_ID NUMBER(6),
    AMOUNT NUMBER, NOTE VARCHAR2(200))
/
CREATE TABLE PAYMENTS (PAYMENT_ID NUMBER(12) PRIMARY KEY, TOTAL NUMBER(12,2), PAID_AT DATE)
/
CREATE TABLE VISITS (PAGE VARCHAR2(40), SECONDS NUMBER(5))
/
CREATE INDEX ORDERS_CUSTOMER_IX ON ORDERS (CUSTOMER_ID)
/
CREATE INDEX LINES_ORDER_IX ON ORDER_LINES (ORDER_ID)
/
CREATE SEQUENCE ORDER_SEQ
/
CREATE VIEW OPEN_ORDERS AS SELECT ORDER_ID, TOTAL FROM ORDERS WHERE STATUS = 'open'
/
CREATE VIEW CUSTOMER_TREE AS SELECT CUSTOMER_ID, NAME FROM CUSTOMERS START WITH CUSTOMER_ID = 1
    CONNECT BY PRIOR CUSTOMER_ID = CUSTOMER_ID - 1
/
INSERT INTO CUSTOMERS SELECT LEVEL, 'Customer ' || LEVEL, 'c' || LEVEL || '@example.com', DATE '1990-01-01' + LEVEL,
    'seen ' || LEVEL FROM DUAL CONNECT BY LEVEL <= 400
/
INSERT INTO PRODUCTS SELECT LEVEL, 'Product ' || LEVEL, LEVEL * 1.25 FROM DUAL CONNECT BY LEVEL <= 60
/
INSERT INTO ORDERS SELECT LEVEL, MOD(LEVEL, 400) + 1, CASE MOD(LEVEL, 3) WHEN 0 THEN 'open' ELSE 'sent' END,
    LEVEL * 3.5, TIMESTAMP '2026-01-01 08:00:00' FROM DUAL CONNECT BY LEVEL <= 2000
/
INSERT INTO ORDER_LINES SELECT LEVEL, MOD(LEVEL, 2000) + 1, MOD(LEVEL, 60) + 1, MOD(LEVEL, 9) + 0.5,
    'line ' || LEVEL FROM DUAL CONNECT BY LEVEL <= {SLOW_ROWS}
/
INSERT INTO PAYMENTS SELECT LEVEL, CASE WHEN MOD(LEVEL, 50) = 0 THEN 123456789 ELSE LEVEL END, DATE '2026-02-01'
    FROM DUAL CONNECT BY LEVEL <= 300
/
INSERT INTO VISITS SELECT 'page ' || MOD(LEVEL, 20), MOD(LEVEL, 400) FROM DUAL CONNECT BY LEVEL <= 500
"""

SMALL = [f'{SCHEMA}.CUSTOMERS', f'{SCHEMA}.PRODUCTS', f'{SCHEMA}.ORDERS']

# What the projects ask for, and the state in which a test finds them.
STATES = {
    # Not started.
    'new': dict(include=[f'{SCHEMA}.*'], tags=['wave-1']),
    # Copies rows, slowly, for minutes.
    'moving': dict(
        include=[f'{SCHEMA}.*'], exclude=[f'{SCHEMA}.CUSTOMER_TREE'], tags=['prod', 'wave-1'],
        options={'speed': {'preset': 'custom', 'rowsPerSecondMax': SLOW_ROWS_PER_SECOND}}, order='start',
        until=lambda row: step(row, 'full')['state'] == 'running'),
    # The same, paused.
    'paused': dict(
        include=[f'{SCHEMA}.ORDER_LINES'], tags=['wave-2'],
        options={'speed': {'preset': 'custom', 'rowsPerSecondMax': SLOW_ROWS_PER_SECOND}}, order='start',
        until=lambda row: step(row, 'full')['state'] == 'running', then='pause', state='paused'),
    # A view that the destination cannot express stops the schema step.
    'blocked': dict(
        include=[f'{SCHEMA}.CUSTOMERS', f'{SCHEMA}.CUSTOMER_TREE'], tags=['prod'],
        options={'onUnsupported': 'stop'}, order='start', state='failed'),
    # Its precheck fails: the destination does not know the account.
    'refused': dict(include=SMALL, end='stranger', tags=['wave-2'], order='start', state='failed'),
    # Its precheck waits: nothing listens at its destination.
    'waiting': dict(
        include=SMALL, end='closed', order='start', until=lambda row: step(row, 'precheck')['state'] == 'running'),
    # Some of its rows do not fit into the type that was chosen for them.
    'rejecting': dict(
        include=[f'{SCHEMA}.PAYMENTS'], tables={f'{SCHEMA}.PAYMENTS': {'types': {'TOTAL': 'DECIMAL(6,2)'}}},
        order='start', state=('completed', 'failed')),
    'done': dict(include=SMALL, tags=['prod'], order='start', state='completed'),
    'released': dict(include=SMALL, order='start', state='completed', then='release', end_state='released'),
}


def step(row, kind):
    return next((one for one in row['steps'] if one['kind'] == kind), {'state': 'waiting'})


def decoy_program():
    path = os.environ.get('GODWIT_DECOY') or os.path.join(ROOT, '.build', 'release', 'decoy')
    if not os.access(path, os.X_OK):
        raise AssertionError(f'Decoy is not at {path}: run ./godwit setup --decoy, or set GODWIT_DECOY')
    return path


class Decoy:
    """`decoy serve` on a loopback port in a directory of its own."""

    def __init__(self):
        self.port = int(os.environ.get('GODWIT_SOURCE_PORT') or 0)
        self.directory = None
        self.child = None

    def start(self):
        if self.port:
            return
        self.directory = tempfile.mkdtemp(prefix='godwit-decoy-')
        # Decoy's PostgreSQL runs under an account of its own when this is root.
        os.chmod(self.directory, 0o755)
        log = open(os.path.join(self.directory, 'decoy.out'), 'ab')
        data = os.path.join(self.directory, 'data')
        self.child = subprocess.Popen(
            [decoy_program(), 'serve', '--data', data, '--listen', f'{HOST}:0'], stdout=subprocess.PIPE, stderr=log,
            text=True, preexec_fn=ends_with_us(signal.SIGTERM))
        timer = threading.Timer(READY_SECONDS, self.child.kill)
        timer.start()
        found = re.search(r'127\.0\.0\.1:(\d+)', self.child.stdout.readline())
        timer.cancel()
        if not found:
            raise AssertionError('Decoy did not say that it is ready')
        self.port = int(found.group(1))

    def run(self, statements, user=SYSTEM, may_fail=False):
        """Runs statements that lines of one slash separate; returns what was printed."""
        address = f'{user[0]}/{user[1]}@{HOST}:{self.port}/{SERVICE}'
        done = subprocess.run(
            [decoy_program(), 'sql', address, '-', '--lines'], input=statements, capture_output=True, text=True,
            timeout=1800)
        if done.returncode and not may_fail:
            raise AssertionError(f'decoy sql: {done.stderr or done.stdout}\n{statements[:400]}')
        return done.stdout

    def add_owner(self, name):
        """False when the schema is there already."""
        if self.run(f"SELECT COUNT(*) FROM ALL_USERS WHERE USERNAME = '{name}'").strip() != '0':
            return False
        self.run(f"""CREATE USER {name} IDENTIFIED BY {PASSWORD} QUOTA UNLIMITED ON USERS
/
GRANT CREATE SESSION, CREATE TABLE, CREATE VIEW, CREATE SEQUENCE, UNLIMITED TABLESPACE TO {name}
/
GRANT SELECT ANY TABLE, SELECT ANY DICTIONARY, FLASHBACK ANY TABLE TO {name}""")
        return True

    def close(self):
        if self.child:
            stop_child(self.child)
            self.child.stdout.close()
            self.child = None
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)
            self.directory = None


class Migrations:
    """Data sources and projects, made by the API of `world` as a person would make them."""

    def __init__(self, world, database):
        self.world = world
        self.database = database
        self.decoy = Decoy()
        self.ends = {}
        self.made = {}
        # Other groups of tests may share both databases.
        self.run = f'{int(time.time()) % 10_000:04d}{os.getpid() % 100:02d}'

    @property
    def api(self):
        return self.world.api

    def close(self):
        self.decoy.close()

    # ---------------------------------------------------------------- data sources

    def add_source(self, name, kind, port, user, password='', database='', **more):
        body = {'name': name, 'kind': kind, 'role': 'primary', 'region': '', 'host': HOST, 'port': port, 'user': user,
                'password': password, 'database': database, 'encryption': 'off', 'options': {}, 'remark': '', **more}
        return self.api.call('POST', '/datasources', body)['id']

    def sources(self):
        """Ids by what they are: source, destination, closed (nothing listens there), stranger (an unknown account)."""
        if self.ends:
            return self.ends
        self.world.prepare()
        self.decoy.start()
        if self.decoy.add_owner(SCHEMA):
            self.decoy.run(SHOP, (SCHEMA, PASSWORD))
        self.database.start(self.api)
        port = self.database.port
        name = lambda what: f'{what} {self.run}'
        self.ends = {
            'source': self.add_source(
                name('shop oracle'), 'oracle', self.decoy.port, SCHEMA, PASSWORD, SERVICE, region='cn-hangzhou'),
            'destination': self.add_source(name('shop oceanbase'), 'oceanbase', port, 'root', region='cn-hangzhou'),
            'stranger': self.add_source(name('shop stranger'), 'oceanbase', port, 'stranger', 'wrong'),
            'closed': self.add_source(name('shop away'), 'oceanbase', free_port(), 'root', region='cn-shanghai'),
        }
        for which in ('source', 'destination'):
            test = self.api.call('POST', f'/datasources/{self.ends[which]}/actions/test')['test']
            assert test['outcome'] != 'failed', test
        return self.ends

    # ---------------------------------------------------------------- projects

    def project(self, name, include=(f'{SCHEMA}.*',), exclude=(), end='destination', tables=None, options=None,
                tags=(), steps=('schema', 'full', 'indexes'), schema=SCHEMA):
        ends = self.sources()
        database = re.sub(r'\W', '_', name).lower()
        objects = {'include': list(include), 'map': {schema: database}}
        if exclude:
            objects['exclude'] = list(exclude)
        if tables:
            objects['tables'] = tables
        return self.api.call('POST', '/projects', {
            'name': name, 'type': 'migration', 'source': {'dataSource': ends['source']},
            'destination': {'dataSource': ends[end]}, 'objects': objects, 'steps': list(steps),
            'options': {'createDatabase': True, **(options or {})}, 'tags': list(tags)})

    def row(self, identifier):
        return self.api.call('GET', f'/projects/{identifier}')

    def order(self, identifier, name):
        return self.api.call('POST', f'/projects/{identifier}/actions/{name}')

    def until(self, identifier, condition, what):
        last = {}

        def holds():
            last.update(self.row(identifier))
            return condition(last)

        try:
            eventually(what, holds, RUN_SECONDS)
        except AssertionError as error:
            told = {key: last.get(key) for key in ('name', 'state', 'failure')}
            raise AssertionError(f'{error}; it is {told} with {[(s["kind"], s["state"]) for s in last["steps"]]}')

    def begin(self, which):
        """Makes a project of STATES and starts it where it has to be started."""
        if which in self.made:
            return self.made[which]
        wanted = dict(STATES[which])
        orders = [wanted.pop(name, None) for name in ('order', 'state', 'until', 'then', 'end_state')]
        made = self.project(f'shop-{which}-{self.run}', **wanted)
        self.made[which] = {'id': made['id'], 'name': made['name'], 'orders': orders, 'reached': False}
        if orders[0]:
            self.order(made['id'], orders[0])
        return self.made[which]

    def at(self, which):
        """The project in its state: {'id', 'name'}."""
        one = self.begin(which)
        if one['reached']:
            return one
        order, state, until, then, end_state = one['orders']
        states = state if isinstance(state, tuple) else (state,)
        if until:
            self.until(one['id'], lambda row: until(row) or row['state'] in ('failed', 'completed'), f'{which} goes')
        if then and until:
            self.order(one['id'], then)
        if state:
            self.until(one['id'], lambda row: row['state'] in states, f'{which} is {state}')
        if then and not until:
            self.order(one['id'], then)
            self.until(one['id'], lambda row: row['state'] == end_state, f'{which} is {end_state}')
        one['reached'] = True
        return one

    def all(self):
        """Every project of STATES; they go side by side."""
        for which in STATES:
            self.begin(which)
        return {which: self.at(which) for which in STATES}

    def many(self, count):
        """So many projects that were not started, made once."""
        while self.made.setdefault('many', 0) < count:
            number = self.made['many']
            self.project(f'fleet-{self.run}-{number:04d}', include=SMALL, tags=[f'wave-{number % 7}'])
            self.made['many'] += 1

    def forget_many(self):
        """Deletes what `many` made, so that the tests after it meet a list of common size."""
        rows = self.api.call('GET', f'/projects?q=fleet-{self.run}')['items']
        for start in range(0, len(rows), 500):
            ids = [row['id'] for row in rows[start:start + 500]]
            self.api.call('POST', '/projects/batch', {'action': 'delete', 'ids': ids})
        self.made.pop('many', None)

    def tables(self, count, schema='LARGE'):
        """A schema with so many small tables at the source; returns its name. Some seconds per thousand tables."""
        name = f'{schema}_{count}'
        self.sources()
        if self.decoy.add_owner(name):
            statements = [f'CREATE TABLE {table_name(number)} (ID NUMBER(9) PRIMARY KEY, NAME VARCHAR2(40))'
                          for number in range(count)]
            self.decoy.run('\n/\n'.join(statements), (name, PASSWORD))
        return name


def table_name(number):
    """Names as applications have them: of some parts, with what they are about first."""
    parts = ('ORDERS', 'INVOICES', 'ACCOUNTS', 'PARTS', 'STORES', 'STAFF', 'SHIPMENTS', 'TAXES')
    return f'{parts[number % len(parts)]}_{number:05d}'


def main():
    os.environ.setdefault('GODWIT_PROGRAM', os.path.join(ROOT, '.build', 'release', 'godwit'))
    from database import Database
    from server import API, Server
    import run
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    server = Server()
    if len(sys.argv) > 1 and server.directory:
        server.directory = sys.argv[1]
        os.makedirs(server.directory, exist_ok=True)
    world = run.World(server, None, Database())
    try:
        server.start()
        world.prepare()
        print(f'{server.url}  admin / {world.password}', flush=True)
        migrations = world.migrations
        print({which: one['id'] for which, one in migrations.all().items()}, flush=True)
        print(f'source port {migrations.decoy.port}, destination port {world.database.port}', flush=True)
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        pass
    finally:
        world.migrations.close()
        world.database.close()
        server.stop() if len(sys.argv) > 1 else server.close()


if __name__ == '__main__':
    main()
