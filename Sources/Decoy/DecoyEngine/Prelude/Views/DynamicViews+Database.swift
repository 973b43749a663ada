extension DynamicViews {
    static let databaseViews: [ViewText] = [
        ViewText(
            name: "V$DATABASE",
            columns: """
                DBID N ora.dict_setting('dbid', '2876543210')::numeric
                NAME V9 ora.dict_setting('database', 'ORCLCDB')
                CREATED D timestamp '2024-01-01 00:00:00'
                RESETLOGS_CHANGE# N 1
                RESETLOGS_TIME D timestamp '2024-01-01 00:00:00'
                PRIOR_RESETLOGS_CHANGE# N 0
                PRIOR_RESETLOGS_TIME D
                LOG_MODE V12 'ARCHIVELOG'
                CHECKPOINT_CHANGE# N (SELECT last_value FROM clock.scn)
                ARCHIVE_CHANGE# N 0
                CONTROLFILE_TYPE V7 'CURRENT'
                CONTROLFILE_CREATED D timestamp '2024-01-01 00:00:00'
                OPEN_RESETLOGS V11 'NOT ALLOWED'
                VERSION_TIME D timestamp '2024-01-01 00:00:00'
                OPEN_MODE V20 'READ WRITE'
                PROTECTION_MODE V20 'MAXIMUM PERFORMANCE'
                PROTECTION_LEVEL V20 'MAXIMUM PERFORMANCE'
                REMOTE_ARCHIVE V8 'ENABLED'
                DATABASE_ROLE V16 'PRIMARY'
                ARCHIVELOG_CHANGE# N 0
                SWITCHOVER_STATUS V20 'NOT ALLOWED'
                GUARD_STATUS V7 'NONE'
                SUPPLEMENTAL_LOG_DATA_MIN V8 ora.dict_setting('SUPPLEMENTAL_LOG_DATA_MIN', 'NO')
                SUPPLEMENTAL_LOG_DATA_PK V3 ora.dict_setting('SUPPLEMENTAL_LOG_DATA_PK', 'NO')
                SUPPLEMENTAL_LOG_DATA_UI V3 ora.dict_setting('SUPPLEMENTAL_LOG_DATA_UI', 'NO')
                FORCE_LOGGING V39 ora.dict_setting('FORCE_LOGGING', 'NO')
                PLATFORM_ID N 13
                PLATFORM_NAME V101 'Linux x86 64-bit'
                RECOVERY_TARGET_INCARNATION# N 1
                LAST_OPEN_INCARNATION# N 1
                CURRENT_SCN N clock.current_scn()
                FLASHBACK_ON V18 'NO'
                SUPPLEMENTAL_LOG_DATA_FK V3 ora.dict_setting('SUPPLEMENTAL_LOG_DATA_FK', 'NO')
                SUPPLEMENTAL_LOG_DATA_ALL V3 ora.dict_setting('SUPPLEMENTAL_LOG_DATA_ALL', 'NO')
                DB_UNIQUE_NAME V30 ora.dict_setting('database', 'ORCLCDB')
                SUPPLEMENTAL_LOG_DATA_PL V3 ora.dict_setting('SUPPLEMENTAL_LOG_DATA_PL', 'NO')
                CDB V3 'YES'
                CON_ID N 0
                CON_DBID N ora.dict_setting('dbid', '2876543210')::numeric
                """, rows: ""),
        ViewText(
            name: "V$INSTANCE",
            columns: """
                INSTANCE_NUMBER N 1
                INSTANCE_NAME V16 ora.dict_setting('instance', 'ORCLCDB')
                HOST_NAME V64 ora.dict_setting('host', 'localhost')
                VERSION V17 ora.dict_setting('version_full', '19.0.0.0.0')
                VERSION_LEGACY V17 ora.dict_setting('version_full', '19.0.0.0.0')
                VERSION_FULL V17 ora.dict_setting('version_full', '19.0.0.0.0')
                STARTUP_TIME D date_trunc('second', pg_postmaster_start_time() AT TIME ZONE 'UTC')
                STATUS V12 'OPEN'
                PARALLEL V3 'NO'
                THREAD# N 1
                ARCHIVER V7 'STARTED'
                LOG_SWITCH_WAIT V15
                LOGINS V10 'ALLOWED'
                SHUTDOWN_PENDING V3 'NO'
                DATABASE_STATUS V17 'ACTIVE'
                INSTANCE_ROLE V18 'PRIMARY_INSTANCE'
                ACTIVE_STATE V9 'NORMAL'
                BLOCKED V3 'NO'
                CON_ID N 0
                INSTANCE_MODE V11 'REGULAR'
                EDITION V7 'EE'
                FAMILY V80
                DATABASE_TYPE V15 'SINGLE'
                """, rows: ""),
        ViewText(
            name: "V$VERSION",
            columns: """
                BANNER V80 ora.banner()
                BANNER_FULL V160 ora.banner() || chr(10) || 'Version ' || ora.dict_setting('version_full', '19.0.0.0.0')
                BANNER_LEGACY V80 ora.banner()
                CON_ID N 0
                """, rows: "", isPublic: true),
        ViewText(
            name: "PRODUCT_COMPONENT_VERSION",
            columns: """
                PRODUCT V80 ora.product()
                VERSION V80 ora.dict_setting('version_full', '19.0.0.0.0')
                VERSION_FULL V80 ora.dict_setting('version_full', '19.0.0.0.0')
                STATUS V80 'Production'
                """, rows: "", isPublic: true),
        ViewText(
            name: "V$PDBS",
            columns: """
                CON_ID N 3
                DBID N 1234567893
                CON_UID N 1234567893
                GUID R16 decode('0123456789abcdef0123456789abcdef', 'hex')
                NAME V128 ora.dict_setting('service', 'ORCLPDB1')
                OPEN_MODE V10 'READ WRITE'
                RESTRICTED V3 'NO'
                OPEN_TIME Z
                CREATE_SCN N 1
                TOTAL_SIZE N pg_database_size(current_database())
                BLOCK_SIZE N 8192
                """, rows: ""),
        ViewText(
            name: "V$CONTAINERS",
            columns: """
                CON_ID N n
                DBID N 1234567890 + n
                CON_UID N 1234567890 + n
                NAME V128 name
                OPEN_MODE V10 mode
                RESTRICTED V3 'NO'
                """,
            rows: """
                (VALUES (1, 'CDB$ROOT', 'READ WRITE'), (2, 'PDB$SEED', 'READ ONLY'),
                (3, ora.dict_setting('service', 'ORCLPDB1'), 'READ WRITE')) AS c (n, name, mode)
                """),
        ViewText(
            name: "V$OPTION", columns: "PARAMETER V64 name\nVALUE V64 value\nCON_ID N 0",
            rows: """
                (VALUES ('Partitioning', 'TRUE'), ('Objects', 'TRUE'), ('Real Application Clusters', 'FALSE'),
                ('Advanced replication', 'FALSE'), ('Bit-mapped indexes', 'TRUE'), ('Function-based indexes', 'TRUE'),
                ('Flashback Database', 'FALSE'), ('Flashback Table', 'TRUE'), ('Java', 'FALSE'), ('Spatial', 'FALSE'),
                ('Oracle Label Security', 'FALSE'), ('Oracle Database Vault', 'FALSE'), ('OLAP', 'FALSE'),
                ('Advanced Compression', 'FALSE'), ('Online Index Build', 'TRUE'),
                ('Materialized view rewrite', 'FALSE'),
                ('Transparent Data Encryption', 'FALSE'), ('XStream', 'FALSE'), ('GoldenGate', 'FALSE'))
                AS o (name, value)
                """),
        ViewText(
            name: "GLOBAL_NAME", columns: "GLOBAL_NAME V4000 ora.dict_setting('service', 'ORCLPDB1')", rows: "",
            isPublic: true),
    ]
}
