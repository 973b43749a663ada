extension DictionaryViews {
    static let objectFamilies = [
        ViewFamily(
            name: "OBJECTS",
            columns: """
                OWNER v128 o.owner
                OBJECT_NAME v128 o.name
                SUBOBJECT_NAME v128 o.subname
                OBJECT_ID n o.id
                DATA_OBJECT_ID n o.data_id
                OBJECT_TYPE v23 o.kind
                CREATED d o.created
                LAST_DDL_TIME d o.changed
                TIMESTAMP v19 to_char(o.stamp, 'YYYY-MM-DD:HH24:MI:SS')
                STATUS v7 CASE WHEN o.is_valid THEN 'VALID' ELSE 'INVALID' END
                TEMPORARY v1 CASE WHEN o.is_temporary THEN 'Y' ELSE 'N' END
                GENERATED v1 CASE WHEN o.is_generated THEN 'Y' ELSE 'N' END
                SECONDARY v1 'N'
                NAMESPACE n o.namespace
                EDITION_NAME v128 NULL
                SHARING v18 'NONE'
                EDITIONABLE v1 CASE WHEN o.kind IN ('VIEW', 'PROCEDURE', 'FUNCTION', 'PACKAGE', 'PACKAGE BODY', \
                'TRIGGER', 'TYPE', 'TYPE BODY') THEN 'Y' END
                ORACLE_MAINTAINED v1 CASE WHEN o.id < 73000 THEN 'Y' ELSE 'N' END
                APPLICATION v1 'N'
                DEFAULT_COLLATION v100 CASE WHEN o.kind IN ('TABLE', 'VIEW') THEN 'USING_NLS_COMP' END
                DUPLICATED v1 'N'
                SHARDED v1 'N'
                CREATED_APPID n NULL
                CREATED_VSNID n NULL
                MODIFIED_APPID n NULL
                MODIFIED_VSNID n NULL
                """, from: "dict.objects o WHERE true"),
        ViewFamily(
            name: "CATALOG",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                TABLE_TYPE v11 o.kind
                """, from: "dict.objects o WHERE o.kind IN ('TABLE', 'VIEW', 'SEQUENCE', 'SYNONYM')"),
        ViewFamily(
            name: "DIRECTORIES",
            columns: """
                OWNER v128 'SYS'
                DIRECTORY_NAME v128 k.name
                DIRECTORY_PATH v4000 k.value
                ORIGIN_CON_ID n 3
                """, from: "dict.kept k WHERE k.kind = 'DIRECTORY'", object: nil, prefixes: ["ALL", "DBA", "CDB"]),
        ViewFamily(
            name: "EDITIONS",
            columns: """
                EDITION_NAME v128 e.name
                PARENT_EDITION_NAME v128 e.parent
                USABLE v3 'YES'
                """,
            from: """
                (SELECT 'ORA$BASE' AS name, NULL AS parent
                 UNION ALL SELECT name, 'ORA$BASE' FROM dict.kept WHERE kind = 'EDITION') e WHERE true
                """, object: nil, prefixes: ["ALL", "DBA", "CDB"]),
        ViewFamily(
            name: "CLUSTERS",
            columns: """
                OWNER v128 split_part(k.name, '.', 1)
                CLUSTER_NAME v128 split_part(k.name, '.', 2)
                TABLESPACE_NAME v30 'USERS'
                CLUSTER_TYPE v5 k.value
                """, from: "dict.kept k WHERE k.kind = 'CLUSTER'", owner: "split_part(k.name, '.', 1)", object: nil),
        ViewFamily(
            name: "DB_LINKS",
            columns: """
                OWNER v128 'PUBLIC'
                DB_LINK v128 k.name
                USERNAME v128 NULL
                HOST v2000 k.value
                CREATED d k.created
                HIDDEN v3 'NO'
                """, from: "dict.kept k WHERE k.kind = 'DATABASE LINK'", owner: "k.kind", object: nil),
        ViewFamily(
            name: "PROFILES",
            columns: """
                PROFILE v128 p.name
                RESOURCE_NAME v32 r.name
                RESOURCE_TYPE v8 CASE WHEN r.name LIKE 'PASSWORD%' OR r.name LIKE 'FAILED%' THEN 'PASSWORD' ELSE \
                'KERNEL' END
                LIMIT v128 coalesce(substring(p.value from r.name || ' ([0-9. /]*[0-9]|[A-Z]+)'), r.value)
                COMMON v3 'NO'
                """,
            from: """
                (SELECT 'DEFAULT' AS name, NULL AS value UNION
                    SELECT name, value FROM dict.kept WHERE kind = 'PROFILE' AND name <> 'DEFAULT') p
                CROSS JOIN (VALUES ('SESSIONS_PER_USER', 'UNLIMITED'), ('IDLE_TIME', 'UNLIMITED'),
                    ('FAILED_LOGIN_ATTEMPTS', '10'), ('PASSWORD_LIFE_TIME', '180'), ('PASSWORD_LOCK_TIME', '1'),
                    ('PASSWORD_GRACE_TIME', '7')) r (name, value) WHERE true
                """, object: nil, prefixes: ["DBA", "CDB"]),
    ]

    static let singles = [
        ViewFamily.single("DUAL", "DUMMY v1 'X'", from: "(SELECT 1) d", isTable: true),
        ViewFamily.single(
            "SESSION_PRIVS", "PRIVILEGE v40 g.privilege",
            from: "(SELECT DISTINCT privilege FROM dict.grants WHERE kind = 'S' AND grantee IN "
                + "(SELECT dict.roles(dict.me()))) g"),
        ViewFamily.single(
            "SESSION_ROLES", "ROLE v128 g.name",
            from: "(SELECT name FROM dict.roles(dict.me()) r (name) WHERE name NOT IN (dict.me(), 'PUBLIC')) g"),
        ViewFamily.single(
            "DICTIONARY",
            """
            TABLE_NAME v128 o.name
            COMMENTS v4000 NULL
            """, from: "dict.objects o WHERE o.owner = 'SYS' AND o.kind = 'VIEW'"),
        ViewFamily.single(
            "DICT",
            """
            TABLE_NAME v128 o.name
            COMMENTS v4000 NULL
            """, from: "dict.objects o WHERE o.owner = 'SYS' AND o.kind = 'VIEW'"),
        ViewFamily.single(
            "DICT_COLUMNS",
            """
            TABLE_NAME v128 o.name
            COLUMN_NAME v128 c.name
            COMMENTS v4000 NULL
            """, from: "dict.columns c JOIN dict.objects o ON o.id = c.object_id WHERE o.owner = 'SYS'"),
        ViewFamily.single(
            "TAB",
            """
            TNAME v128 o.name
            TABTYPE v13 o.kind
            CLUSTERID n NULL
            """, from: "dict.objects o WHERE o.owner = dict.me() AND o.kind IN ('TABLE', 'VIEW', 'SYNONYM')"),
        ViewFamily.single(
            "COL",
            """
            TNAME v128 o.name
            COLNO n c.position
            CNAME v128 c.name
            COLTYPE v128 c.data_type
            WIDTH n c.data_length
            SCALE n c.data_scale
            PRECISION n c.data_precision
            NULLS v19 CASE WHEN c.is_nullable THEN 'NULL' ELSE 'NOT NULL' END
            DEFAULTVAL l c.default_text
            """,
            from: "dict.columns c JOIN dict.objects o ON o.id = c.object_id WHERE o.owner = dict.me() "
                + "AND o.kind IN ('TABLE', 'VIEW') AND NOT c.is_hidden AND c.position IS NOT NULL"),
        ViewFamily.single(
            "CAT",
            """
            TABLE_NAME v128 o.name
            TABLE_TYPE v11 o.kind
            """, from: "dict.objects o WHERE o.owner = dict.me() AND o.kind IN ('TABLE', 'VIEW', 'SEQUENCE', 'SYNONYM')"
        ),
        ViewFamily.single(
            "RECYCLEBIN",
            """
            OBJECT_NAME v128 o.name
            ORIGINAL_NAME v128 r.original_name
            OPERATION v9 'DROP'
            TYPE v25 r.kind
            TS_NAME v30 'USERS'
            CREATETIME v19 to_char(o.created, 'YYYY-MM-DD:HH24:MI:SS')
            DROPTIME v19 to_char(r.dropped, 'YYYY-MM-DD:HH24:MI:SS')
            DROPSCN n r.drop_scn
            CAN_UNDROP v3 CASE WHEN r.kind = 'TABLE' THEN 'YES' ELSE 'NO' END
            CAN_PURGE v3 'YES'
            """, from: "dict.recycled r JOIN dict.objects o USING (id) WHERE o.owner = dict.me()"),
    ]
}
