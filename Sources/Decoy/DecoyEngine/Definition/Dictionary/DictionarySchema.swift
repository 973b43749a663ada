/// The tables of schema `dict`: the dictionary's source of truth, changed in the same transaction as what it describes.
///
/// Everything that a view of Oracle shows is a column here; `DictionaryReader` makes the snapshot from the same rows.
package enum DictionarySchema {
    /// The whole script, for an empty database.
    package static let script = [prologue, schemas, objects, tables, code, rights, rest, functions, triggers].joined(
        separator: "\n")

    private static let schemas = """
        CREATE SCHEMA data; CREATE SCHEMA past; CREATE SCHEMA sys;
        CREATE SEQUENCE dict.object_ids START 73000; CREATE SEQUENCE dict.constraint_ids START 7400;
        CREATE SEQUENCE dict.user_ids START 108; CREATE SEQUENCE dict.versions START 2;
        CREATE TABLE dict.version (one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL);
        INSERT INTO dict.version (version) VALUES (1);
        """

    private static let objects = """
        CREATE TABLE dict.users (
            id int PRIMARY KEY, name text NOT NULL UNIQUE, is_role boolean NOT NULL DEFAULT false,
            status text NOT NULL DEFAULT 'OPEN', verifiers text, is_maintained boolean NOT NULL DEFAULT false,
            default_tablespace text NOT NULL DEFAULT 'USERS', temporary_tablespace text NOT NULL DEFAULT 'TEMP',
            profile text NOT NULL DEFAULT 'DEFAULT', created timestamp(0) NOT NULL DEFAULT dict.now(),
            locked_at timestamp(0), expires_at timestamp(0));
        CREATE TABLE dict.objects (
            id bigint PRIMARY KEY, owner text NOT NULL, name text NOT NULL, subname text, kind text NOT NULL,
            namespace int NOT NULL, data_id bigint, is_valid boolean NOT NULL DEFAULT true,
            is_temporary boolean NOT NULL DEFAULT false, is_generated boolean NOT NULL DEFAULT false,
            version bigint NOT NULL DEFAULT 1, created timestamp(0) NOT NULL DEFAULT dict.now(),
            changed timestamp(0) NOT NULL DEFAULT dict.now(), stamp timestamp(0) NOT NULL DEFAULT dict.now());
        CREATE UNIQUE INDEX objects_name ON dict.objects (owner, namespace, name) WHERE subname IS NULL;
        """

    private static let tables = """
        CREATE TABLE dict.tables (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, kind text NOT NULL,
            row_movement boolean NOT NULL DEFAULT false, read_only boolean NOT NULL DEFAULT false, comment text,
            definition_scn bigint, row_count bigint, analyzed timestamp(0), part_kind text, part_keys int[],
            interval_text text, sub_kind text NOT NULL DEFAULT 'NONE', sub_keys int[], sub_count int NOT NULL
                DEFAULT 1);
        CREATE TABLE dict.columns (
            object_id bigint NOT NULL REFERENCES dict.objects ON DELETE CASCADE, number int NOT NULL, position int,
            name text NOT NULL, declared text NOT NULL, data_type text NOT NULL, type_owner text,
            data_length int NOT NULL, data_precision int, data_scale int, char_length int NOT NULL, char_used text,
            is_nullable boolean NOT NULL, default_text text, default_on_null boolean NOT NULL DEFAULT false,
            virtual_text text, is_invisible boolean NOT NULL DEFAULT false, is_hidden boolean NOT NULL DEFAULT false,
            is_unused boolean NOT NULL DEFAULT false, identity_always boolean, identity_on_null boolean,
            identity_sequence bigint, comment text, PRIMARY KEY (object_id, number));
        CREATE TABLE dict.constraints (
            id bigint PRIMARY KEY, owner text NOT NULL, name text NOT NULL,
            table_id bigint NOT NULL REFERENCES dict.objects ON DELETE CASCADE, kind text NOT NULL,
            columns int[] NOT NULL, condition text, is_not_null boolean NOT NULL DEFAULT false, ref_table bigint,
            ref_constraint bigint, delete_rule text NOT NULL DEFAULT 'NO ACTION', is_enabled boolean NOT NULL,
            is_validated boolean NOT NULL, is_deferrable boolean NOT NULL, is_deferred boolean NOT NULL,
            is_rely boolean NOT NULL, is_generated boolean NOT NULL, index_id bigint,
            changed timestamp(0) NOT NULL DEFAULT dict.now(), UNIQUE (owner, name));
        CREATE INDEX ON dict.constraints (table_id);
        CREATE TABLE dict.indexes (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE,
            table_id bigint NOT NULL REFERENCES dict.objects ON DELETE CASCADE, is_unique boolean NOT NULL,
            is_bitmap boolean NOT NULL, is_reverse boolean NOT NULL, is_invisible boolean NOT NULL,
            is_local boolean NOT NULL);
        CREATE INDEX ON dict.indexes (table_id);
        CREATE TABLE dict.index_parts (
            index_id bigint NOT NULL REFERENCES dict.indexes ON DELETE CASCADE, position int NOT NULL,
            column_number int, expression text, is_descending boolean NOT NULL, name text NOT NULL,
            PRIMARY KEY (index_id, position));
        CREATE TABLE dict.partitions (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE,
            table_id bigint NOT NULL REFERENCES dict.objects ON DELETE CASCADE, parent_id bigint, name text NOT NULL,
            position int NOT NULL, bound text, is_interval boolean NOT NULL, data_id bigint NOT NULL,
            is_generated boolean NOT NULL);
        CREATE INDEX ON dict.partitions (table_id);
        CREATE TABLE dict.templates (
            table_id bigint NOT NULL REFERENCES dict.tables ON DELETE CASCADE, position int NOT NULL,
            name text NOT NULL, bound text, PRIMARY KEY (table_id, position));
        CREATE TABLE dict.log_groups (
            table_id bigint NOT NULL REFERENCES dict.tables ON DELETE CASCADE, name text NOT NULL, kind text NOT NULL,
            is_always boolean NOT NULL, columns int[] NOT NULL, unlogged int[] NOT NULL, is_generated boolean NOT NULL);
        """

    private static let code = """
        CREATE TABLE dict.views (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, text text NOT NULL,
            read_only boolean NOT NULL, check_option boolean NOT NULL, comment text, container_id bigint);
        CREATE TABLE dict.sequences (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, minimum numeric NOT NULL,
            maximum numeric NOT NULL, increment numeric NOT NULL, start numeric NOT NULL, is_cycle boolean NOT NULL,
            is_order boolean NOT NULL, cache_size int NOT NULL);
        CREATE TABLE dict.synonyms (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, to_owner text NOT NULL,
            to_name text NOT NULL, link text);
        CREATE TABLE dict.sources (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, text text NOT NULL,
            is_invoker boolean NOT NULL DEFAULT false);
        CREATE TABLE dict.triggers (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, table_id bigint, timing text NOT NULL,
            is_each_row boolean NOT NULL, on_insert boolean NOT NULL, on_update boolean NOT NULL,
            on_delete boolean NOT NULL, columns text[] NOT NULL, old_name text NOT NULL, new_name text NOT NULL,
            when_text text, body text NOT NULL, is_enabled boolean NOT NULL);
        CREATE TABLE dict.types (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, form text NOT NULL, upper_bound int,
            element text, identifier bytea NOT NULL);
        CREATE TABLE dict.type_attributes (
            type_id bigint NOT NULL REFERENCES dict.types ON DELETE CASCADE, position int NOT NULL, name text NOT NULL,
            declared text NOT NULL, data_type text NOT NULL, type_owner text, data_length int, data_precision int,
            data_scale int, char_used text, PRIMARY KEY (type_id, position));
        CREATE TABLE dict.errors (
            id bigint NOT NULL REFERENCES dict.objects ON DELETE CASCADE, sequence int NOT NULL, line int NOT NULL,
            position int NOT NULL, text text NOT NULL, PRIMARY KEY (id, sequence));
        CREATE TABLE dict.arguments (
            id bigint NOT NULL REFERENCES dict.objects ON DELETE CASCADE, subprogram int NOT NULL, name text,
            position int NOT NULL, argument text, declared text, data_type text, direction text,
            has_default boolean NOT NULL DEFAULT false);
        """

    /// What came to the dictionary later: made at every start where it is missing.
    static let additions = """
        CREATE TABLE IF NOT EXISTS dict.package_types (
            package_id bigint NOT NULL REFERENCES dict.objects ON DELETE CASCADE, place int NOT NULL,
            name text NOT NULL, identifier bytea NOT NULL, form text NOT NULL, upper_bound int, element_names text,
            element text, index_by text, PRIMARY KEY (package_id, place));
        """

    private static let rights = """
        CREATE TABLE dict.grants (
            grantee text NOT NULL, grantor text NOT NULL, kind text NOT NULL, privilege text NOT NULL,
            object_id bigint, columns text[] NOT NULL DEFAULT '{}', is_grantable boolean NOT NULL);
        CREATE INDEX ON dict.grants (grantee); CREATE INDEX ON dict.grants (object_id);
        """

    private static let rest = """
        CREATE TABLE dict.recycled (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, original_name text NOT NULL,
            kind text NOT NULL, dropped timestamp(0) NOT NULL DEFAULT dict.now(), drop_scn numeric, base_id bigint);
        CREATE TABLE dict.kept (
            kind text NOT NULL, name text NOT NULL, value text, created timestamp(0) NOT NULL DEFAULT dict.now(),
            PRIMARY KEY (kind, name));
        CREATE TABLE dict.queue_tables (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE, payload text,
            is_multiple boolean NOT NULL, comment text);
        CREATE TABLE dict.queues (
            id bigint PRIMARY KEY REFERENCES dict.objects ON DELETE CASCADE,
            table_id bigint NOT NULL REFERENCES dict.queue_tables ON DELETE CASCADE, kind text NOT NULL,
            max_retries int NOT NULL, enqueues boolean NOT NULL DEFAULT false,
            dequeues boolean NOT NULL DEFAULT false, comment text);
        CREATE TABLE dict.subscribers (
            queue_id bigint REFERENCES dict.queues ON DELETE CASCADE, name text, PRIMARY KEY (queue_id, name));
        CREATE TABLE dict.settings (name text PRIMARY KEY, value text);
        INSERT INTO dict.settings VALUES ('SUPPLEMENTAL_LOG_DATA_MIN', 'NO'), ('SUPPLEMENTAL_LOG_DATA_PK', 'NO'),
            ('SUPPLEMENTAL_LOG_DATA_UI', 'NO'), ('SUPPLEMENTAL_LOG_DATA_FK', 'NO'),
            ('SUPPLEMENTAL_LOG_DATA_ALL', 'NO'), ('SUPPLEMENTAL_LOG_DATA_PL', 'NO'), ('FORCE_LOGGING', 'NO');
        """

    private static let functions = """
        CREATE FUNCTION dict.too_wide(object bigint, col int, actual int, maximum int) RETURNS boolean
        LANGUAGE plpgsql STRICT AS $$
        DECLARE named text;
        BEGIN
            SELECT '"' || o.owner || '"."' || o.name || '"."' || c.name || '"' INTO named
            FROM dict.objects o JOIN dict.columns c ON c.object_id = o.id AND c.number = col WHERE o.id = object;
            RAISE EXCEPTION USING ERRCODE = 'OR000', MESSAGE = 'ORA-12899: value too large for column '
                || coalesce(named, '?') || ' (actual: ' || actual || ', maximum: ' || maximum || ')';
        END $$;
        CREATE FUNCTION dict.no_partition() RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING ERRCODE = 'OR000',
                MESSAGE = 'ORA-14400: inserted partition key does not map to any partition';
        END $$;
        CREATE FUNCTION dict.place_row() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE n bigint := nextval(('data.r' || TG_ARGV[0])::regclass);
        BEGIN
            NEW.rid := (TG_ARGV[0]::bigint << 39) + ((n >> 7) << 15) + (n & 127);
            RETURN NEW;
        END $$;
        CREATE FUNCTION dict.me() RETURNS text LANGUAGE sql STABLE AS
            $$ SELECT coalesce(nullif(current_setting('ora.user', true), ''), 'SYS') $$;
        CREATE FUNCTION dict.roles(who text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
            WITH RECURSIVE held(name) AS (
                SELECT who UNION SELECT 'PUBLIC'
                UNION SELECT g.privilege FROM dict.grants g JOIN held h ON g.grantee = h.name WHERE g.kind = 'R')
            SELECT name FROM held $$;
        CREATE FUNCTION dict.sees_all() RETURNS boolean LANGUAGE sql STABLE AS $$
            SELECT dict.me() = 'SYS' OR EXISTS (SELECT FROM dict.grants
                WHERE kind = 'S' AND privilege IN ('SELECT ANY TABLE', 'SELECT ANY DICTIONARY', 'READ ANY TABLE')
                AND grantee IN (SELECT dict.roles(dict.me()))) $$;
        CREATE FUNCTION dict.granted() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
            SELECT object_id FROM dict.grants WHERE kind = 'O' AND grantee IN (SELECT dict.roles(dict.me())) $$;
        """

    /// `dict.now()` must be there before the tables whose defaults call it.
    private static let prologue = """
        CREATE SCHEMA IF NOT EXISTS dict;
        CREATE OR REPLACE FUNCTION dict.now() RETURNS timestamp(0) LANGUAGE sql STABLE AS
            $$ SELECT date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC')::timestamp(0) $$;
        """
}

