"""Accounts that may not come in, or not for long: each reason has its number."""

import time

import oracledb


def refused(number, world, user, password='secret', **more):
    try:
        world.decoy.connect(user, password, **more).close()
    except oracledb.DatabaseError as error:
        assert error.args[0].code == number, error
        return
    raise AssertionError(f'ORA-{number:05} did not come')


def make(world, *words):
    world.count += 1
    name = f'judge{world.count}'
    with world.decoy.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f'create user {name} identified by secret ' + ' '.join(words))
        cursor.execute(f'grant create session to {name}')
    return name


def alter(world, user, words):
    with world.decoy.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f'alter user {user} {words}')


def status(world, user):
    with world.decoy.connect() as connection, connection.cursor() as cursor:
        cursor.execute('select account_status from dba_users where username = :1', [user.upper()])
        return cursor.fetchone()[0]


def test_locked_and_expired_are_told_apart(world):
    user = make(world)
    world.decoy.connect(user, 'secret').close()
    refused(1017, world, user, 'wrong')
    alter(world, user, 'account lock')
    assert status(world, user) == 'LOCKED'
    refused(28000, world, user)
    alter(world, user, 'account unlock password expire')
    assert status(world, user) == 'EXPIRED'
    refused(28001, world, user)
    refused(1017, world, user, 'wrong')
    alter(world, user, 'account lock')
    assert status(world, user) == 'EXPIRED & LOCKED'
    refused(28000, world, user)
    alter(world, user, 'account unlock')
    # Whoever knows the old password may give a new one while signing in.
    with world.decoy.connect(user, 'secret', newpassword='other') as connection:
        assert connection.warning is None
    assert status(world, user) == 'OPEN'
    refused(1017, world, user)
    world.decoy.connect(user, 'other').close()
    with world.decoy.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f'revoke create session from {user}')
    refused(1045, world, user, 'other')
    refused(1017, world, 'nobody_of_this_name')


def test_a_password_that_will_expire_is_announced(world):
    with world.decoy.connect() as connection, connection.cursor() as cursor:
        cursor.execute('create profile long_grace limit password_life_time 1/86400 password_grace_time 5')
        cursor.execute('create profile no_grace limit password_life_time 1/86400 password_grace_time 1/86400')
        cursor.execute("select limit from dba_profiles where profile = 'LONG_GRACE' and "
                       "resource_name = 'PASSWORD_GRACE_TIME'")
        assert cursor.fetchone() == ('5',)
    warned, over = make(world, 'profile long_grace'), make(world, 'profile no_grace')
    deadline = time.monotonic() + 20
    while True:
        with world.decoy.connect(warned, 'secret') as connection:
            warning = connection.warning
            with connection.cursor() as cursor:
                cursor.execute('select user from dual')
                assert cursor.fetchone() == (warned.upper(),)
        if warning is not None:
            break
        assert time.monotonic() < deadline, 'no warning came'
        time.sleep(.2)
    assert warning.full_code == 'ORA-28002' and 'within 5 days' in warning.message, warning
    while True:
        try:
            world.decoy.connect(over, 'secret').close()
            assert time.monotonic() < deadline, 'the password did not expire'
            time.sleep(.2)
        except oracledb.DatabaseError as error:
            assert error.args[0].code == 28001, error
            break
    # A new password lives from its beginning; another profile gives it more time.
    with world.decoy.connect(over, 'secret', newpassword='fresh') as connection:
        assert connection.warning is None
    alter(world, over, 'profile default')
    with world.decoy.connect(over, 'fresh') as connection:
        assert connection.warning is None
