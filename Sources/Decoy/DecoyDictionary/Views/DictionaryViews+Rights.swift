extension DictionaryViews {
    private static let mine = "g.grantee"

    static let rightFamilies = [
        ViewFamily(
            name: "USERS",
            columns: """
                USERNAME v128 u.name
                USER_ID n u.id
                CREATED d u.created
                COMMON v3 CASE WHEN u.is_maintained THEN 'YES' ELSE 'NO' END
                ORACLE_MAINTAINED v1 CASE WHEN u.is_maintained THEN 'Y' ELSE 'N' END
                INHERITED v3 CASE WHEN u.is_maintained THEN 'YES' ELSE 'NO' END
                DEFAULT_COLLATION v100 'USING_NLS_COMP'
                IMPLICIT v3 'NO'
                ALL_SHARD v3 'NO'
                """, from: "dict.users u WHERE NOT u.is_role", object: nil, prefixes: ["ALL"]),
        ViewFamily(
            name: "USERS",
            columns: """
                USERNAME v128 u.name
                USER_ID n u.id
                PASSWORD v4000 NULL
                ACCOUNT_STATUS v32 u.status
                LOCK_DATE d u.locked_at
                EXPIRY_DATE d u.expires_at
                DEFAULT_TABLESPACE v30 u.default_tablespace
                TEMPORARY_TABLESPACE v30 u.temporary_tablespace
                LOCAL_TEMP_TABLESPACE v30 u.temporary_tablespace
                CREATED d u.created
                PROFILE v128 u.profile
                INITIAL_RSRC_CONSUMER_GROUP v128 'DEFAULT_CONSUMER_GROUP'
                EXTERNAL_NAME v4000 NULL
                PASSWORD_VERSIONS v17 CASE WHEN u.verifiers IS NOT NULL THEN '11G 12C ' END
                EDITIONS_ENABLED v1 'N'
                AUTHENTICATION_TYPE v8 CASE WHEN u.verifiers IS NULL THEN 'NONE' ELSE 'PASSWORD' END
                PROXY_ONLY_CONNECT v1 'N'
                COMMON v3 CASE WHEN u.is_maintained THEN 'YES' ELSE 'NO' END
                LAST_LOGIN v40 NULL
                ORACLE_MAINTAINED v1 CASE WHEN u.is_maintained THEN 'Y' ELSE 'N' END
                INHERITED v3 CASE WHEN u.is_maintained THEN 'YES' ELSE 'NO' END
                DEFAULT_COLLATION v100 'USING_NLS_COMP'
                IMPLICIT v3 'NO'
                ALL_SHARD v3 'NO'
                PASSWORD_CHANGE_DATE d u.created
                """, from: "dict.users u WHERE NOT u.is_role", owner: "u.name", object: nil, hidesOwner: false,
            prefixes: ["DBA", "USER", "CDB"]),
        ViewFamily(
            name: "TAB_PRIVS",
            columns: """
                GRANTOR v128 g.grantor
                GRANTEE v128 g.grantee
                TABLE_SCHEMA v128 o.owner
                TABLE_NAME v128 o.name
                PRIVILEGE v40 g.privilege
                GRANTABLE v3 CASE WHEN g.is_grantable THEN 'YES' ELSE 'NO' END
                HIERARCHY v3 'NO'
                COMMON v3 'NO'
                TYPE v24 o.kind
                INHERITED v3 'NO'
                """,
            from: "dict.grants g JOIN dict.objects o ON o.id = g.object_id WHERE g.kind = 'O' AND g.columns = '{}'",
            prefixes: ["ALL"]),
        ViewFamily(
            name: "TAB_PRIVS",
            columns: """
                GRANTEE v128 g.grantee
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                GRANTOR v128 g.grantor
                PRIVILEGE v40 g.privilege
                GRANTABLE v3 CASE WHEN g.is_grantable THEN 'YES' ELSE 'NO' END
                HIERARCHY v3 'NO'
                COMMON v3 'NO'
                TYPE v24 o.kind
                INHERITED v3 'NO'
                """,
            from: "dict.grants g JOIN dict.objects o ON o.id = g.object_id WHERE g.kind = 'O' AND g.columns = '{}'",
            owner: "dict.me() IN (g.grantee, g.grantor, o.owner) AND dict.me()", hidesOwner: false,
            prefixes: ["DBA", "USER", "CDB"]),
        ViewFamily(
            name: "COL_PRIVS",
            columns: """
                GRANTEE v128 g.grantee
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COLUMN_NAME v128 c.name
                GRANTOR v128 g.grantor
                PRIVILEGE v40 g.privilege
                GRANTABLE v3 CASE WHEN g.is_grantable THEN 'YES' ELSE 'NO' END
                COMMON v3 'NO'
                INHERITED v3 'NO'
                """,
            from: """
                dict.grants g JOIN dict.objects o ON o.id = g.object_id
                CROSS JOIN LATERAL unnest(g.columns) AS c (name) WHERE g.kind = 'O'
                """, owner: mine, hidesOwner: false),
        ViewFamily(
            name: "ROLE_PRIVS",
            columns: """
                GRANTEE v128 g.grantee
                GRANTED_ROLE v128 g.privilege
                ADMIN_OPTION v3 CASE WHEN g.is_grantable THEN 'YES' ELSE 'NO' END
                DELEGATE_OPTION v3 'NO'
                DEFAULT_ROLE v3 'YES'
                COMMON v3 'NO'
                INHERITED v3 'NO'
                """, from: "dict.grants g WHERE g.kind = 'R'", owner: mine, object: nil, hidesOwner: false,
            prefixes: ["DBA", "CDB"]),
        ViewFamily(
            name: "ROLE_PRIVS",
            columns: """
                USERNAME v128 g.grantee
                GRANTED_ROLE v128 g.privilege
                ADMIN_OPTION v3 CASE WHEN g.is_grantable THEN 'YES' ELSE 'NO' END
                DELEGATE_OPTION v3 'NO'
                DEFAULT_ROLE v3 'YES'
                OS_GRANTED v3 'NO'
                COMMON v3 'NO'
                INHERITED v3 'NO'
                """, from: "dict.grants g WHERE g.kind = 'R'", owner: mine, object: nil, hidesOwner: false,
            prefixes: ["USER"]),
        ViewFamily(
            name: "SYS_PRIVS",
            columns: """
                GRANTEE v128 g.grantee
                PRIVILEGE v40 g.privilege
                ADMIN_OPTION v3 CASE WHEN g.is_grantable THEN 'YES' ELSE 'NO' END
                COMMON v3 'NO'
                INHERITED v3 'NO'
                """, from: "dict.grants g WHERE g.kind = 'S'", owner: mine, object: nil, hidesOwner: false,
            prefixes: ["DBA", "CDB"]),
        ViewFamily(
            name: "SYS_PRIVS",
            columns: """
                USERNAME v128 g.grantee
                PRIVILEGE v40 g.privilege
                ADMIN_OPTION v3 CASE WHEN g.is_grantable THEN 'YES' ELSE 'NO' END
                COMMON v3 'NO'
                INHERITED v3 'NO'
                """, from: "dict.grants g WHERE g.kind = 'S'", owner: mine, object: nil, hidesOwner: false,
            prefixes: ["USER"]),
        ViewFamily(
            name: "ROLES",
            columns: """
                ROLE v128 u.name
                ROLE_ID n u.id
                PASSWORD_REQUIRED v8 'NO'
                AUTHENTICATION_TYPE v11 'NONE'
                COMMON v3 CASE WHEN u.is_maintained THEN 'YES' ELSE 'NO' END
                ORACLE_MAINTAINED v1 CASE WHEN u.is_maintained THEN 'Y' ELSE 'N' END
                INHERITED v3 'NO'
                IMPLICIT v3 'NO'
                EXTERNAL_NAME v4000 NULL
                """, from: "dict.users u WHERE u.is_role", object: nil, prefixes: ["DBA", "CDB"]),
    ]
}
