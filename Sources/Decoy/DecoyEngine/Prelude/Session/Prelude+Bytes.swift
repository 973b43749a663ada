extension Prelude {
    /// RAW, and values as the bytes in which Oracle keeps them.
    static let bytes = #"""
        CREATE OR REPLACE FUNCTION ora.raw_text(b bytea) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT nullif(upper(encode(b, 'hex')), '') $$;
        CREATE OR REPLACE FUNCTION ora.text_raw(t text) RETURNS bytea
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF t = '' THEN RETURN NULL; END IF;
            IF t !~ '^[0-9A-Fa-f]+$' THEN PERFORM ora.fail('ORA-01465: invalid hex number'); END IF;
            RETURN decode(CASE WHEN length(t) % 2 = 1 THEN '0' || t ELSE t END, 'hex');
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_bytes(t text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT convert_to(t, 'UTF8') $$;
        -- A national text in AL16UTF16.
        CREATE OR REPLACE FUNCTION ora.utf16_bytes(t text) RETURNS bytea
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            r bytea := ''; c text; n int;
        BEGIN
            FOREACH c IN ARRAY regexp_split_to_array(t, '') LOOP
                n := ascii(c);
                IF n < 65536 THEN r := r || int2send((n - CASE WHEN n > 32767 THEN 65536 ELSE 0 END)::int2);
                ELSE r := r || int4send(((55296 + (n - 65536) / 1024 - 65536) * 65536)
                    + 56320 + (n - 65536) % 1024);
                END IF;
            END LOOP;
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.bytes_text(b bytea) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            RETURN nullif(convert_from(b, 'UTF8'), '');
        EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
            PERFORM ora.fail('ORA-29275: partial multibyte character');
            RETURN NULL;
        END $$;

        -- NUMBER: an exponent byte, base-100 digits, and 102 behind a negative one.
        CREATE OR REPLACE FUNCTION ora.number_bytes(n numeric) RETURNS bytea
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            a numeric := abs(n); e int; r bytea; digits text; d int; t text;
        BEGIN
            IF n = 0 THEN RETURN '\x80'; END IF;
            e := floor(ora.exponent(n) / 2.0)::int;
            t := trim_scale(a * ('1e' || (-2 * e))::numeric)::text;
            digits := lpad(split_part(t, '.', 1), 2, '0') || split_part(t, '.', 2);
            IF length(digits) % 2 = 1 THEN digits := digits || '0'; END IF;
            r := decode(lpad(to_hex(CASE WHEN n > 0 THEN 193 + e ELSE 62 - e END), 2, '0'), 'hex');
            FOR i IN 0..length(digits) / 2 - 1 LOOP
                EXIT WHEN i = 20;
                d := substr(digits, i * 2 + 1, 2)::int;
                r := r || decode(lpad(to_hex(CASE WHEN n > 0 THEN d + 1 ELSE 101 - d END), 2, '0'), 'hex');
            END LOOP;
            RETURN CASE WHEN n < 0 AND length(r) < 21 THEN r || '\x66'::bytea ELSE r END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.date_bytes(d timestamp) RETURNS bytea
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE y int := extract(year from d);
        BEGIN
            RETURN decode(lpad(to_hex(y / 100 + 100), 2, '0') || lpad(to_hex(y % 100 + 100), 2, '0')
                || lpad(to_hex(extract(month from d)::int), 2, '0') || lpad(to_hex(extract(day from d)::int), 2, '0')
                || lpad(to_hex(extract(hour from d)::int + 1), 2, '0')
                || lpad(to_hex(extract(minute from d)::int + 1), 2, '0')
                || lpad(to_hex(trunc(extract(second from d))::int + 1), 2, '0'), 'hex');
        END $$;
        -- `Typ=2 Len=2: 193,2`; formats 8, 10, 16 and 17, and 1000 more for the character set.
        CREATE OR REPLACE FUNCTION ora.dump(kind int, b bytea, format int, start int, size int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE
            parts text[] := '{}'; v int;
            f int := coalesce(format, 10) % 1000;
            r text;
        BEGIN
            IF b IS NULL THEN RETURN 'NULL'; END IF;
            FOR i IN greatest(coalesce(start, 1), 1) - 1
                ..least(length(b), greatest(coalesce(start, 1), 1) - 1 + coalesce(size, length(b))) - 1 LOOP
                v := get_byte(b, i);
                parts := parts || CASE f WHEN 16 THEN to_hex(v)
                    WHEN 8 THEN ltrim((v / 64)::text || (v / 8 % 8)::text || (v % 8)::text, '0')
                    WHEN 17 THEN CASE WHEN v BETWEEN 32 AND 126 THEN chr(v) ELSE to_hex(v) END ELSE v::text END;
            END LOOP;
            r := 'Typ=' || kind || ' Len=' || length(b);
            IF coalesce(format, 10) > 1000 AND kind IN (1, 96, 112) THEN r := r || ' CharacterSet=AL32UTF8'; END IF;
            RETURN r || ': ' || array_to_string(parts, ',');
        END $$;
        CREATE OR REPLACE FUNCTION ora.standard_hash(b bytea, method text) RETURNS bytea
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN
            CASE upper(method)
                WHEN 'MD5' THEN RETURN decode(md5(b), 'hex');
                WHEN 'SHA256' THEN RETURN sha256(b);
                WHEN 'SHA384' THEN RETURN sha384(b);
                WHEN 'SHA512' THEN RETURN sha512(b);
                WHEN 'SHA1' THEN RETURN ora.sha1(b);
                ELSE PERFORM ora.fail('ORA-00904: : invalid identifier');
            END CASE;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION ora.sha1(data bytea) RETURNS bytea
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            m bytea := data || '\x80'::bytea;
            mask bigint := 4294967295;
            h bigint[] := '{1732584193,4023233417,2562383102,271733878,3285377520}';
            w bigint[]; a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint; x bigint; p int;
        BEGIN
            WHILE length(m) % 64 <> 56 LOOP m := m || '\x00'::bytea; END LOOP;
            m := m || int8send(length(data)::bigint * 8);
            FOR block IN 0..length(m) / 64 - 1 LOOP
                w := '{}';
                FOR i IN 0..15 LOOP
                    p := block * 64 + i * 4;
                    w := w || ((get_byte(m, p)::bigint << 24) | (get_byte(m, p + 1) << 16) | (get_byte(m, p + 2) << 8)
                        | get_byte(m, p + 3));
                END LOOP;
                FOR i IN 17..80 LOOP
                    x := w[i - 3] # w[i - 8] # w[i - 14] # w[i - 16];
                    w := w || (((x << 1) | (x >> 31)) & mask);
                END LOOP;
                a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
                FOR i IN 1..80 LOOP
                    IF i <= 20 THEN f := (b & c) | ((~b & mask) & d); k := 1518500249;
                    ELSIF i <= 40 THEN f := b # c # d; k := 1859775393;
                    ELSIF i <= 60 THEN f := (b & c) | (b & d) | (c & d); k := 2400959708;
                    ELSE f := b # c # d; k := 3395469782;
                    END IF;
                    t := ((((a << 5) | (a >> 27)) & mask) + f + e + k + w[i]) & mask;
                    e := d; d := c; c := ((b << 30) | (b >> 2)) & mask; b := a; a := t;
                END LOOP;
                h[1] := (h[1] + a) & mask; h[2] := (h[2] + b) & mask; h[3] := (h[3] + c) & mask;
                h[4] := (h[4] + d) & mask; h[5] := (h[5] + e) & mask;
            END LOOP;
            RETURN substr(int8send(h[1]), 5) || substr(int8send(h[2]), 5) || substr(int8send(h[3]), 5)
                || substr(int8send(h[4]), 5) || substr(int8send(h[5]), 5);
        END $$;
        """#
}
