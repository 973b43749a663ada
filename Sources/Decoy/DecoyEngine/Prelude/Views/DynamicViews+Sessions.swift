extension DynamicViews {
    static let sessionViews: [ViewText] = [
        ViewText(
            name: "V$SESSION",
            columns: """
                SADDR R8 int8send(s.pid)
                SID N s.sid
                SERIAL# N s.serial
                AUDSID N s.sid
                PADDR R8 int8send(s.pid)
                USER# N (SELECT id FROM dict.users u WHERE u.name = s.username)
                USERNAME V128 s.username
                COMMAND N 0
                TADDR V16 CASE WHEN s.backend_xid IS NOT NULL THEN lpad(to_hex(s.pid), 16, '0') END
                STATUS V8 CASE WHEN s.state = 'active' THEN 'ACTIVE' ELSE 'INACTIVE' END
                SERVER V9 'DEDICATED'
                SCHEMANAME V128 s.username
                OSUSER V128 s.os_user
                PROCESS V24 s.process
                MACHINE V64 s.machine
                PORT N 0
                TERMINAL V30 s.terminal
                PROGRAM V48 s.program
                TYPE V10 'USER'
                SQL_ID V13
                PREV_SQL_ID V13
                MODULE V64 s.module
                ACTION V64 s.action
                CLIENT_INFO V64 s.client_info
                ROW_WAIT_OBJ# N -1
                LOGON_TIME D date_trunc('second', s.started AT TIME ZONE 'UTC')
                LAST_CALL_ET N floor(extract(epoch from clock_timestamp() - s.state_change))
                FAILOVER_TYPE V13 'NONE'
                FAILOVER_METHOD V10 'NONE'
                FAILED_OVER V3 'NO'
                RESOURCE_CONSUMER_GROUP V32
                PDML_STATUS V8 'DISABLED'
                PDDL_STATUS V8 'ENABLED'
                PQ_STATUS V8 'ENABLED'
                CLIENT_IDENTIFIER V64 s.client_identifier
                BLOCKING_SESSION_STATUS V11 CASE WHEN s.blockers = '{}' THEN 'NO HOLDER' ELSE 'VALID' END
                BLOCKING_INSTANCE N CASE WHEN s.blockers <> '{}' THEN 1 END
                BLOCKING_SESSION N (SELECT b.sid FROM clock.live_sessions b WHERE b.pid = s.blockers[1])
                EVENT V64 CASE WHEN s.state = 'active' THEN 'On CPU' ELSE 'SQL*Net message from client' END
                WAIT_CLASS V64 CASE WHEN s.state = 'active' THEN 'Other' ELSE 'Idle' END
                STATE V19 'WAITING'
                SERVICE_NAME V64 lower(ora.dict_setting('service', 'ORCLPDB1'))
                SQL_TRACE V8 'DISABLED'
                CON_ID N 3
                """, rows: "clock.live_sessions AS s"),
        ViewText(
            name: "V$PROCESS",
            columns: """
                ADDR R8 int8send(s.pid)
                PID N s.sid
                SPID V24 s.pid::text
                PNAME V5
                USERNAME V15 'oracle'
                SERIAL# N s.serial
                TERMINAL V30 s.terminal
                PROGRAM V48 s.program
                BACKGROUND V1
                PGA_USED_MEM N 1048576
                PGA_ALLOC_MEM N 2097152
                PGA_MAX_MEM N 2097152
                CON_ID N 0
                """, rows: "clock.live_sessions AS s"),
        ViewText(
            name: "V$TRANSACTION",
            columns: """
                ADDR R8 int8send(s.pid)
                XIDUSN N s.backend_xid::text::bigint % 10 + 1
                XIDSLOT N s.backend_xid::text::bigint % 32
                XIDSQN N s.backend_xid::text::bigint
                STATUS V16 'ACTIVE'
                START_TIME V20 to_char(s.xact_start AT TIME ZONE 'UTC', 'MM/DD/YY HH24:MI:SS')
                START_SCN N (SELECT max(c.scn) FROM clock.commits c WHERE c.at <= s.xact_start)
                START_SCNB N (SELECT max(c.scn) FROM clock.commits c WHERE c.at <= s.xact_start)
                START_SCNW N 0
                SES_ADDR R8 int8send(s.pid)
                FLAG N 3587
                SPACE V3 'NO'
                RECURSIVE V3 'NO'
                NOUNDO V3 'NO'
                PTX V3 'NO'
                NAME V256
                USED_UBLK N 1
                USED_UREC N 1
                LOG_IO N 0
                PHY_IO N 0
                START_DATE D date_trunc('second', s.xact_start AT TIME ZONE 'UTC')
                XID R8 ora.transaction_bytes(s.backend_xid::text::bigint)
                CON_ID N 3
                """, rows: "clock.live_sessions AS s WHERE s.backend_xid IS NOT NULL"),
        ViewText(
            name: "V$LOCK",
            columns: """
                ADDR R8 int8send(s.pid)
                KADDR R8 int8send(s.pid)
                SID N s.sid
                TYPE V2 CASE WHEN l.locktype = 'relation' THEN 'TM' ELSE 'TX' END
                ID1 N coalesce(l.relation::bigint, l.transactionid::text::bigint, 0)
                ID2 N 0
                LMODE N CASE WHEN NOT l.granted THEN 0 WHEN l.locktype = 'relation' THEN 3 ELSE 6 END
                REQUEST N CASE WHEN l.granted THEN 0 ELSE 6 END
                CTIME N 0
                BLOCK N 0
                CON_ID N 3
                """,
            rows: """
                clock.live_sessions AS s JOIN pg_locks l ON l.pid = s.pid
                WHERE l.locktype = 'transactionid' OR (l.locktype = 'relation' AND l.mode = 'RowExclusiveLock'
                AND EXISTS (SELECT FROM pg_class c WHERE c.oid = l.relation AND c.relkind IN ('r', 'p')
                AND c.relnamespace = to_regnamespace('data')))
                """),
        ViewText(
            name: "V$STATNAME",
            columns: "STATISTIC# N n\nNAME V64 name\nCLASS N 1\nSTAT_ID N n\nDISPLAY_NAME V64 name\nCON_ID N 0",
            rows: "ora.statistics() AS x (n, name, value)"),
        ViewText(
            name: "V$MYSTAT",
            columns: """
                SID N ora.setting('sid', pg_backend_pid()::text)
                STATISTIC# N n
                VALUE N ora.counter(ora.setting('sid', pg_backend_pid()::text), x.n, x.value)
                CON_ID N 3
                """, rows: "ora.statistics() AS x (n, name, value)"),
        ViewText(
            name: "V$SESSTAT",
            columns: "SID N s.sid\nSTATISTIC# N x.n\nVALUE N ora.counter(s.sid::text, x.n, x.value)\nCON_ID N 3",
            rows: "clock.live_sessions AS s, ora.statistics() AS x (n, name, value)"),
        ViewText(
            name: "V$SYSSTAT",
            columns: "STATISTIC# N n\nNAME V64 name\nCLASS N 1\nVALUE N value\nSTAT_ID N n\nCON_ID N 0",
            rows: "ora.statistics() AS x (n, name, value)"),
        ViewText(
            name: "V$SQL",
            columns: """
                SQL_TEXT V1000
                SQL_FULLTEXT C
                SQL_ID V13
                SHARABLE_MEM N
                EXECUTIONS N
                PARSE_CALLS N
                DISK_READS N
                BUFFER_GETS N
                ROWS_PROCESSED N
                COMMAND_TYPE N
                PARSING_SCHEMA_NAME V128
                HASH_VALUE N
                PLAN_HASH_VALUE N
                CHILD_NUMBER N
                MODULE V64
                CPU_TIME N
                ELAPSED_TIME N
                FIRST_LOAD_TIME V76
                LAST_ACTIVE_TIME D
                CON_ID N
                """, rows: "(SELECT) AS none WHERE false"),
        // Only the operations that clients name: single statements are not watched.
        ViewText(
            name: "V$SQL_MONITOR",
            columns: """
                STATUS V19 'EXECUTING'
                USER# N (SELECT id FROM dict.users u WHERE u.name = s.username)
                USERNAME V128 s.username
                MODULE V64 s.module
                ACTION V64 s.action
                CLIENT_IDENTIFIER V64 s.client_identifier
                CLIENT_INFO V64 s.client_info
                PROGRAM V48 s.program
                SID N s.sid
                SESSION_SERIAL# N s.serial
                SQL_ID V13
                SQL_TEXT V2000
                DBOP_NAME V128 s.operation
                CON_ID N 3
                """, rows: "clock.live_sessions AS s WHERE s.operation <> ''"),
        ViewText(
            name: "V$OPEN_CURSOR",
            columns:
                "SID N\nUSER_NAME V128\nADDRESS R8\nHASH_VALUE N\nSQL_ID V13\nSQL_TEXT V60\nCURSOR_TYPE V64\nCON_ID N",
            rows: "(SELECT) AS none WHERE false"),
        ViewText(
            name: "V$SESSION_CONNECT_INFO",
            columns: """
                SID N s.sid
                SERIAL# N s.serial
                AUTHENTICATION_TYPE V26 'DATABASE'
                OSUSER V128 s.os_user
                NETWORK_SERVICE_BANNER V4000 'TCP/IP NT Protocol Adapter'
                CLIENT_CHARSET V40 'AL32UTF8'
                CLIENT_DRIVER V30 s.driver
                CON_ID N 3
                """, rows: "clock.live_sessions AS s", isPublic: true),
    ]
}
