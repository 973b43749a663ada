"""The published schema scripts, loaded unchanged, are read back by all four clients, which agree on every value."""

from agreement import agree
from schemas import published

# Columns that not every client can show, and what is read in their place: expressions over the same value.
INSTEAD = {
    # go-ora has no Go type for them, and sling writes nothing; ojdbc needs a second jar for XMLTYPE.
    'XMLTYPE': ['{column}.getclobval() as {name}'],
    'ANYDATA': [],
    # Lists: no plain SELECT of a client shows their elements.
    'UDT_ARRAY': [], 'UDT_OBJECTARRAY': [],
}


def expressions(cursor, column, name, kind):
    """What is selected in place of a column of this type: the column, or the attributes of an object, however deep."""
    if kind in INSTEAD:
        return [text.format(column=column, name=name) for text in INSTEAD[kind]]
    cursor.execute(
        'select attr_name, attr_type_name from user_type_attrs where type_name = :1 order by attr_no', [kind])
    attributes = cursor.fetchall()
    if not attributes:
        return [f'{column} as {name}']
    return [text for attribute, inner in attributes
            for text in expressions(cursor, f'{column}.{attribute}', f'{name}_{attribute}', inner)]


def readable(world, cursor, user, table):
    """The table, or a view on it where some column is an object or XML."""
    cursor.execute('select column_name, data_type from user_tab_columns where table_name = :1 order by column_id',
                   [table])
    columns = cursor.fetchall()
    cursor.execute('select type_name from user_types')
    special = {name for name, in cursor} | set(INSTEAD)
    if not any(kind in special for _, kind in columns):
        return table
    parts = [text for name, kind in columns for text in expressions(cursor, f't.{name}', name, kind)]
    with world.decoy.connect() as connection, connection.cursor() as system:
        system.execute(f'create view {user}.read_{table} as select {", ".join(parts)} from {user}.{table} t')
    return f'READ_{table}'


def read(world, folder, script, prefix, least):
    with published(world, folder, script, prefix) as connection, connection.cursor() as cursor:
        user = f'{prefix}_main'
        cursor.execute("select table_name from user_tables where temporary = 'N' order by 1")
        tables = [readable(world, cursor, user, table) for table, in cursor.fetchall()]
        wanted = yield from agree(world, user, connection, tables)
        yield 'enough tables', None if len(tables) >= least else f'only {tables}'
        cursor.execute('select count(*) from user_tables')
        count, = cursor.fetchone()
        yield 'no table left out', None if len(wanted) == count else f'{len(wanted)} of {count}'


def test_test_schema(world):
    yield from read(world, 'test', 'setup_test_exec.sql', 'read_tests', 20)


def test_sample_schema(world):
    yield from read(world, 'samples', 'setup_samples_exec.sql', 'read_samples', 12)
