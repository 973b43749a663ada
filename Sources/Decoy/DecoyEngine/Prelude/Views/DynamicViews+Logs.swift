extension DynamicViews {
    /// The redo logs: three groups, used one after the other by ALTER SYSTEM SWITCH LOGFILE. There is no redo in them.
    static let logViews: [ViewText] = [
        ViewText(
            name: "V$LOG",
            columns: """
                GROUP# N g
                THREAD# N 1
                SEQUENCE# N coalesce(l.sequence, 0)
                BYTES N 209715200
                BLOCKSIZE N 512
                MEMBERS N 1
                ARCHIVED V3 CASE WHEN l.sequence IS NULL OR l.next_change IS NOT NULL THEN 'YES' ELSE 'NO' END
                STATUS V16 CASE WHEN l.sequence IS NULL THEN 'UNUSED' WHEN l.next_change IS NULL THEN 'CURRENT' \
                ELSE 'INACTIVE' END
                FIRST_CHANGE# N coalesce(l.first_change, 0)
                FIRST_TIME D l.first_time
                NEXT_CHANGE# N CASE WHEN l.sequence IS NULL THEN 0 ELSE coalesce(l.next_change, \
                ora.infinite_scn()) END
                NEXT_TIME D l.next_time
                CON_ID N 0
                """,
            rows: """
                generate_series(1, 3) AS g LEFT JOIN \
                (SELECT * FROM clock.log_list ORDER BY sequence DESC LIMIT 3) AS l \
                ON l.place = g
                """),
        ViewText(
            name: "V$LOGFILE",
            columns: """
                GROUP# N g
                STATUS V7
                TYPE V7 'ONLINE'
                MEMBER V513 '/opt/oracle/oradata/' || ora.dict_setting('database', 'ORCLCDB') || '/redo0' || g || '.log'
                IS_RECOVERY_DEST_FILE V3 'NO'
                CON_ID N 0
                """, rows: "generate_series(1, 3) AS g"),
        ViewText(
            name: "V$ARCHIVED_LOG",
            columns: """
                RECID N l.sequence
                STAMP N (extract(epoch FROM l.next_time)::bigint)
                NAME V513 '/opt/oracle/oradata/archive/1_' || l.sequence || '_1157000000.dbf'
                DEST_ID N 1
                THREAD# N 1
                SEQUENCE# N l.sequence
                RESETLOGS_CHANGE# N 1
                RESETLOGS_TIME D timestamp '2024-01-01 00:00:00'
                RESETLOGS_ID N 1157000000
                FIRST_CHANGE# N l.first_change
                FIRST_TIME D l.first_time
                NEXT_CHANGE# N l.next_change
                NEXT_TIME D l.next_time
                BLOCKS N 1
                BLOCK_SIZE N 512
                CREATOR V7 'ARCH'
                REGISTRAR V7 'ARCH'
                STANDBY_DEST V3 'NO'
                ARCHIVED V3 'YES'
                APPLIED V9 'NO'
                DELETED V3 'NO'
                STATUS V1 'A'
                COMPLETION_TIME D l.next_time
                DICTIONARY_BEGIN V3 'NO'
                DICTIONARY_END V3 'NO'
                END_OF_REDO V3 'NO'
                BACKUP_COUNT N 0
                IS_RECOVERY_DEST_FILE V3 'NO'
                COMPRESSED V3 'NO'
                CON_ID N 0
                """, rows: "clock.log_list AS l WHERE l.next_change IS NOT NULL"),
        ViewText(
            name: "V$ARCHIVE_DEST",
            columns: """
                DEST_ID N n
                DEST_NAME V256 'LOG_ARCHIVE_DEST_' || n
                STATUS V9 CASE n WHEN 1 THEN 'VALID' ELSE 'INACTIVE' END
                BINDING V9 'OPTIONAL'
                NAME_SPACE V7 'SYSTEM'
                TARGET V16 CASE n WHEN 1 THEN 'PRIMARY' ELSE 'LOCAL' END
                ARCHIVER V10 'ARCH'
                SCHEDULE V8 CASE n WHEN 1 THEN 'ACTIVE' ELSE 'INACTIVE' END
                DESTINATION V256 CASE n WHEN 1 THEN '/opt/oracle/oradata/archive' END
                LOG_SEQUENCE N 0
                ERROR V256
                VALID_NOW V16 CASE n WHEN 1 THEN 'YES' ELSE 'UNKNOWN' END
                VALID_TYPE V15 'ALL_LOGFILES'
                VALID_ROLE V12 'ALL_ROLES'
                DB_UNIQUE_NAME V30 'NONE'
                CON_ID N 0
                """, rows: "generate_series(1, 31) AS n"),
        ViewText(
            name: "V$ARCHIVE_DEST_STATUS",
            columns: """
                DEST_ID N n
                DEST_NAME V256 'LOG_ARCHIVE_DEST_' || n
                STATUS V9 CASE n WHEN 1 THEN 'VALID' ELSE 'INACTIVE' END
                TYPE V16 CASE n WHEN 1 THEN 'LOCAL' ELSE 'UNKNOWN' END
                DATABASE_MODE V15 CASE n WHEN 1 THEN 'OPEN' ELSE 'UNKNOWN' END
                RECOVERY_MODE V34 'IDLE'
                PROTECTION_MODE V20 'MAXIMUM PERFORMANCE'
                DESTINATION V256 CASE n WHEN 1 THEN '/opt/oracle/oradata/archive' END
                ARCHIVED_THREAD# N 0
                ARCHIVED_SEQ# N 0
                ERROR V256
                DB_UNIQUE_NAME V30 'NONE'
                CON_ID N 0
                """, rows: "generate_series(1, 31) AS n"),
        ViewText(
            name: "V$LOG_HISTORY",
            columns: """
                RECID N l.sequence
                STAMP N (extract(epoch FROM l.next_time)::bigint)
                THREAD# N 1
                SEQUENCE# N l.sequence
                FIRST_CHANGE# N l.first_change
                FIRST_TIME D l.first_time
                NEXT_CHANGE# N l.next_change
                RESETLOGS_CHANGE# N 1
                RESETLOGS_TIME D timestamp '2024-01-01 00:00:00'
                CON_ID N 0
                """, rows: "clock.log_list AS l WHERE l.next_change IS NOT NULL"),
        ViewText(
            name: "V$THREAD",
            columns: """
                THREAD# N 1
                STATUS V6 'OPEN'
                ENABLED V8 'PUBLIC'
                GROUPS N 3
                INSTANCE V80 ora.dict_setting('instance', 'ORCLCDB')
                OPEN_TIME D date_trunc('second', pg_postmaster_start_time() AT TIME ZONE 'UTC')
                CURRENT_GROUP# N (SELECT (max(sequence) - 1) % 3 + 1 FROM clock.log_list)
                SEQUENCE# N (SELECT max(sequence) FROM clock.log_list)
                CHECKPOINT_CHANGE# N 1
                CHECKPOINT_TIME D timestamp '2024-01-01 00:00:00'
                ENABLE_CHANGE# N 1
                ENABLE_TIME D timestamp '2024-01-01 00:00:00'
                DISABLE_CHANGE# N 0
                DISABLE_TIME D
                LAST_REDO_SEQUENCE# N (SELECT max(sequence) FROM clock.log_list)
                LAST_REDO_BLOCK N 1
                LAST_REDO_CHANGE# N (SELECT last_value FROM clock.scn)
                LAST_REDO_TIME D ora.sysdate()
                CON_ID N 0
                """, rows: ""),
        ViewText(
            name: "V$FLASHBACK_DATABASE_LOG",
            columns: """
                OLDEST_FLASHBACK_SCN N
                OLDEST_FLASHBACK_TIME D
                RETENTION_TARGET N
                FLASHBACK_SIZE N
                ESTIMATED_FLASHBACK_SIZE N
                CON_ID N
                """, rows: "(SELECT) AS none WHERE false"),
    ]
}
