extension DictionaryViews {
    /// Segments are the relations that hold rows; a block is where a ROWID says that a row lies. Only those are looked
    /// at that the question is about.
    private static let fromSegments = """
        dict.objects o CROSS JOIN LATERAL dict.segment(o.id) s
        WHERE o.kind LIKE 'TABLE%' AND NOT EXISTS (SELECT FROM dict.recycled r WHERE r.id = s.table_id)
        """

    static let storageFamilies = [
        ViewFamily(
            name: "SEGMENTS",
            columns: """
                OWNER v128 o.owner
                SEGMENT_NAME v128 o.name
                PARTITION_NAME v128 o.subname
                SEGMENT_TYPE v18 o.kind
                SEGMENT_SUBTYPE v10 'ASSM'
                TABLESPACE_NAME v30 'USERS'
                HEADER_FILE n 4
                HEADER_BLOCK n 130
                BYTES n 8192 * (SELECT sum(e.blocks) FROM dict.extents(s.highest) e)
                BLOCKS n (SELECT sum(e.blocks) FROM dict.extents(s.highest) e)
                EXTENTS n (SELECT count(*) FROM dict.extents(s.highest) e)
                INITIAL_EXTENT n 65536
                NEXT_EXTENT n 1048576
                MIN_EXTENTS n 1
                MAX_EXTENTS n 2147483645
                MAX_SIZE n 2147483645
                RETENTION v7 NULL
                PCT_INCREASE n NULL
                FREELISTS n NULL
                FREELIST_GROUPS n NULL
                RELATIVE_FNO n 4
                BUFFER_POOL v7 'DEFAULT'
                FLASH_CACHE v7 'DEFAULT'
                CELL_FLASH_CACHE v7 'DEFAULT'
                """, from: fromSegments, prefixes: ["DBA", "USER", "CDB"]),
        ViewFamily(
            name: "EXTENTS",
            columns: """
                OWNER v128 o.owner
                SEGMENT_NAME v128 o.name
                PARTITION_NAME v128 o.subname
                SEGMENT_TYPE v18 o.kind
                TABLESPACE_NAME v30 'USERS'
                EXTENT_ID n e.extent_id
                FILE_ID n 4
                BLOCK_ID n e.block_id
                BYTES n e.blocks * 8192
                BLOCKS n e.blocks
                RELATIVE_FNO n 4
                """,
            from: """
                dict.objects o CROSS JOIN LATERAL dict.segment(o.id) s
                CROSS JOIN LATERAL dict.extents(s.highest) e
                WHERE o.kind LIKE 'TABLE%' AND NOT EXISTS (SELECT FROM dict.recycled r WHERE r.id = s.table_id)
                """, prefixes: ["DBA", "USER", "CDB"]),
        ViewFamily(
            name: "TABLESPACES",
            columns: """
                TABLESPACE_NAME v30 s.name
                BLOCK_SIZE n 8192
                INITIAL_EXTENT n 65536
                NEXT_EXTENT n NULL
                MIN_EXTENTS n 1
                MAX_EXTENTS n 2147483645
                STATUS v9 'ONLINE'
                CONTENTS v21 CASE s.name WHEN 'TEMP' THEN 'TEMPORARY' WHEN 'UNDOTBS1' THEN 'UNDO' ELSE 'PERMANENT' END
                LOGGING v9 'LOGGING'
                FORCE_LOGGING v3 'NO'
                EXTENT_MANAGEMENT v10 'LOCAL'
                ALLOCATION_TYPE v9 'SYSTEM'
                SEGMENT_SPACE_MANAGEMENT v6 'AUTO'
                BIGFILE v3 'NO'
                """,
            from: """
                (SELECT unnest(ARRAY['SYSTEM', 'SYSAUX', 'UNDOTBS1', 'TEMP', 'USERS']) AS name
                 UNION SELECT name FROM dict.kept WHERE kind = 'TABLESPACE') s WHERE true
                """, owner: "dict.me()", object: nil, hidesOwner: false, prefixes: ["DBA", "USER", "CDB"]),
        ViewFamily(
            name: "DATA_FILES",
            columns: """
                FILE_NAME v513 '/opt/oracle/oradata/ORCLCDB/ORCLPDB1/' || lower(s.name) || '01.dbf'
                FILE_ID n s.number
                TABLESPACE_NAME v30 s.name
                BYTES n 5242880000
                BLOCKS n 640000
                STATUS v9 'AVAILABLE'
                RELATIVE_FNO n s.number
                AUTOEXTENSIBLE v3 'YES'
                MAXBYTES n 34359721984
                MAXBLOCKS n 4194302
                INCREMENT_BY n 160
                USER_BYTES n 5241831424
                USER_BLOCKS n 639872
                ONLINE_STATUS v7 'ONLINE'
                """,
            from: """
                (VALUES ('SYSTEM', 1), ('SYSAUX', 2), ('UNDOTBS1', 3), ('USERS', 4)) s (name, number) WHERE true
                """, object: nil, prefixes: ["DBA", "CDB"]),
        ViewFamily(
            name: "TS_QUOTAS",
            columns: """
                TABLESPACE_NAME v30 'USERS'
                USERNAME v128 u.name
                BYTES n 0
                MAX_BYTES n -1
                BLOCKS n 0
                MAX_BLOCKS n -1
                DROPPED v3 'NO'
                """, from: "dict.users u WHERE NOT u.is_role AND NOT u.is_maintained", owner: "u.name", object: nil,
            hidesOwner: false, prefixes: ["DBA", "USER", "CDB"]),
        ViewFamily(
            name: "RECYCLEBIN",
            columns: """
                OWNER v128 o.owner
                OBJECT_NAME v128 o.name
                ORIGINAL_NAME v128 r.original_name
                OPERATION v9 'DROP'
                TYPE v25 r.kind
                TS_NAME v30 CASE WHEN r.kind <> 'TRIGGER' THEN 'USERS' END
                CREATETIME v19 to_char(o.created, 'YYYY-MM-DD:HH24:MI:SS')
                DROPTIME v19 to_char(r.dropped, 'YYYY-MM-DD:HH24:MI:SS')
                DROPSCN n r.drop_scn
                PARTITION_NAME v128 NULL
                CAN_UNDROP v3 CASE WHEN r.kind = 'TABLE' THEN 'YES' ELSE 'NO' END
                CAN_PURGE v3 'YES'
                RELATED n r.base_id
                BASE_OBJECT n r.base_id
                PURGE_OBJECT n r.id
                SPACE n NULL
                """, from: "dict.recycled r JOIN dict.objects o USING (id) WHERE true",
            prefixes: ["DBA", "USER", "CDB"]),
    ]
}
