extension Prelude {
    /// Functions of packages that SQL may call.
    static let packages = #"""
        CREATE OR REPLACE FUNCTION ora.lob_substr(t text, amount int, start int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN amount < 1 OR start < 1 THEN NULL ELSE nullif(substr(t, start, amount), '') END $$;
        CREATE OR REPLACE FUNCTION ora.lob_substr(b bytea, amount int, start int) RETURNS bytea
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN amount < 1 OR start < 1 THEN NULL ELSE nullif(substr(b, start, amount), ''::bytea) END $$;
        CREATE OR REPLACE FUNCTION ora.lob_compare(a text, b text) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN a = b THEN 0 WHEN a < b THEN -1 WHEN a > b THEN 1 END::numeric $$;
        CREATE OR REPLACE FUNCTION ora.lob_compare(a bytea, b bytea) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN a = b THEN 0 WHEN a < b THEN -1 WHEN a > b THEN 1 END::numeric $$;
        CREATE OR REPLACE FUNCTION ora.random_value() RETURNS numeric LANGUAGE sql VOLATILE AS $$
            SELECT (floor(random() * 1e15)::numeric * 1e15 + floor(random() * 1e15)::numeric) / 1e30 $$;
        CREATE OR REPLACE FUNCTION ora.random_value(low numeric, high numeric) RETURNS numeric
        LANGUAGE sql VOLATILE AS $$ SELECT low + ora.random_value() * (high - low) $$;
        CREATE OR REPLACE FUNCTION ora.random_normal() RETURNS numeric LANGUAGE sql VOLATILE AS $$
            SELECT (sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))::numeric $$;
        CREATE OR REPLACE FUNCTION ora.random_text(option text, size int) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
        DECLARE
            letters text := CASE upper(coalesce(option, 'U'))
                WHEN 'L' THEN 'abcdefghijklmnopqrstuvwxyz'
                WHEN 'A' THEN 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
                WHEN 'X' THEN 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
                WHEN 'P' THEN (SELECT string_agg(chr(n), '') FROM generate_series(32, 126) AS n)
                ELSE 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' END;
            r text := '';
        BEGIN
            FOR i IN 1..size LOOP r := r || substr(letters, 1 + floor(random() * length(letters))::int, 1); END LOOP;
            RETURN nullif(r, '');
        END $$;
        CREATE OR REPLACE FUNCTION ora.get_time() RETURNS numeric LANGUAGE sql VOLATILE AS $$
            SELECT (floor(extract(epoch from clock_timestamp()) * 100)::bigint % 2147483648)::numeric $$;
        -- Calls a function of another schema that may not be there yet.
        CREATE OR REPLACE FUNCTION ora.clock_scn() RETURNS numeric LANGUAGE plpgsql VOLATILE AS $$
        DECLARE r numeric;
        BEGIN
            EXECUTE 'SELECT clock.current_scn()::numeric' INTO r;
            RETURN r;
        END $$;
        """#

    /// JSON and XML, as much as a column's text needs.
    static let documents = #"""
        CREATE OR REPLACE FUNCTION ora.is_json(t text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT AS $$
        BEGIN
            RETURN t::json IS NOT NULL AND t ~ '^\s*[\[{]';
        EXCEPTION WHEN data_exception THEN RETURN false;
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_path(t text, path text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS
            $$
        BEGIN
            RETURN jsonb_path_query_first(t::jsonb, ('lax ' || path)::jsonpath);
        EXCEPTION
            WHEN syntax_error THEN PERFORM ora.fail('ORA-40597: JSON path expression syntax error'); RETURN NULL;
            WHEN data_exception THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_value(t text, path text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS
            $$
        DECLARE found jsonb := ora.json_path(t, path);
        BEGIN
            IF found IS NULL OR jsonb_typeof(found) IN ('object', 'array', 'null') THEN RETURN NULL; END IF;
            RETURN nullif(found #>> '{}', '');
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_query(t text, path text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS
            $$
        DECLARE found jsonb := ora.json_path(t, path);
        BEGIN
            IF found IS NULL OR jsonb_typeof(found) NOT IN ('object', 'array') THEN RETURN NULL; END IF;
            RETURN replace(replace(found::text, '": ', '":'), ', "', ',"');
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_exists(t text, path text) RETURNS boolean
        LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(ora.json_path(t, path) IS NOT NULL, false) $$;
        CREATE OR REPLACE FUNCTION ora.json_characters(b bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
        BEGIN
            RETURN convert_from(b, 'UTF8');
        EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN RETURN '';
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_document(t text, strict boolean) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
        STRICT AS $$
        BEGIN
            RETURN t::jsonb;
        EXCEPTION WHEN data_exception THEN
            IF strict THEN PERFORM ora.fail('ORA-40441: JSON syntax error'); END IF;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_rows(j jsonb, path text) RETURNS SETOF jsonb LANGUAGE plpgsql IMMUTABLE
        STRICT AS $$
        BEGIN
            RETURN QUERY SELECT jsonb_path_query(j, ('lax ' || path)::jsonpath);
        EXCEPTION
            WHEN syntax_error THEN PERFORM ora.fail('ORA-40597: JSON path expression syntax error');
            WHEN data_exception THEN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_found(j jsonb, path text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
            SELECT EXISTS (SELECT 1 FROM ora.json_rows(j, path)) $$;
        CREATE OR REPLACE FUNCTION ora.json_scalar(j jsonb, path text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
            SELECT CASE WHEN count(*) = 1 AND min(jsonb_typeof(r)) NOT IN ('object', 'array', 'null')
                THEN nullif(min(r #>> '{}'), '') END FROM ora.json_rows(j, path) AS r $$;
        CREATE OR REPLACE FUNCTION ora.json_part(j jsonb, path text, wrapped boolean) RETURNS text
        LANGUAGE sql IMMUTABLE AS $$
            SELECT replace(replace(CASE WHEN count(*) = 0 THEN NULL WHEN wrapped THEN jsonb_agg(r)::text
                WHEN count(*) = 1 AND min(jsonb_typeof(r)) IN ('object', 'array') THEN min(r::text) END,
                '": ', '":'), ', "', ',"') FROM ora.json_rows(j, path) AS r $$;
        CREATE OR REPLACE FUNCTION ora.json_fitting(t text, most int, bytes boolean) RETURNS text
        LANGUAGE sql IMMUTABLE AS $$
            SELECT CASE WHEN CASE WHEN bytes THEN octet_length(t) ELSE char_length(t) END <= most THEN t END $$;
        CREATE OR REPLACE FUNCTION ora.json_number(t text, precision_ int, scale_ int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE AS $$
        DECLARE n numeric;
        BEGIN
            n := t::numeric;
            IF precision_ IS NULL THEN RETURN n; END IF;
            n := round(n, scale_);
            RETURN CASE WHEN abs(n) < 10::numeric ^ (precision_ - scale_) THEN n END;
        EXCEPTION WHEN data_exception THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION ora.json_moment(t text) RETURNS timestamp LANGUAGE plpgsql IMMUTABLE STRICT AS $$
        BEGIN
            IF t !~ '^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$' THEN RETURN NULL; END IF;
            RETURN t::timestamp;
        EXCEPTION WHEN data_exception THEN RETURN NULL;
        END $$;
        -- As many whole values as fit in 4000 bytes together with the filler and the number of those left out.
        CREATE OR REPLACE FUNCTION ora.listed(given text[], separator text, filler text, counted boolean) RETURNS text
        LANGUAGE plpgsql IMMUTABLE AS $$
        DECLARE held text[] := array_remove(given, NULL); whole text := array_to_string(held, separator);
            kept text := ''; tail text; n int;
        BEGIN
            IF octet_length(whole) <= 4000 THEN RETURN whole; END IF;
            FOR n IN REVERSE cardinality(held) - 1 .. 0 LOOP
                kept := array_to_string(held[1:n], separator);
                tail := CASE WHEN n > 0 THEN separator ELSE '' END || filler
                    || CASE WHEN counted THEN '(' || cardinality(held) - n || ')' ELSE '' END;
                EXIT WHEN octet_length(kept) + octet_length(tail) <= 4000;
            END LOOP;
            RETURN kept || tail;
        END $$;
        CREATE OR REPLACE FUNCTION ora.xml(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
        BEGIN
            PERFORM xmlparse(document t);
            RETURN t;
        EXCEPTION WHEN OTHERS THEN
            PERFORM ora.fail('ORA-31011: XML parsing failed');
            RETURN NULL;
        END $$;
        """#
}
