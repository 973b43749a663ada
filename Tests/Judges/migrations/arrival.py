"""What each value must be at the destination, worked out here from docs/type-rules.md and from nothing of ours.

Rows are compared as multisets of canonical tuples, so that a lost row, a doubled row and a changed value all show. A
row that the rules refuse must be in quarantine, with the reason that they name, and nowhere else.
"""

import collections
import decimal
import hashlib
import re

from seekdb import quoted

decimal.getcontext().prec = 400
D = decimal.Decimal

ADDRESS = ['OMS_OBJECT_NUMBER', 'OMS_RELATIVE_FNO', 'OMS_BLOCK_NUMBER', 'OMS_ROW_NUMBER']
ADDRESS_PARTS = ', '.join(
    f'dbms_rowid.{part}(rowid)' for part in
    ['rowid_object', 'rowid_relative_fno', 'rowid_block_number', 'rowid_row_number'])
TIME = 'SYYYY-MM-DD HH24:MI:SS'
INTEGERS = {'tinyint': 8, 'smallint': 16, 'mediumint': 24, 'int': 32, 'bigint': 64}
LONG_TEXT = 200


class Refused(Exception):
    """The rules send the row to quarantine; the message is a pattern for the number of the reason."""


class Column:
    """One column at both ends, as their dictionaries describe it."""

    def __init__(self, name, kind, precision, scale, length):
        self.name, self.kind, self.precision, self.scale, self.length = name, kind, precision, scale, length
        self.to = None
        self.type = None
        self.float_loss = 'refuse'

    def selected(self):
        name = '"' + self.name + '"'
        kind = self.kind
        if kind == 'DATE':
            return f"to_char({name}, '{TIME}')"
        if re.fullmatch(r'TIMESTAMP\(\d\)', kind):
            return f"to_char({name}, '{TIME}.FF9')"
        if kind.endswith('WITH LOCAL TIME ZONE'):
            return f"to_char({name}, '{TIME}.FF9')"
        if kind.endswith('WITH TIME ZONE'):
            return f"to_char(sys_extract_utc({name}), '{TIME}.FF9')"
        if kind.startswith('INTERVAL'):
            return f'to_char({name})'
        if kind == 'XMLTYPE':
            return f't.{name}.getclobval()'
        return name


def expected(column, value, losses):
    """The canonical value at the destination, or Refused."""
    if value is None:
        return None
    kind, to = column.kind, column.type
    if kind == 'NUMBER' or kind == 'FLOAT':
        return number(column, D(value), to, losses)
    if kind in ('BINARY_FLOAT', 'BINARY_DOUBLE'):
        if value != value or value in (float('inf'), float('-inf')):
            if column.float_loss == 'null':
                losses[f'{column.name} null'] += 1
                return None
            raise Refused('VALUE-0002' if value != value else 'VALUE-0003')
        assert base(to) == 'double', to
        return repr(value)
    if kind in ('DATE',) or kind.startswith('TIMESTAMP'):
        return moment(column, value, to, losses)
    if kind.startswith('INTERVAL'):
        return interval(column, value)
    if kind in ('CHAR', 'NCHAR') and base(to) == 'char':
        value = value.rstrip(' ')
    if hasattr(value, 'read'):
        value = value.read() or (b'' if kind == 'BLOB' else '')
    if isinstance(value, (str, bytes)):
        return short(value)
    raise AssertionError(f'no rule for {kind}: {value!r}')


def base(type_text):
    return re.match(r'\w+', type_text).group(0).lower()


def number(column, value, to, losses):
    if base(to) == 'double':
        # A double keeps what its shortest text says; the standard choices round the rest.
        if D(repr(float(value))) != value:
            losses[f'{column.name} round'] += 1
        return repr(float(value))
    if base(to) in INTEGERS:
        bound = 1 << INTEGERS[base(to)] - 1
        scale = 0
    else:
        found = re.fullmatch(r'decimal\((\d+),(\d+)\)(?: unsigned)?', to)
        assert found, f'{column.name}: {column.kind} became {to}'
        precision, scale = map(int, found.groups())
        bound = D(10) ** (precision - scale)
    unit = D(1).scaleb(-scale)
    rounded = value.quantize(unit, decimal.ROUND_HALF_UP)
    if rounded != value:
        # Only digits behind the 30th are rounded, by type.number.scale; others are refused.
        if not rounds(column, scale):
            raise Refused('VALUE-0001')
        losses[f'{column.name} round'] += 1
    if not -bound <= rounded < bound or (base(to) not in INTEGERS and rounded == -bound):
        raise Refused('.*')
    return rounded + 0


