"""Reads scripts as SQL*Plus does: a statement ends at a line that holds only `/`; names after `&` are replaced."""


def statements(path, names=None):
    parts = []
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.strip() != '/':
                parts.append(line)
                continue
            text = ''.join(parts).strip()
            parts = []
            for name, value in sorted((names or {}).items(), key=lambda pair: -len(pair[0])):
                text = text.replace(f'&{name}.', value).replace(f'&{name}', value)
            if without_comments(text):
                yield text


def without_comments(text):
    rest = text.strip()
    while rest.startswith('--') or rest.startswith('/*'):
        rest = (rest.partition('\n')[2] if rest.startswith('--') else rest.partition('*/')[2]).strip()
    return rest


def run(connection, path, names=None):
    with connection.cursor() as cursor:
        for text in statements(path, names):
            try:
                cursor.execute(text)
            except Exception as error:
                raise AssertionError(f'{error}\n  in {path}:\n{text}') from error
    connection.commit()
