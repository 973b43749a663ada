extension DictionaryViews {
    /// Joins a table with its object, without what lies in the recycle bin.
    private static let fromTables = """
        dict.tables t JOIN dict.objects o USING (id)
        WHERE NOT EXISTS (SELECT FROM dict.recycled r WHERE r.id = o.id)
        """

    private static let tableColumns = """
        OWNER v128 o.owner
        TABLE_NAME v128 o.name
        TABLESPACE_NAME v30 CASE WHEN o.is_temporary OR t.part_kind IS NOT NULL OR t.kind = 'IOT' THEN NULL ELSE \
        'USERS' END
        CLUSTER_NAME v128 (SELECT split_part(k.value, '.', 2) FROM dict.kept k WHERE k.kind = 'CLUSTERED' \
        AND k.name = o.id::text)
        IOT_NAME v128 NULL
        STATUS v8 'VALID'
        PCT_FREE n CASE WHEN t.part_kind IS NULL THEN 10 END
        PCT_USED n NULL
        INI_TRANS n CASE WHEN t.part_kind IS NULL THEN 1 END
        MAX_TRANS n CASE WHEN t.part_kind IS NULL THEN 255 END
        INITIAL_EXTENT n CASE WHEN t.part_kind IS NULL AND NOT o.is_temporary THEN 65536 END
        NEXT_EXTENT n CASE WHEN t.part_kind IS NULL AND NOT o.is_temporary THEN 1048576 END
        MIN_EXTENTS n CASE WHEN t.part_kind IS NULL AND NOT o.is_temporary THEN 1 END
        MAX_EXTENTS n CASE WHEN t.part_kind IS NULL AND NOT o.is_temporary THEN 2147483645 END
        PCT_INCREASE n NULL
        FREELISTS n NULL
        FREELIST_GROUPS n NULL
        LOGGING v3 CASE WHEN o.is_temporary THEN 'NO' WHEN t.part_kind IS NULL THEN 'YES' END
        BACKED_UP v1 'N'
        NUM_ROWS n t.row_count
        BLOCKS n NULL
        EMPTY_BLOCKS n NULL
        AVG_SPACE n NULL
        CHAIN_CNT n NULL
        AVG_ROW_LEN n NULL
        AVG_SPACE_FREELIST_BLOCKS n NULL
        NUM_FREELIST_BLOCKS n NULL
        DEGREE v10 '         1'
        INSTANCES v10 '         1'
        CACHE v5 '    N'
        TABLE_LOCK v8 'ENABLED'
        SAMPLE_SIZE n t.row_count
        LAST_ANALYZED d t.analyzed
        PARTITIONED v3 CASE WHEN t.part_kind IS NULL THEN 'NO' ELSE 'YES' END
        IOT_TYPE v12 CASE WHEN t.kind = 'IOT' THEN 'IOT' END
        """

    private static let tableColumnsEnd = """
        TEMPORARY v1 CASE WHEN o.is_temporary THEN 'Y' ELSE 'N' END
        SECONDARY v1 'N'
        NESTED v3 'NO'
        BUFFER_POOL v7 CASE WHEN t.part_kind IS NULL THEN 'DEFAULT' END
        FLASH_CACHE v7 'DEFAULT'
        CELL_FLASH_CACHE v7 'DEFAULT'
        ROW_MOVEMENT v8 CASE WHEN t.row_movement THEN 'ENABLED' ELSE 'DISABLED' END
        GLOBAL_STATS v3 'NO'
        USER_STATS v3 'NO'
        DURATION v15 CASE t.kind WHEN 'TEMPORARY DELETE' THEN 'SYS$TRANSACTION' WHEN 'TEMPORARY PRESERVE' THEN \
        'SYS$SESSION' END
        SKIP_CORRUPT v8 'DISABLED'
        MONITORING v3 'YES'
        CLUSTER_OWNER v128 NULL
        DEPENDENCIES v8 'DISABLED'
        COMPRESSION v8 CASE WHEN t.part_kind IS NULL THEN 'DISABLED' END
        COMPRESS_FOR v30 NULL
        DROPPED v3 'NO'
        READ_ONLY v3 CASE WHEN t.read_only THEN 'YES' ELSE 'NO' END
        SEGMENT_CREATED v3 CASE WHEN t.part_kind IS NULL THEN 'YES' ELSE 'N/A' END
        RESULT_CACHE v7 'DEFAULT'
        CLUSTERING v3 'NO'
        ACTIVITY_TRACKING v23 NULL
        DML_TIMESTAMP v25 NULL
        HAS_IDENTITY v3 CASE WHEN EXISTS (SELECT FROM dict.columns c WHERE c.object_id = o.id AND \
        c.identity_sequence IS NOT NULL) THEN 'YES' ELSE 'NO' END
        CONTAINER_DATA v3 'NO'
        INMEMORY v8 'DISABLED'
        INMEMORY_PRIORITY v8 NULL
        INMEMORY_DISTRIBUTE v15 NULL
        INMEMORY_COMPRESSION v17 NULL
        INMEMORY_DUPLICATE v13 NULL
        DEFAULT_COLLATION v100 'USING_NLS_COMP'
        DUPLICATED v1 'N'
        SHARDED v1 'N'
        EXTERNAL v3 'NO'
        HYBRID v3 'NO'
        CELLMEMORY v24 NULL
        CONTAINERS_DEFAULT v3 'NO'
        CONTAINER_MAP v3 'NO'
        EXTENDED_DATA_LINK v3 'NO'
        EXTENDED_DATA_LINK_MAP v3 'NO'
        INMEMORY_SERVICE v12 NULL
        INMEMORY_SERVICE_NAME v1000 NULL
        CONTAINER_MAP_OBJECT v3 'NO'
        MEMOPTIMIZE_READ v8 'DISABLED'
        MEMOPTIMIZE_WRITE v8 'DISABLED'
        HAS_SENSITIVE_COLUMN v3 'NO'
        ADMIT_NULL v3 'NO'
        DATA_LINK_DML_ENABLED v3 'NO'
        LOGICAL_REPLICATION v8 'ENABLED'
        """

    private static let objectTableColumns = """
        OBJECT_ID_TYPE v16 NULL
        TABLE_TYPE_OWNER v128 NULL
        TABLE_TYPE v128 NULL
        """

    static let tableFamilies = [
        ViewFamily(name: "TABLES", columns: tableColumns + "\n" + tableColumnsEnd, from: fromTables),
        ViewFamily(
            name: "ALL_TABLES", columns: tableColumns + "\n" + objectTableColumns + "\n" + tableColumnsEnd,
            from: fromTables),
        ViewFamily(
            name: "OBJECT_TABLES", columns: tableColumns + "\n" + objectTableColumns + "\n" + tableColumnsEnd,
            from: fromTables + " AND false"),
        ViewFamily(
            name: "TAB_COMMENTS",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                TABLE_TYPE v11 o.kind
                COMMENTS v4000 coalesce(t.comment, v.comment)
                ORIGIN_CON_ID n 3
                """,
            from: """
                dict.objects o LEFT JOIN dict.tables t USING (id) LEFT JOIN dict.views v USING (id)
                WHERE o.kind IN ('TABLE', 'VIEW')
                """),
        ViewFamily(
            name: "TAB_STATISTICS",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                PARTITION_NAME v128 NULL
                PARTITION_POSITION n NULL
                SUBPARTITION_NAME v128 NULL
                SUBPARTITION_POSITION n NULL
                OBJECT_TYPE v12 'TABLE'
                NUM_ROWS n t.row_count
                BLOCKS n NULL
                EMPTY_BLOCKS n NULL
                AVG_SPACE n NULL
                CHAIN_CNT n NULL
                AVG_ROW_LEN n NULL
                SAMPLE_SIZE n t.row_count
                LAST_ANALYZED d t.analyzed
                GLOBAL_STATS v3 'NO'
                USER_STATS v3 'NO'
                STATTYPE_LOCKED v5 NULL
                STALE_STATS v7 NULL
                SCOPE v7 'SHARED'
                """, from: fromTables),
        ViewFamily(
            name: "TAB_MODIFICATIONS",
            columns: """
                TABLE_OWNER v128 o.owner
                TABLE_NAME v128 o.name
                PARTITION_NAME v128 NULL
                SUBPARTITION_NAME v128 NULL
                INSERTS n 0
                UPDATES n 0
                DELETES n 0
                TIMESTAMP d o.changed
                TRUNCATED v3 'NO'
                DROP_SEGMENTS n 0
                """, from: fromTables + " AND false"),
        ViewFamily(
            name: "NESTED_TABLES",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                TABLE_TYPE_OWNER v128 NULL
                TABLE_TYPE_NAME v128 NULL
                PARENT_TABLE_NAME v128 NULL
                PARENT_TABLE_COLUMN v4000 NULL
                STORAGE_SPEC v30 NULL
                RETURN_TYPE v20 NULL
                ELEMENT_SUBSTITUTABLE v25 NULL
                """, from: fromTables + " AND false"),
        ViewFamily(
            name: "XML_TABLES",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                XMLSCHEMA v700 NULL
                SCHEMA_OWNER v128 NULL
                ELEMENT_NAME v2000 NULL
                STORAGE_TYPE v17 NULL
                ANYSCHEMA v3 NULL
                NONSCHEMA v3 NULL
                """, from: fromTables + " AND false"),
        ViewFamily(
            name: "EXTERNAL_TABLES",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                TYPE_OWNER v3 NULL
                TYPE_NAME v128 NULL
                DEFAULT_DIRECTORY_OWNER v3 NULL
                DEFAULT_DIRECTORY_NAME v128 NULL
                REJECT_LIMIT v40 NULL
                ACCESS_TYPE v7 NULL
                ACCESS_PARAMETERS c NULL
                PROPERTY v10 NULL
                """, from: fromTables + " AND false"),
        ViewFamily(
            name: "UNUSED_COL_TABS",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COUNT n (SELECT count(*) FROM dict.columns c WHERE c.object_id = o.id AND c.is_unused)
                """,
            from: fromTables + " AND EXISTS (SELECT FROM dict.columns c WHERE c.object_id = o.id AND c.is_unused)"),
    ]
}