def rounds(column, scale):
    return scale == 30


def moment(column, text, to, losses):
    year, rest = re.fullmatch(r'([ -]\d{4,5})(-.*)', text).groups()
    if int(year) < 1:
        raise Refused('VALUE-0004')
    whole, _, fraction = f'{int(year):04}{rest}'.partition('.')
    found = re.fullmatch(r'datetime(?:\((\d)\))?', to)
    assert found, f'{column.name}: {column.kind} became {to}'
    kept = int(found.group(1) or 0)
    digits = (fraction or '').ljust(9, '0')
    if int(digits[kept:] or 0):
        losses[f'{column.name} round'] += 1
        units = int(digits[:kept] or 0) + (digits[kept] >= '5')
        if units == 10 ** kept:
            units = 0
            whole = second_later(whole)
    else:
        units = int(digits[:kept] or 0)
    return whole + (f'.{units:0{kept}}' if kept else '')


def second_later(text):
    import datetime
    try:
        return (datetime.datetime.fromisoformat(text) + datetime.timedelta(seconds=1)).isoformat(' ')
    except OverflowError:
        raise Refused('VALUE-0004') from None


def interval(column, text):
    if 'MONTH' in column.kind:
        sign, years, months = re.fullmatch(r'([+-])(\d+)-(\d\d)', text).groups()
        return f'{sign}{int(years)}-{months}'
    sign, days, clock, fraction = re.fullmatch(r'([+-])(\d+) (\d\d:\d\d:\d\d)(?:\.(\d+))?', text).groups()
    places = int(re.search(r'SECOND\((\d)\)', column.kind).group(1))
    assert len(fraction or '') == places, (column.kind, text)
    return f'{sign}{int(days)} {clock}' + (f'.{fraction}' if places else '')


def short(value):
    """Long values by their length and hash, so that millions of them fit into memory."""
    if len(value) <= LONG_TEXT:
        return value
    data = value.encode() if isinstance(value, str) else value
    return f'{len(value)} {type(value).__name__} {hashlib.sha256(data).hexdigest()}'


def arrived(column, value):
    """The canonical form of what the destination shows."""
    if value is None:
        return None
    kind = base(column.type)
    if kind == 'double':
        return repr(float(value))
    if kind in INTEGERS or kind == 'decimal':
        return D(value)
    return short(value)


