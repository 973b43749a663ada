"""sling, whose driver is go-ora: it reads tables of every type from Decoy into MariaDB, and the values agree."""

import json
import os
import subprocess

from decoy import JUDGES


def sling(*arguments, **environment):
    done = subprocess.run(
        [os.path.join(JUDGES, 'sling'), *arguments], env=dict(os.environ, SLING_DISABLE_TELEMETRY='TRUE',
            **environment),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=180)
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def test_go_ora_reads_what_was_written(world):
    with world.user() as connection, connection.cursor() as cursor:
        cursor.execute('''create table every (id number(9) primary key, whole number(18), money number(12, 2),
            free number,
            name varchar2(60 char), fixed char(4), wide nvarchar2(20), day date, moment timestamp(6),
            single binary_float,
            twice binary_double, bytes raw(16), body clob, data blob)''')
        cursor.execute("""insert into every select level, level * 1000003, level + .25, level / 8, 'näme ' || level,
            'ab',
            n'小' || level, date '2024-02-29' + level, timestamp '2024-02-29 13:14:15.123456' + numtodsinterval(level,
            'hour'),
            level + .5, level * 1.25, utl_raw.cast_to_raw('r' || level), to_clob('body ' || level), hextoraw('00FF10')
            from dual connect by level <= 200""")
        cursor.execute("insert into every (id) values (1000)")
        connection.commit()
        user = f'judge{world.count}'
        source = f'oracle://{user}:secret@{world.decoy.address}'
        output = os.path.join(world.decoy.folder, 'every.json')
        sling('run', '--src-conn', 'SOURCE', '--src-stream', f'{user}.every', '--tgt-object', f'file://{output}',
              SOURCE=source)
        with open(output, encoding='utf-8') as file:
            found = {int(row['id']): row for row in json.load(file)}
        assert len(found) == 201
        row = found[7]
        assert (int(row['whole']), float(row['money']), float(row['free'])) == (7000021, 7.25, .875), row
        assert row['name'] == 'näme 7' and row['wide'] == '小7' and row['fixed'].strip() == 'ab', row
        assert str(row['day']).startswith('2024-03-07') and '20:14:15.123456' in str(row['moment']), row
        assert row['body'] == 'body 7', row
        assert found[1000]['name'] in (None, '') and found[1000]['whole'] is None, found[1000]
