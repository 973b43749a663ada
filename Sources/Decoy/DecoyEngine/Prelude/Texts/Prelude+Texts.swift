extension Prelude {
    /// Texts: an empty result is NULL everywhere.
    static let texts = #"""
        CREATE OR REPLACE FUNCTION ora.cat(a text, b text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT nullif(coalesce(a, '') || coalesce(b, ''), '') $$;
        CREATE OR REPLACE FUNCTION ora.cat_raw(a bytea, b bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
            $$
            SELECT nullif(coalesce(a, ''::bytea) || coalesce(b, ''::bytea), ''::bytea) $$;
        -- A VARCHAR2 of SQL that became longer than it may be.
        CREATE OR REPLACE FUNCTION ora.limited(t text, bytes int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF octet_length(t) > bytes THEN
                PERFORM ora.fail('ORA-01489: result of string concatenation is too long');
            END IF;
            RETURN t;
        END $$;
        CREATE OR REPLACE FUNCTION ora.substr(t text, start int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN start >= 0 THEN nullif(substr(t, greatest(start, 1)), '')
                WHEN -start > length(t) THEN NULL ELSE right(t, -start) END $$;
        CREATE OR REPLACE FUNCTION ora.substr(t text, start int, size int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF size < 1 THEN RETURN NULL; END IF;
            IF start < 0 THEN
                start := length(t) + start + 1;
                IF start < 1 THEN RETURN NULL; END IF;
            ELSIF start = 0 THEN start := 1;
            END IF;
            RETURN nullif(substr(t, start, least(size, 1073741823 - start)), '');
        END $$;
        -- Characters that the bytes cut become blanks, as Oracle gives them.
        CREATE OR REPLACE FUNCTION ora.substrb(t text, start int, size int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            b bytea := convert_to(t, 'UTF8');
            stop int;
            r text := '';
            p int := 1;
            c text;
        BEGIN
            IF size < 1 THEN RETURN NULL; END IF;
            IF start < 0 THEN start := length(b) + start + 1; ELSIF start = 0 THEN start := 1; END IF;
            IF start < 1 OR start > length(b) THEN RETURN NULL; END IF;
            stop := least(start::bigint + size - 1, length(b))::int;
            IF length(b) = length(t) THEN RETURN substr(t, start, stop - start + 1); END IF;
            FOREACH c IN ARRAY regexp_split_to_array(t, '') LOOP
                IF p >= start AND p + octet_length(c) - 1 <= stop THEN r := r || c;
                ELSE r := r || repeat(' ', greatest(0, least(stop, p + octet_length(c) - 1) - greatest(start, p) + 1));
                END IF;
                p := p + octet_length(c);
            END LOOP;
            RETURN nullif(r, '');
        END $$;
        CREATE OR REPLACE FUNCTION ora.lpad(t text, size int, fill text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT nullif(lpad(t, greatest(size, 0), nullif(fill, '')), '') $$;
        CREATE OR REPLACE FUNCTION ora.rpad(t text, size int, fill text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT nullif(rpad(t, greatest(size, 0), nullif(fill, '')), '') $$;
        CREATE OR REPLACE FUNCTION ora.replace(t text, old text, new text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN old IS NULL OR old = '' THEN t ELSE nullif(replace(t, old, coalesce(new, '')), '') END $$;
        CREATE OR REPLACE FUNCTION ora.translate(t text, old text, new text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT nullif(translate(t, old, new), '') $$;
        CREATE OR REPLACE FUNCTION ora.trim_set(t text, letters text, side text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF length(letters) <> 1 THEN PERFORM ora.fail('ORA-30001: trim set should have only one character'); END IF;
            RETURN nullif(CASE side WHEN 'LEADING' THEN ltrim(t, letters) WHEN 'TRAILING' THEN rtrim(t, letters)
                ELSE btrim(t, letters) END, '');
        END $$;
        CREATE OR REPLACE FUNCTION ora.soundex(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
            $$
        DECLARE
            s text := regexp_replace(upper(t), '[^A-Z]', '', 'g');
            r text := left(s, 1);
            codes text := '01230120022455012623010202';
            last text := substr(codes, ascii(left(s, 1)) - 64, 1);
            c text; code text;
        BEGIN
            IF s = '' THEN RETURN NULL; END IF;
            FOR i IN 2..length(s) LOOP
                c := substr(s, i, 1);
                code := substr(codes, ascii(c) - 64, 1);
                IF code <> '0' AND code <> last THEN r := r || code; END IF;
                IF c NOT IN ('H', 'W') THEN last := code; END IF;
                EXIT WHEN length(r) = 4;
            END LOOP;
            RETURN rpad(r, 4, '0');
        END $$;

        -- Texts made to fit a declared length, as CAST does it.
        CREATE OR REPLACE FUNCTION ora.fit_text_bytes(t text, size int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF octet_length(t) <= size THEN RETURN t; END IF;
            t := left(t, size);
            WHILE octet_length(t) > size LOOP t := left(t, -1); END LOOP;
            RETURN nullif(t, '');
        END $$;
        CREATE OR REPLACE FUNCTION ora.fit_text_chars(t text, size int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT left(t, size) $$;
        CREATE OR REPLACE FUNCTION ora.fit_scalar_bytes(t text, size int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF octet_length(t) > size THEN PERFORM ora.fail('ORA-25137: Data value out of range'); END IF;
            RETURN t;
        END $$;
        CREATE OR REPLACE FUNCTION ora.fit_scalar_chars(t text, size int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.fit_scalar_bytes(t, size) $$;
        CREATE OR REPLACE FUNCTION ora.fit_char_bytes(t text, size int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN octet_length(t) < size THEN t || repeat(' ', size - octet_length(t))
                ELSE ora.fit_text_bytes(t, size) END $$;
        CREATE OR REPLACE FUNCTION ora.fit_char_chars(t text, size int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT rpad(t, size) $$;
        -- What is stored in a CHAR column: a text that is too long stays so, for the constraint to refuse.
        CREATE OR REPLACE FUNCTION ora.pad_bytes(t text, size int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT t || repeat(' ', size - octet_length(t)) $$;
        CREATE OR REPLACE FUNCTION ora.pad_chars(t text, size int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT t || repeat(' ', size - char_length(t)) $$;
        CREATE OR REPLACE FUNCTION ora.fit_raw(b bytea, size int) RETURNS bytea
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT substr(b, 1, size) $$;
        """#

    /// INSTR and its kin.
    static let positions = #"""
        CREATE OR REPLACE FUNCTION ora.instr(t text, part text, start int, nth int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            at int; found int := 0;
        BEGIN
            IF nth < 1 THEN
                PERFORM ora.fail('ORA-01428: argument ''' || nth || ''' is out of range');
            END IF;
            IF start = 0 OR part = '' THEN RETURN 0; END IF;
            IF start > 0 THEN
                at := start - 1;
                LOOP
                    found := position(part in substr(t, at + 1));
                    IF found = 0 THEN RETURN 0; END IF;
                    at := at + found;
                    nth := nth - 1;
                    IF nth = 0 THEN RETURN at; END IF;
                END LOOP;
            END IF;
            at := least(length(t) + start + 1, length(t) - length(part) + 1);
            WHILE at >= 1 LOOP
                IF substr(t, at, length(part)) = part THEN
                    nth := nth - 1;
                    IF nth = 0 THEN RETURN at; END IF;
                END IF;
                at := at - 1;
            END LOOP;
            RETURN 0;
        END $$;
        CREATE OR REPLACE FUNCTION ora.instrb(t text, part text, start int, nth int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE found int;
        BEGIN
            IF octet_length(t) = length(t) OR start < 1 THEN RETURN ora.instr(t, part, start, nth); END IF;
            found := ora.instr(t, part, length(ora.substrb(t, 1, start - 1)) + 1, nth);
            IF start = 1 THEN found := ora.instr(t, part, 1, nth); END IF;
            RETURN CASE WHEN found = 0 THEN 0 ELSE octet_length(left(t, found - 1)) + 1 END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.bytes_instr(b bytea, part bytea, start int, nth int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            at int := start - 1; found int;
        BEGIN
            LOOP
                found := position(part in substr(b, at + 1));
                IF found = 0 THEN RETURN 0; END IF;
                at := at + found;
                nth := nth - 1;
                IF nth = 0 THEN RETURN at; END IF;
            END LOOP;
        END $$;
        """#

    /// Code points and character sets; the database's is AL32UTF8, the national one AL16UTF16.
    static let codePoints = #"""
        CREATE OR REPLACE FUNCTION ora.ascii(t text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN t IS NULL OR t = '' THEN NULL ELSE
                ora.hexadecimal_number(encode(convert_to(left(t, 1), 'UTF8'), 'hex'), 8) END $$;
        -- The character whose bytes in UTF-8 are the number.
        CREATE OR REPLACE FUNCTION ora.chr(n numeric) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE h text := ora.hexadecimal(trunc(n));
        BEGIN
            IF n < 0 THEN PERFORM ora.fail('ORA-01428: argument ''' || n || ''' is out of range'); END IF;
            IF trunc(n) = 0 THEN PERFORM ora.fail('ORA-03001: unimplemented feature: a character of code 0'); END IF;
            IF length(h) % 2 = 1 THEN h := '0' || h; END IF;
            RETURN convert_from(decode(h, 'hex'), 'UTF8');
        EXCEPTION WHEN character_not_in_repertoire THEN RETURN chr(65533);
        END $$;
        CREATE OR REPLACE FUNCTION ora.nchr(n numeric) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
            $$
        BEGIN
            IF n < 1 OR n > 1114111 OR n BETWEEN 55296 AND 57343 THEN RETURN chr(65533); END IF;
            RETURN chr(trunc(n)::int);
        END $$;
        CREATE OR REPLACE FUNCTION ora.unistr(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            r text := ''; code int; high int := 0; p text[];
        BEGIN
            IF t !~ '\\' THEN RETURN t; END IF;
            FOR p IN SELECT regexp_matches(t, '(\\\\|\\[0-9A-Fa-f]{4}|\\|[^\\]+)', 'g') LOOP
                IF p[1] = '\\' THEN r := r || '\';
                ELSIF p[1] = '\' THEN PERFORM ora.fail(
                    'ORA-30186: ''\'' must be followed by four hexadecimal characters or another ''\''');
                ELSIF left(p[1], 1) = '\' THEN
                    code := ora.hexadecimal_number(substr(p[1], 2), 4);
                    IF code BETWEEN 55296 AND 56319 THEN high := code; CONTINUE; END IF;
                    IF code BETWEEN 56320 AND 57343 AND high > 0 THEN
                        code := 65536 + (high - 55296) * 1024 + code - 56320;
                    END IF;
                    r := r || chr(code);
                ELSE r := r || p[1];
                END IF;
                high := 0;
            END LOOP;
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.asciistr(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
            $$
        DECLARE
            r text := ''; c text; n int;
        BEGIN
            IF t !~ '[^\x01-\x7f]|\\' THEN RETURN t; END IF;
            FOREACH c IN ARRAY regexp_split_to_array(t, '') LOOP
                n := ascii(c);
                r := r || CASE
                    WHEN c = '\' THEN '\005C'
                    WHEN n < 128 THEN c
                    WHEN n < 65536 THEN '\' || lpad(upper(to_hex(n)), 4, '0')
                    ELSE '\' || upper(to_hex(55296 + (n - 65536) / 1024)) || '\'
                        || upper(to_hex(56320 + (n - 65536) % 1024)) END;
            END LOOP;
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.charset_id(name text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE upper(name) WHEN 'AL32UTF8' THEN 873 WHEN 'AL16UTF16' THEN 2000 WHEN 'UTF8' THEN 871
                WHEN 'US7ASCII' THEN 1 WHEN 'WE8DEC' THEN 2 WHEN 'WE8ISO8859P1' THEN 31 WHEN 'WE8ISO8859P15' THEN 46
                WHEN 'WE8MSWIN1252' THEN 178 WHEN 'CHAR_CS' THEN 873 WHEN 'NCHAR_CS' THEN 2000 END::numeric $$;
        CREATE OR REPLACE FUNCTION ora.charset_name(id numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE id WHEN 873 THEN 'AL32UTF8' WHEN 2000 THEN 'AL16UTF16' WHEN 871 THEN 'UTF8' WHEN 1 THEN
                'US7ASCII'
                WHEN 2 THEN 'WE8DEC' WHEN 31 THEN 'WE8ISO8859P1' WHEN 46 THEN 'WE8ISO8859P15'
                WHEN 178 THEN 'WE8MSWIN1252' END $$;
        """#
}