class Table:
    """One table at both ends: `source` is a connection to Decoy, `seekdb` the other end."""

    def __init__(self, source, seekdb, found):
        self.source, self.seekdb, self.found = source, seekdb, found
        self.columns = source_columns(source, found.schema, found.name)
        types = {name: kind for name, kind in seekdb.rows(
            'select column_name, column_type from information_schema.columns where table_schema = %s and '
            'table_name = %s', (found.database, found.to))}
        assert types, f'{found.database}.{found.to} is not at the destination: {found.content.get("failure")}'
        self.all = dict(types)
        copied = (found.content['converted'].get('copy') or {}).get('columns') or []
        names = {each['sourceName']: each['destinationName'] for each in copied}
        for column in self.columns:
            # Computed columns are not copied; they are there under the name that the rule for names gives.
            column.to = names.get(column.name, column.name.lower())
            column.type = types.get(column.to)
        self.kept = [column for column in self.columns if column.type is not None]
        self.left_out = [column.name for column in self.columns if column.type is None]
        self.has_address = all(name in types for name in ADDRESS)

    def at_source(self, condition='', values=None, scn=None):
        """Rows as they must arrive, refused rows with the pattern of their reason, and losses."""
        chosen = [column.selected() for column in self.kept]
        if self.has_address:
            chosen.append(ADDRESS_PARTS)
        clause = f' as of scn {scn}' if scn else ''
        name = f'"{self.found.schema}"."{self.found.name}"'
        rows, refused, losses = collections.Counter(), {}, collections.Counter()
        with self.source.cursor() as cursor:
            cursor.arraysize = 1000
            cursor.execute(f'select {", ".join(chosen) or "null"} from {name}{clause} t {condition}', values or {})
            for ordinal, row in enumerate(cursor):
                changed = collections.Counter()
                try:
                    kept = [expected(column, value, changed) for column, value in zip(self.kept, row)]
                except Refused as reason:
                    refused[row[0] if self.kept[0].kind == 'NUMBER' else ordinal] = str(reason)
                    continue
                losses += changed
                rows[tuple(kept) + tuple(D(part) for part in row[len(self.kept):])] += 1
        return rows, refused, losses

    def at_destination(self):
        chosen = [quoted(column.to) for column in self.kept]
        if self.has_address:
            chosen += ADDRESS
        rows = collections.Counter()
        with self.seekdb.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f'select {", ".join(chosen)} from {quoted(self.found.database, self.found.to)}')
            for row in cursor:
                kept = [arrived(column, value) for column, value in zip(self.kept, row)]
                rows[tuple(kept) + tuple(D(part) for part in row[len(self.kept):])] += 1
        return rows

    def check(self, project):
        """Every row is there or in quarantine with its reason; the catalog's counts are true. Gives the complaints."""
        for column in self.columns:
            column.float_loss = project.description['options'].get('conversion', {}).get('floatLoss', 'refuse')
        wanted, refused, losses = self.at_source()
        return (self.compare(wanted, self.at_destination()) + self.check_quarantine(project, refused)
                + self.check_losses(project, losses))

    def compare(self, wanted, found):
        name = f'{self.found.schema}.{self.found.name}'
        types = ', '.join(f'{column.name} {column.kind}→{column.type}' for column in self.kept[:12])
        return [
            f'{name} ({types}): {count} {what}: {str(row)[:600]}'
            for what, rows in [('missing', wanted - found), ('not expected', found - wanted)]
            for row, count in list(rows.items())[:5]]

    def check_quarantine(self, project, refused):
        """Each refused row stands there once, with its reason. A row is known by its first column when that is a whole
        number, which the catalog keeps in the source's own bytes."""
        name = f'{self.found.schema}.{self.found.name}'
        rejections = [content for _, content in project.rejections(self.found.number)]
        reasons = collections.Counter(each['reason']['number'] for each in rejections)
        if len(rejections) != len(refused):
            return [f'{name}: {len(rejections)} rows in quarantine, {len(refused)} expected; reasons {dict(reasons)}, '
                    f'wanted {refused}']
        if self.kept and self.kept[0].kind == 'NUMBER':
            found = {oracle_number(each['values'][0]): each['reason']['number'] for each in rejections}
            return [f'{name}: row {key} is in quarantine as {found.get(key)}, expected {pattern}'
                    for key, pattern in refused.items()
                    if not (key in found and re.fullmatch(pattern, found[key]))]
        return []

    def check_losses(self, project, losses):
        counted = {key: count for key, count in project.losses(self.found.number).items() if count}
        if counted == dict(losses):
            return []
        return [f'{self.found.schema}.{self.found.name}: losses are counted as {counted}, expected {dict(losses)}']


def source_columns(source, schema, name):
    with source.cursor() as cursor:
        cursor.execute('''select column_name, data_type, data_precision, data_scale, char_length
            from all_tab_cols where owner = :1 and table_name = :2 and
            (hidden_column = 'NO' or user_generated = 'YES') order by internal_column_id''', [schema, name])
        return [Column(*row) for row in cursor]


def shown(type_text):
    """A type without the width that integers are shown with."""
    return re.sub(r'^((?:tiny|small|medium|big)?int)\(\d+\)', r'\1', type_text)


def oracle_number(digits):
    """The whole number whose bytes these are."""
    data = bytes.fromhex(digits)
    if data == b'\x80':
        return D(0)
    if data[0] & 0x80:
        exponent, places = data[0] - 193, [byte - 1 for byte in data[1:]]
    else:
        exponent, places = 62 - data[0], [101 - byte for byte in data[1:] if byte != 102]
    value = sum(D(100) ** (exponent - at) * digit for at, digit in enumerate(places))
    return value if data[0] & 0x80 else -value
