extension Prelude {
    /// Types, failing, and the session's settings: what everything else calls.
    static let foundation = #"""
        CREATE SCHEMA IF NOT EXISTS ora;
        DO $$ BEGIN
            IF to_regtype('ora.tstz') IS NULL THEN
                CREATE TYPE ora.tstz AS (u numeric, z text);
            END IF;
        END $$;
        -- Moments with zones are the same when their instants are: in keys, DISTINCT, GROUP BY and set operations.
        CREATE OR REPLACE FUNCTION ora.tstz_compare(a ora.tstz, b ora.tstz) RETURNS int
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT numeric_cmp((a).u, (b).u) $$;
        CREATE OR REPLACE FUNCTION ora.tstz_hash(a ora.tstz) RETURNS int
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT hash_numeric((a).u) $$;
        DO $do$
        DECLARE sign text; name text;
        BEGIN
            IF EXISTS (SELECT FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace
                WHERE c.opcname = 'tstz_order' AND n.nspname = 'ora') THEN RETURN; END IF;
            FOR sign, name IN VALUES ('<', 'lt'), ('<=', 'le'), ('=', 'eq'), ('>=', 'ge'), ('>', 'gt') LOOP
                EXECUTE format('CREATE FUNCTION ora.tstz_%s(a ora.tstz, b ora.tstz) RETURNS boolean LANGUAGE sql '
                    'IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT (a).u %s (b).u $$', name, sign);
                EXECUTE format('CREATE OPERATOR ora.%s (LEFTARG = ora.tstz, RIGHTARG = ora.tstz, FUNCTION = '
                    'ora.tstz_%s%s)', sign, name, CASE sign WHEN '=' THEN ', HASHES, MERGES' ELSE '' END);
            END LOOP;
            CREATE OPERATOR CLASS ora.tstz_order DEFAULT FOR TYPE ora.tstz USING btree AS
                OPERATOR 1 ora.<, OPERATOR 2 ora.<=, OPERATOR 3 ora.=, OPERATOR 4 ora.>=, OPERATOR 5 ora.>,
                FUNCTION 1 ora.tstz_compare(ora.tstz, ora.tstz);
            CREATE OPERATOR CLASS ora.tstz_hashing DEFAULT FOR TYPE ora.tstz USING hash AS
                OPERATOR 1 ora.=, FUNCTION 1 ora.tstz_hash(ora.tstz);
        END $do$;

        -- BETWEEN whose first operand is another value each time: as an argument it is made once.
        CREATE OR REPLACE FUNCTION ora.lies_between(v anycompatible, low anycompatible, high anycompatible)
        RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN RETURN v >= low AND v <= high; END $$;

        CREATE TABLE IF NOT EXISTS ora.zones (name text PRIMARY KEY, upper_name text UNIQUE);
        INSERT INTO ora.zones SELECT DISTINCT ON (upper(name)) name, upper(name) FROM pg_timezone_names
            WHERE name NOT LIKE 'posix%' AND name NOT LIKE 'right/%' AND name NOT IN ('Factory', 'localtime')
            ORDER BY upper(name), name ON CONFLICT DO NOTHING;

        CREATE OR REPLACE FUNCTION ora.fail(text) RETURNS void LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN RAISE EXCEPTION USING ERRCODE = 'OR000', MESSAGE = $1; END $$;

        -- Raises ORA-01428 for an argument that a mathematical function does not take.
        CREATE OR REPLACE FUNCTION ora.fail_range(n numeric) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN PERFORM ora.fail('ORA-01428: argument ''' || ora.number_text_c(n) || ''' is out of range'); END $$;

        CREATE OR REPLACE FUNCTION ora.setting(name text, standard text) RETURNS text
        LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT coalesce(nullif(current_setting('ora.' || name, true), ''), standard) $$;
        CREATE OR REPLACE FUNCTION ora.numeric_characters() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT coalesce(nullif(current_setting('ora.nls_numeric_characters', true), ''), '.,') $$;
        CREATE OR REPLACE FUNCTION ora.date_format() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT coalesce(nullif(current_setting('ora.nls_date_format', true), ''), 'DD-MON-RR') $$;
        CREATE OR REPLACE FUNCTION ora.timestamp_format() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT coalesce(nullif(current_setting('ora.nls_timestamp_format', true), ''),
                'DD-MON-RR HH.MI.SSXFF AM') $$;
        CREATE OR REPLACE FUNCTION ora.timestamp_tz_format() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT coalesce(nullif(current_setting('ora.nls_timestamp_tz_format', true), ''),
                'DD-MON-RR HH.MI.SSXFF AM TZR') $$;
        CREATE OR REPLACE FUNCTION ora.zone() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT coalesce(nullif(current_setting('ora.time_zone', true), ''), '+00:00') $$;
        """#
}
