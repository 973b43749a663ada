extension DynamicViews {
    static let parameterViews: [ViewText] = [
        ViewText(
            name: "V$PARAMETER",
            columns: """
                NUM N n
                NAME V80 name
                TYPE N type
                VALUE V4000 value
                DISPLAY_VALUE V4000 value
                DEFAULT_VALUE V255 value
                ISDEFAULT V9 'TRUE'
                ISSES_MODIFIABLE V5 'FALSE'
                ISSYS_MODIFIABLE V9 'IMMEDIATE'
                ISPDB_MODIFIABLE V5 'TRUE'
                ISINSTANCE_MODIFIABLE V5 'TRUE'
                ISMODIFIED V10 'FALSE'
                ISADJUSTED V5 'FALSE'
                ISDEPRECATED V5 'FALSE'
                ISBASIC V5 'FALSE'
                DESCRIPTION V255
                UPDATE_COMMENT V255
                HASH N n
                CON_ID N 3
                """, rows: "ora.parameters() AS p (n, name, type, value)"),
        ViewText(
            name: "V$SYSTEM_PARAMETER",
            columns: """
                NUM N n
                NAME V80 name
                TYPE N type
                VALUE V4000 value
                DISPLAY_VALUE V4000 value
                ISDEFAULT V9 'TRUE'
                CON_ID N 3
                """,
            rows: "ora.parameters() AS p (n, name, type, value)"),
        ViewText(
            name: "V$NLS_PARAMETERS", columns: "PARAMETER V64 name\nVALUE V64 value\nCON_ID N 3",
            rows: "ora.nls_parameters('session') AS p (name, value)", isPublic: true),
        ViewText(
            name: "NLS_SESSION_PARAMETERS", columns: "PARAMETER V128 name\nVALUE V64 value",
            rows: "ora.nls_parameters('session') AS p (name, value) WHERE name NOT LIKE '%CHARACTERSET'", isPublic: true
        ),
        ViewText(
            name: "NLS_INSTANCE_PARAMETERS", columns: "PARAMETER V128 name\nVALUE V64 value",
            rows: "ora.nls_parameters('instance') AS p (name, value) WHERE name NOT LIKE '%CHARACTERSET'",
            isPublic: true),
        ViewText(
            name: "NLS_DATABASE_PARAMETERS", columns: "PARAMETER V128 name\nVALUE V64 value",
            rows: "ora.nls_parameters('database') AS p (name, value)", isPublic: true),
        ViewText(
            name: "V$NLS_VALID_VALUES",
            columns: """
                PARAMETER V64 kind
                VALUE V64 value
                ISDEPRECATED V5 'FALSE'
                CON_ID N 0
                """,
            rows: """
                (VALUES ('LANGUAGE', 'AMERICAN'), ('LANGUAGE', 'ENGLISH'), ('TERRITORY', 'AMERICA'),
                ('CHARACTERSET', 'AL32UTF8'), ('CHARACTERSET', 'AL16UTF16'), ('SORT', 'BINARY')) AS v (kind, value)
                """, isPublic: true),
        ViewText(
            name: "DATABASE_PROPERTIES",
            columns: """
                PROPERTY_NAME V128 name
                PROPERTY_VALUE V4000 value
                DESCRIPTION V4000
                """,
            rows: """
                (SELECT name, value FROM ora.nls_parameters('database') AS p (name, value) UNION ALL
                VALUES ('DEFAULT_PERMANENT_TABLESPACE', 'USERS'), ('DEFAULT_TEMP_TABLESPACE', 'TEMP'),
                ('DBTIMEZONE', '+00:00'), ('DEFAULT_EDITION', 'ORA$BASE'), ('DEFAULT_TBS_TYPE', 'SMALLFILE'),
                ('GLOBAL_DB_NAME', ora.dict_setting('service', 'ORCLPDB1'))) AS x (name, value)
                """, isPublic: true),
        ViewText(
            name: "V$TIMEZONE_NAMES", columns: "TZNAME V64 name\nTZABBREV V64 'LMT'\nCON_ID N 0", rows: "ora.zones",
            isPublic: true),
        ViewText(
            name: "V$TIMEZONE_FILE", columns: "FILENAME V20 'timezlrg_32.dat'\nVERSION N 32\nCON_ID N 0", rows: "",
            isPublic: true),
        ViewText(
            name: "V$RESERVED_WORDS",
            columns: """
                KEYWORD V128 word
                LENGTH N length(word)
                RESERVED V1 'Y'
                RES_TYPE V1 'N'
                RES_ATTR V1 'N'
                RES_SEMI V1 'N'
                DUPLICATE V1 'N'
                CON_ID N 0
                """,
            rows: """
                unnest(string_to_array('ACCESS ADD ALL ALTER AND ANY AS ASC AUDIT BETWEEN BY CHAR CHECK CLUSTER COLUMN '
                'COMMENT COMPRESS CONNECT CREATE CURRENT DATE DECIMAL DEFAULT DELETE DESC DISTINCT DROP ELSE EXCLUSIVE '
                'EXISTS FILE FLOAT FOR FROM GRANT GROUP HAVING IDENTIFIED IMMEDIATE IN INCREMENT INDEX INITIAL INSERT '
                'INTEGER INTERSECT INTO IS LEVEL LIKE LOCK LONG MAXEXTENTS MINUS MLSLABEL MODE MODIFY NOAUDIT '
                'NOCOMPRESS '
                'NOT NOWAIT NULL NUMBER OF OFFLINE ON ONLINE OPTION OR ORDER PCTFREE PRIOR PUBLIC RAW RENAME RESOURCE '
                'REVOKE ROW ROWID ROWNUM ROWS SELECT SESSION SET SHARE SIZE SMALLINT START SUCCESSFUL SYNONYM SYSDATE '
                'TABLE THEN TO TRIGGER UID UNION UNIQUE UPDATE USER VALIDATE VALUES VARCHAR VARCHAR2 VIEW WHENEVER '
                'WHERE WITH', ' ')) AS w (word)
                """),
    ]

    static let storageViews: [ViewText] = [
        ViewText(
            name: "V$TABLESPACE",
            columns: """
                TS# N n
                NAME V30 name
                BIGFILE V3 'NO'
                FLASHBACK_ON V3 'YES'
                CON_ID N 3
                """,
            rows: "(VALUES (0, 'SYSTEM'), (1, 'SYSAUX'), (2, 'UNDOTBS1'), (3, 'TEMP'), (5, 'USERS')) AS t (n, name)"),
        ViewText(
            name: "V$DATAFILE",
            columns: """
                FILE# N n
                TS# N t
                RFILE# N n
                STATUS V7 CASE n WHEN 1 THEN 'SYSTEM' ELSE 'ONLINE' END
                ENABLED V10 'READ WRITE'
                CHECKPOINT_CHANGE# N (SELECT last_value FROM clock.scn)
                BYTES N pg_database_size(current_database())
                BLOCKS N pg_database_size(current_database()) / 8192
                BLOCK_SIZE N 8192
                NAME V513 '/opt/oracle/oradata/' || ora.dict_setting('service', 'ORCLPDB1') || '/' || name
                CON_ID N 3
                """,
            rows: """
                (VALUES (1, 0, 'system01.dbf'), (2, 1, 'sysaux01.dbf'), (3, 2, 'undotbs01.dbf'),
                (4, 5, 'users01.dbf')) AS f (n, t, name)
                """
        ),
        ViewText(
            name: "V$SGA", columns: "NAME V20 name\nVALUE N value\nCON_ID N 0",
            rows: """
                (VALUES ('Fixed Size', 8900000), ('Variable Size', 400000000), ('Database Buffers', 1200000000),
                ('Redo Buffers', 7800000)) AS s (name, value)
                """
        ),
    ]
}
