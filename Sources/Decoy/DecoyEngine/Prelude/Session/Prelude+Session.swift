extension Prelude {
    /// What a session knows of itself.
    static let session = #"""
        -- ROWID: object number, block and row in one number; the file is always 4.
        CREATE OR REPLACE FUNCTION ora.base64_digits(n bigint, size int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            digits text := 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
            r text := '';
        BEGIN
            FOR i IN 1..size LOOP
                r := substr(digits, (n & 63)::int + 1, 1) || r;
                n := n >> 6;
            END LOOP;
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.base64_number(t text) RETURNS bigint
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            r bigint := 0; p int;
        BEGIN
            FOR i IN 1..length(t) LOOP
                p := position(substr(t, i, 1) in 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
                IF p = 0 THEN PERFORM ora.fail('ORA-01410: invalid ROWID'); END IF;
                r := r * 64 + p - 1;
            END LOOP;
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.rowid_text(r bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.base64_digits(r >> 39, 6) || 'AAE' || ora.base64_digits((r >> 15) & 16777215, 6)
                || ora.base64_digits(r & 32767, 3) $$;
        CREATE OR REPLACE FUNCTION ora.text_rowid(t text) RETURNS bigint
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF length(t) <> 18 THEN PERFORM ora.fail('ORA-01410: invalid ROWID'); END IF;
            RETURN ((ora.base64_number(left(t, 6)) & 16777215) << 39) | ((ora.base64_number(substr(t, 10, 6)) &
                16777215)
                << 15) | (ora.base64_number(right(t, 3)) & 32767);
        END $$;

        CREATE OR REPLACE FUNCTION ora.no_loop(loops boolean) RETURNS boolean
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN
            IF loops THEN PERFORM ora.fail('ORA-01436: CONNECT BY loop in user data'); END IF;
            RETURN true;
        END $$;

        CREATE OR REPLACE FUNCTION ora.dict_setting(wanted text, standard text) RETURNS text
        LANGUAGE plpgsql STABLE AS $$
        DECLARE found text;
        BEGIN
            IF to_regclass('dict.settings') IS NULL THEN RETURN standard; END IF;
            EXECUTE 'SELECT value FROM dict.settings WHERE name = $1' INTO found USING wanted;
            RETURN coalesce(found, standard);
        END $$;
        CREATE OR REPLACE FUNCTION ora.userenv(name text) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE u text := upper(name);
        BEGIN
            RETURN CASE
                WHEN u IN ('CURRENT_SCHEMA') THEN ora.setting('schema', ora.setting('user', 'SYSTEM'))
                WHEN u IN ('SESSION_USER', 'AUTHENTICATED_IDENTITY') THEN
                    ora.setting('session_user', ora.setting('user', 'SYSTEM'))
                WHEN u = 'CURRENT_USER' THEN ora.setting('user', 'SYSTEM')
                WHEN u IN ('DB_NAME', 'DB_UNIQUE_NAME', 'CDB_NAME') THEN
                    CASE WHEN u = 'DB_NAME' THEN ora.setting('container', ora.dict_setting('service', 'ORCLPDB1'))
                    ELSE ora.dict_setting('database', 'ORCLCDB') END
                WHEN u = 'CON_NAME' THEN ora.setting('container', ora.dict_setting('service', 'ORCLPDB1'))
                WHEN u = 'CON_ID' THEN ora.setting('con_id', '3')
                WHEN u = 'SERVICE_NAME' THEN lower(ora.setting('service', ora.dict_setting('service', 'ORCLPDB1')))
                WHEN u = 'INSTANCE_NAME' THEN ora.dict_setting('instance', 'ORCLCDB')
                WHEN u = 'INSTANCE' THEN '1'
                WHEN u IN ('SERVER_HOST') THEN ora.dict_setting('host', 'localhost')
                WHEN u = 'HOST' THEN ora.setting('machine', NULL)
                WHEN u = 'PROXY_USER' THEN ora.setting('proxy_user', NULL)
                WHEN u = 'CLIENT_PROGRAM_NAME' THEN ora.setting('program', NULL)
                WHEN u IN ('TERMINAL', 'OS_USER', 'MODULE', 'ACTION', 'CLIENT_INFO', 'CLIENT_IDENTIFIER',
                    'IP_ADDRESS', 'EDITION_NAME') THEN
                    nullif(current_setting('ora.' || lower(u), true), '')
                WHEN u IN ('SID', 'SESSIONID') THEN ora.setting('sid', pg_backend_pid()::text)
                WHEN u = 'LANGUAGE' THEN ora.setting('nls_language', 'AMERICAN') || '_'
                    || ora.setting('nls_territory', 'AMERICA') || '.AL32UTF8'
                WHEN u = 'LANG' THEN 'US'
                WHEN u = 'NLS_DATE_FORMAT' THEN ora.date_format()
                WHEN u = 'NLS_DATE_LANGUAGE' THEN ora.setting('nls_date_language', 'AMERICAN')
                WHEN u = 'NLS_SORT' THEN ora.setting('nls_sort', 'BINARY')
                WHEN u = 'NLS_TERRITORY' THEN ora.setting('nls_territory', 'AMERICA')
                WHEN u = 'NLS_CURRENCY' THEN ora.setting('nls_currency', '$')
                WHEN u = 'NLS_CALENDAR' THEN 'GREGORIAN'
                WHEN u IN ('SCHEMAID', 'CURRENT_SCHEMAID') THEN NULL
                WHEN u = 'ISDBA' THEN 'FALSE'
                WHEN u = 'ENTRYID' THEN '0'
                WHEN u = 'DATABASE_ROLE' THEN 'PRIMARY'
                WHEN u = 'NETWORK_PROTOCOL' THEN 'tcp'
                WHEN u = 'AUTHENTICATION_METHOD' THEN 'PASSWORD'
                WHEN u = 'SESSION_EDITION_NAME' OR u = 'CURRENT_EDITION_NAME' THEN 'ORA$BASE'
                WHEN u IN ('BG_JOB_ID', 'FG_JOB_ID', 'CLOUD_SERVICE',
                    'DB_DOMAIN', 'GLOBAL_UID', 'POLICY_INVOKER',
                    'CURRENT_BIND', 'CURRENT_SQL', 'ENTERPRISE_IDENTITY', 'CURRENT_EDITION_ID') THEN NULL
                ELSE ora.unknown_parameter() END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.unknown_parameter() RETURNS text LANGUAGE plpgsql STABLE AS $$
        BEGIN PERFORM ora.fail('ORA-02003: invalid USERENV parameter'); RETURN NULL; END $$;
        -- A number that is none of a transaction (several hold the row) may be one that does not exist yet.
        CREATE OR REPLACE FUNCTION ora.is_under_way(holder xid) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
            RETURN holder <> '0'::xid AND pg_xact_status(holder::text::xid8) = 'in progress';
        EXCEPTION WHEN invalid_parameter_value THEN RETURN false;
        END $$;
        CREATE OR REPLACE FUNCTION ora.client_context(name text) RETURNS text LANGUAGE sql STABLE AS $$
            SELECT nullif(convert_from(decode(substring(current_setting('ora.client_context', true) from
                '(?:^|,)' || encode(convert_to(upper(name), 'UTF8'), 'hex') || ':([0-9a-f]*)'), 'hex'), 'UTF8'), '') $$;
        CREATE OR REPLACE FUNCTION ora.sys_context(space text, name text) RETURNS text LANGUAGE sql STABLE AS $$
            SELECT CASE WHEN upper(space) = 'USERENV' THEN ora.userenv(name)
                WHEN upper(space) = 'CLIENTCONTEXT' THEN ora.client_context(name)
                WHEN upper(space) = 'SYS_SESSION_ROLES' THEN 'FALSE' END $$;
        CREATE OR REPLACE FUNCTION ora.uid() RETURNS numeric LANGUAGE plpgsql STABLE AS $$
        DECLARE r numeric;
        BEGIN
            IF to_regclass('dict.users') IS NULL THEN RETURN NULL; END IF;
            EXECUTE 'SELECT id::numeric FROM dict.users WHERE name = $1' INTO r USING ora.setting('user', 'SYSTEM');
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.sys_guid() RETURNS bytea LANGUAGE sql VOLATILE AS $$
            SELECT decode(replace(gen_random_uuid()::text, '-', ''), 'hex') $$;
        """#
}