extension DictionarySchema {
    /// Functions that triggers of tables call.
    static let triggers = """
        CREATE FUNCTION dict.keep_past() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            EXECUTE 'INSERT INTO ' || TG_ARGV[0] || ' (' || TG_ARGV[1] || ') SELECT ' || TG_ARGV[1] || ' FROM old_rows';
            RETURN NULL;
        END $$;
        CREATE FUNCTION dict.touch_row() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.born := pg_current_xact_id(); RETURN NEW; END $$;
        CREATE FUNCTION dict.end_temporary() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            EXECUTE 'DELETE FROM data.' || TG_TABLE_NAME || ' WHERE backend = pg_backend_pid()';
            RETURN NULL;
        END $$;
        CREATE FUNCTION dict.keep_global_key() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                EXECUTE 'DELETE FROM data.' || TG_ARGV[0] || ' WHERE rid = $1.rid' USING OLD;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                EXECUTE 'INSERT INTO data.' || TG_ARGV[0] || ' (rid, ' || TG_ARGV[1] || ') SELECT $1.rid, $1.'
                    || replace(TG_ARGV[1], ', ', ', $1.') USING NEW;
            END IF;
            RETURN NULL;
        END $$;
        """
}

extension DictionarySchema {
    /// What views call and read beside the tables of the first start; made and replaced at every start.
    static let viewFunctions = """
        CREATE TABLE IF NOT EXISTS dict.view_sources (
            view_id bigint REFERENCES dict.objects ON DELETE CASCADE,
            object_id bigint REFERENCES dict.objects ON DELETE CASCADE, PRIMARY KEY (view_id, object_id));
        CREATE OR REPLACE FUNCTION dict.last_number(id bigint, increment numeric, cache int, start numeric)
        RETURNS numeric LANGUAGE plpgsql AS $$
        DECLARE value bigint; called boolean;
        BEGIN
            EXECUTE 'SELECT last_value, is_called FROM data.s' || id INTO value, called;
            IF NOT called THEN RETURN value; END IF;
            IF cache = 0 THEN RETURN value + increment; END IF;
            RETURN start + (floor((value - start) / (increment * cache)) + 1) * increment * cache;
        EXCEPTION WHEN undefined_table THEN RETURN start;
        END $$;
        CREATE OR REPLACE FUNCTION dict.element_names(names text, owner text, package text) RETURNS text[]
        LANGUAGE sql STABLE AS $$
            SELECT CASE
                WHEN n[3] IS NOT NULL THEN n
                WHEN n[2] IS NOT NULL THEN
                    CASE WHEN EXISTS (SELECT FROM dict.users u WHERE u.name = n[1]) THEN ARRAY[n[1], NULL, n[2]]
                    ELSE ARRAY[owner, n[1], n[2]] END
                WHEN EXISTS (
                    SELECT FROM dict.package_types p JOIN dict.objects o ON o.id = p.package_id
                    WHERE o.owner = element_names.owner AND o.name = package AND p.name = n[1])
                THEN ARRAY[owner, package, n[1]]
                ELSE ARRAY[owner, NULL, n[1]] END
            FROM string_to_array(names, '.') n
        $$;
        CREATE OR REPLACE FUNCTION dict.highest_block(relation text) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE found bigint;
        BEGIN
            EXECUTE 'SELECT (max(rid) >> 15) & 16777215 FROM data.' || relation INTO found;
            RETURN found;
        EXCEPTION WHEN undefined_table THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION dict.segment(object bigint)
        RETURNS TABLE (table_id bigint, highest bigint) LANGUAGE plpgsql STABLE AS $$
        BEGIN
            SELECT t.id INTO table_id FROM dict.tables t
            WHERE t.id = object AND t.part_kind IS NULL AND t.kind NOT LIKE 'TEMP%';
            IF NOT FOUND THEN
                SELECT p.table_id INTO table_id FROM dict.partitions p WHERE p.id = object AND NOT EXISTS
                    (SELECT FROM dict.partitions s WHERE s.table_id = p.table_id AND s.parent_id = p.id);
                IF NOT FOUND THEN RETURN; END IF;
            END IF;
            highest := dict.highest_block('t' || object);
            IF highest IS NOT NULL THEN RETURN NEXT; END IF;
        END $$;
        CREATE OR REPLACE FUNCTION dict.extents(highest bigint)
        RETURNS TABLE (extent_id int, block_id bigint, blocks int) LANGUAGE sql IMMUTABLE AS $$
            SELECT i, 128 + i * 8, 8 FROM generate_series(0, least(15, ((highest - 128) / 8)::int)) i
            UNION ALL
            SELECT 16 + i, 256 + i * 128, 128 FROM generate_series(0, ((highest - 256) / 128)::int) i
            WHERE highest >= 256 $$;
        """
}
