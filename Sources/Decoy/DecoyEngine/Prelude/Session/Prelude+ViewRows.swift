extension Prelude {
    /// What the V$ views read besides the dictionary.
    static let viewRows = #"""
        CREATE OR REPLACE FUNCTION ora.product() RETURNS text LANGUAGE sql STABLE AS $$
            SELECT CASE ora.dict_setting('version', '19')
                WHEN '11' THEN 'Oracle Database 11g Enterprise Edition' WHEN '12' THEN
                    'Oracle Database 12c Enterprise Edition'
                WHEN '18' THEN 'Oracle Database 18c Enterprise Edition' WHEN '21' THEN
                    'Oracle Database 21c Enterprise Edition'
                WHEN '23' THEN 'Oracle Database 23ai Enterprise Edition'
                ELSE 'Oracle Database 19c Enterprise Edition' END $$;
        CREATE OR REPLACE FUNCTION ora.banner() RETURNS text LANGUAGE sql STABLE AS $$
            SELECT ora.product() || ' Release ' || ora.dict_setting('version_full', '19.0.0.0.0') || ' - '
                || CASE WHEN ora.dict_setting('version', '19') IN ('11', '12') THEN '64bit ' ELSE '' END ||
                    'Production' $$;
        CREATE OR REPLACE FUNCTION ora.infinite_scn() RETURNS numeric LANGUAGE sql STABLE AS $$
            SELECT CASE WHEN ora.dict_setting('version', '19') = '11' THEN 281474976710655
                ELSE 18446744073709551615 END::numeric $$;
        -- XID as LogMiner shows it: number of the undo segment, slot and sequence, each with its low byte first.
        CREATE OR REPLACE FUNCTION ora.transaction_bytes(x bigint) RETURNS bytea
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT decode(lpad(to_hex(x % 10 + 1), 2, '0') || '00' || lpad(to_hex(x % 32), 2, '0') || '00'
                || lpad(to_hex(x & 255), 2, '0') || lpad(to_hex((x >> 8) & 255), 2, '0')
                || lpad(to_hex((x >> 16) & 255), 2, '0') || lpad(to_hex((x >> 24) & 255), 2, '0'), 'hex') $$;
        -- Counters of the session; the engine counts some of them in settings named `ora.stat_<number>`.
        CREATE OR REPLACE FUNCTION ora.statistics() RETURNS TABLE (n int, name text, value numeric)
        LANGUAGE sql STABLE AS $$
            SELECT s.n, s.name, coalesce(nullif(current_setting('ora.stat_' || s.n, true), '')::numeric, s.value)
            FROM (VALUES (0, 'OS CPU Qt wait time', 0), (1, 'logons cumulative', 1), (2, 'logons current', 1),
                (3, 'opened cursors cumulative', 0), (4, 'opened cursors current', 0), (5, 'user commits', 0),
                (6, 'user rollbacks', 0), (7, 'user calls', 0), (8, 'recursive calls', 0),
                (14, 'session logical reads', 0), (19, 'CPU used by this session', 0),
                (25, 'session uga memory', 2097152), (26, 'session uga memory max', 4194304),
                (35, 'session pga memory', 4194304), (36, 'session pga memory max', 8388608),
                (84, 'physical reads', 0), (194, 'redo size', 0), (622, 'parse count (total)', 0),
                (623, 'parse count (hard)', 0), (627, 'execute count', 0),
                (628, 'bytes sent via SQL*Net to client', 0), (629, 'bytes received via SQL*Net from client', 0),
                (630, 'SQL*Net roundtrips to/from client', 0), (640, 'sorts (memory)', 0),
                (641, 'sorts (rows)', 0)) AS s (n, name, value) $$;
        CREATE OR REPLACE FUNCTION ora.counter(sid text, n int, value numeric) RETURNS numeric
        LANGUAGE sql STABLE AS $$
            SELECT coalesce(
                (nullif(current_setting('ora.counters', true), '')::jsonb #>> ARRAY[sid, n::text])::numeric, value) $$;
        CREATE OR REPLACE FUNCTION ora.nls_parameters(level text) RETURNS TABLE (name text, value text)
        LANGUAGE sql STABLE AS $$
            SELECT p.name, CASE WHEN level = 'session' THEN ora.setting(lower(p.name), p.value) ELSE p.value END
            FROM (VALUES (1, 'NLS_LANGUAGE', 'AMERICAN'), (2, 'NLS_TERRITORY', 'AMERICA'), (3, 'NLS_CURRENCY', '$'),
                (4, 'NLS_ISO_CURRENCY', 'AMERICA'), (5, 'NLS_NUMERIC_CHARACTERS', '.,'), (6, 'NLS_CALENDAR',
                    'GREGORIAN'),
                (7, 'NLS_DATE_FORMAT', 'DD-MON-RR'), (8, 'NLS_DATE_LANGUAGE', 'AMERICAN'),
                (9, 'NLS_CHARACTERSET', 'AL32UTF8'), (10, 'NLS_SORT', 'BINARY'), (11, 'NLS_TIME_FORMAT',
                    'HH.MI.SSXFF AM'),
                (12, 'NLS_TIMESTAMP_FORMAT', 'DD-MON-RR HH.MI.SSXFF AM'), (13, 'NLS_TIME_TZ_FORMAT',
                    'HH.MI.SSXFF AM TZR'),
                (14, 'NLS_TIMESTAMP_TZ_FORMAT', 'DD-MON-RR HH.MI.SSXFF AM TZR'), (15, 'NLS_DUAL_CURRENCY', '$'),
                (16, 'NLS_NCHAR_CHARACTERSET', 'AL16UTF16'), (17, 'NLS_COMP', 'BINARY'),
                (18, 'NLS_LENGTH_SEMANTICS', 'BYTE'), (19, 'NLS_NCHAR_CONV_EXCP', 'FALSE'),
                (20, 'NLS_RDBMS_VERSION', NULL)) AS p (place, name, value)
            WHERE p.name <> 'NLS_RDBMS_VERSION'
            UNION ALL SELECT 'NLS_RDBMS_VERSION', ora.dict_setting('version_full', '19.0.0.0.0')
            WHERE level = 'database' $$;
        CREATE OR REPLACE FUNCTION ora.parameters() RETURNS TABLE (n bigint, name text, type int, value text)
        LANGUAGE sql STABLE AS $$
            SELECT row_number() OVER (ORDER BY p.name), p.name, p.type, p.value
            FROM (VALUES ('compatible', 2, ora.dict_setting('version_full', '19.0.0.0.0')),
                ('db_name', 2, ora.dict_setting('database', 'ORCLCDB')),
                ('db_unique_name', 2, ora.dict_setting('database', 'ORCLCDB')), ('db_domain', 2, NULL),
                ('instance_name', 2, ora.dict_setting('instance', 'ORCLCDB')), ('instance_number', 3, '0'),
                ('service_names', 2, ora.dict_setting('database', 'ORCLCDB')), ('db_block_size', 3, '8192'),
                ('max_string_size', 2, 'STANDARD'), ('processes', 3, '300'), ('sessions', 3, '472'),
                ('open_cursors', 3, '1000'), ('session_cached_cursors', 3, '50'), ('cursor_sharing', 2, 'EXACT'),
                ('optimizer_mode', 2, 'ALL_ROWS'), ('optimizer_features_enable', 2, '19.1.0'),
                ('undo_management', 2, 'AUTO'), ('undo_retention', 3, ora.dict_setting('undo_retention', '900')),
                ('undo_tablespace', 2, 'UNDOTBS1'), ('recyclebin', 2, 'on'), ('nls_language', 2, 'AMERICAN'),
                ('nls_territory', 2, 'AMERICA'), ('nls_length_semantics', 2, 'BYTE'), ('nls_comp', 2, 'BINARY'),
                ('log_archive_dest_1', 2, 'LOCATION=/opt/oracle/oradata/archive'), ('log_archive_format', 2,
                    '%t_%s_%r.dbf'),
                ('archive_lag_target', 3, '0'), ('cluster_database', 1, 'FALSE'), ('enable_pluggable_database', 1,
                    'TRUE'),
                ('enable_goldengate_replication', 1, 'FALSE'), ('global_names', 1, 'FALSE'),
                ('remote_login_passwordfile', 2, 'EXCLUSIVE'), ('sec_case_sensitive_logon', 1, 'TRUE'),
                ('sga_target', 6, '1610612736'), ('sga_max_size', 6, '1610612736'),
                ('pga_aggregate_target', 6, '536870912'), ('memory_target', 6, '0'), ('cpu_count', 3, '2'),
                ('parallel_max_servers', 3, '0'), ('ddl_lock_timeout', 3, '0'), ('deferred_segment_creation', 1,
                    'TRUE'),
                ('audit_trail', 2, 'NONE'), ('statistics_level', 2, 'TYPICAL'), ('timed_statistics', 1, 'TRUE'),
                ('spfile', 2, NULL), ('control_files', 2, '/opt/oracle/oradata/control01.ctl'),
                ('db_recovery_file_dest', 2, NULL), ('db_recovery_file_dest_size', 6, '0'),
                ('job_queue_processes', 3, '0'), ('java_pool_size', 6, '0'), ('streams_pool_size', 6, '0'),
                ('utl_file_dir', 2, NULL), ('local_listener', 2, NULL), ('common_user_prefix', 2, 'C##'),
                ('query_rewrite_enabled', 2, 'TRUE'), ('db_files', 3, '200'), ('dml_locks', 3, '2076'),
                ('fal_server', 2, NULL), ('resource_limit', 1, 'TRUE')) AS p (name, type, value) $$;
        """#
}
