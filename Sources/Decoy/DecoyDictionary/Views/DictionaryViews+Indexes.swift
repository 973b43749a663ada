extension DictionaryViews {
    private static let fromIndexes = """
        dict.indexes x JOIN dict.objects i ON i.id = x.id JOIN dict.objects o ON o.id = x.table_id
        JOIN dict.tables t ON t.id = o.id
        WHERE NOT EXISTS (SELECT FROM dict.recycled r WHERE r.id = i.id)
        """

    private static let functionBased = """
        EXISTS (SELECT FROM dict.index_parts p WHERE p.index_id = x.id AND (p.expression IS NOT NULL OR \
        p.is_descending))
        """

    static let indexFamilies = [
        ViewFamily(
            name: "INDEXES",
            columns: """
                OWNER v128 i.owner
                INDEX_NAME v128 i.name
                INDEX_TYPE v27 CASE WHEN \(functionBased) THEN 'FUNCTION-BASED ' ELSE '' END || CASE WHEN \
                x.is_bitmap THEN 'BITMAP' WHEN x.is_reverse THEN 'NORMAL/REV' WHEN t.kind = 'IOT' AND EXISTS \
                (SELECT FROM dict.constraints k WHERE k.index_id = x.id AND k.kind = 'P') THEN 'IOT - TOP' ELSE \
                'NORMAL' END
                TABLE_OWNER v128 o.owner
                TABLE_NAME v128 o.name
                TABLE_TYPE v11 'TABLE'
                UNIQUENESS v9 CASE WHEN x.is_unique THEN 'UNIQUE' ELSE 'NONUNIQUE' END
                COMPRESSION v13 'DISABLED'
                PREFIX_LENGTH n NULL
                TABLESPACE_NAME v30 CASE WHEN x.is_local OR o.is_temporary THEN NULL ELSE 'USERS' END
                INI_TRANS n 2
                MAX_TRANS n 255
                INITIAL_EXTENT n 65536
                NEXT_EXTENT n 1048576
                MIN_EXTENTS n 1
                MAX_EXTENTS n 2147483645
                PCT_INCREASE n NULL
                PCT_THRESHOLD n NULL
                INCLUDE_COLUMN n NULL
                FREELISTS n NULL
                FREELIST_GROUPS n NULL
                PCT_FREE n 10
                LOGGING v3 'YES'
                BLEVEL n NULL
                LEAF_BLOCKS n NULL
                DISTINCT_KEYS n NULL
                AVG_LEAF_BLOCKS_PER_KEY n NULL
                AVG_DATA_BLOCKS_PER_KEY n NULL
                CLUSTERING_FACTOR n NULL
                STATUS v8 CASE WHEN x.is_local THEN 'N/A' ELSE 'VALID' END
                NUM_ROWS n NULL
                SAMPLE_SIZE n NULL
                LAST_ANALYZED d NULL
                DEGREE v40 '1'
                INSTANCES v40 '1'
                PARTITIONED v3 CASE WHEN x.is_local THEN 'YES' ELSE 'NO' END
                TEMPORARY v1 CASE WHEN o.is_temporary THEN 'Y' ELSE 'N' END
                GENERATED v1 CASE WHEN i.is_generated THEN 'Y' ELSE 'N' END
                SECONDARY v1 'N'
                BUFFER_POOL v7 'DEFAULT'
                FLASH_CACHE v7 'DEFAULT'
                CELL_FLASH_CACHE v7 'DEFAULT'
                USER_STATS v3 'NO'
                DURATION v15 NULL
                PCT_DIRECT_ACCESS n NULL
                ITYP_OWNER v128 NULL
                ITYP_NAME v128 NULL
                PARAMETERS v1000 NULL
                GLOBAL_STATS v3 'YES'
                DOMIDX_STATUS v12 NULL
                DOMIDX_OPSTATUS v6 NULL
                FUNCIDX_STATUS v8 CASE WHEN \(functionBased) THEN 'ENABLED' END
                JOIN_INDEX v3 'NO'
                IOT_REDUNDANT_PKEY_ELIM v3 'NO'
                DROPPED v3 'NO'
                VISIBILITY v9 CASE WHEN x.is_invisible THEN 'INVISIBLE' ELSE 'VISIBLE' END
                DOMIDX_MANAGEMENT v14 NULL
                SEGMENT_CREATED v3 'YES'
                ORPHANED_ENTRIES v3 'NO'
                INDEXING v7 'FULL'
                AUTO v3 'NO'
                CONSTRAINT_INDEX v3 CASE WHEN EXISTS (SELECT FROM dict.constraints k WHERE k.index_id = x.id) THEN \
                'YES' ELSE 'NO' END
                """, from: fromIndexes, owner: "i.owner"),
        ViewFamily(
            name: "IND_COLUMNS",
            columns: """
                INDEX_OWNER v128 i.owner
                INDEX_NAME v128 i.name
                TABLE_OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COLUMN_NAME v4000 coalesce(CASE WHEN NOT p.is_descending THEN c.name END, p.name)
                COLUMN_POSITION n p.position
                COLUMN_LENGTH n coalesce(c.data_length, 0)
                CHAR_LENGTH n coalesce(c.char_length, 0)
                DESCEND v4 CASE WHEN p.is_descending THEN 'DESC' ELSE 'ASC' END
                COLLATED_COLUMN_ID n NULL
                """,
            from: """
                dict.index_parts p JOIN dict.indexes x ON x.id = p.index_id JOIN dict.objects i ON i.id = x.id
                JOIN dict.objects o ON o.id = x.table_id
                LEFT JOIN dict.columns c ON c.object_id = o.id AND c.number = p.column_number
                WHERE NOT EXISTS (SELECT FROM dict.recycled r WHERE r.id = i.id)
                """, owner: "i.owner"),
        ViewFamily(
            name: "IND_EXPRESSIONS",
            columns: """
                INDEX_OWNER v128 i.owner
                INDEX_NAME v128 i.name
                TABLE_OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COLUMN_EXPRESSION l coalesce(p.expression, '"' || c.name || '"')
                COLUMN_POSITION n p.position
                """,
            from: """
                dict.index_parts p JOIN dict.indexes x ON x.id = p.index_id JOIN dict.objects i ON i.id = x.id
                JOIN dict.objects o ON o.id = x.table_id
                LEFT JOIN dict.columns c ON c.object_id = o.id AND c.number = p.column_number
                WHERE (p.expression IS NOT NULL OR p.is_descending)
                """, owner: "i.owner"),
        ViewFamily(
            name: "PART_INDEXES",
            columns: """
                OWNER v128 i.owner
                INDEX_NAME v128 i.name
                TABLE_NAME v128 o.name
                PARTITIONING_TYPE v9 t.part_kind
                SUBPARTITIONING_TYPE v9 t.sub_kind
                PARTITION_COUNT n (SELECT count(*) FROM dict.partitions p WHERE p.table_id = o.id AND p.parent_id \
                IS NULL)
                DEF_SUBPARTITION_COUNT n t.sub_count
                PARTITIONING_KEY_COUNT n cardinality(t.part_keys)
                SUBPARTITIONING_KEY_COUNT n cardinality(t.sub_keys)
                LOCALITY v6 'LOCAL'
                ALIGNMENT v12 'NON_PREFIXED'
                INTERVAL v1000 t.interval_text
                """, from: fromIndexes + " AND x.is_local", owner: "i.owner"),
        ViewFamily(
            name: "IND_PARTITIONS",
            columns: """
                INDEX_OWNER v128 i.owner
                INDEX_NAME v128 i.name
                COMPOSITE v3 'NO'
                PARTITION_NAME v128 p.name
                SUBPARTITION_COUNT n 0
                HIGH_VALUE l p.bound
                HIGH_VALUE_LENGTH n coalesce(octet_length(p.bound), 0)
                PARTITION_POSITION n p.position
                STATUS v8 'USABLE'
                TABLESPACE_NAME v30 'USERS'
                """,
            from: """
                dict.indexes x JOIN dict.objects i ON i.id = x.id JOIN dict.objects o ON o.id = x.table_id
                JOIN dict.partitions p ON p.table_id = o.id AND p.parent_id IS NULL WHERE x.is_local
                """, owner: "i.owner"),
        ViewFamily(
            name: "IND_SUBPARTITIONS",
            columns: """
                INDEX_OWNER v128 i.owner
                INDEX_NAME v128 i.name
                PARTITION_NAME v128 h.name
                SUBPARTITION_NAME v128 p.name
                HIGH_VALUE l p.bound
                HIGH_VALUE_LENGTH n coalesce(octet_length(p.bound), 0)
                PARTITION_POSITION n h.position
                SUBPARTITION_POSITION n p.position
                STATUS v8 'USABLE'
                TABLESPACE_NAME v30 'USERS'
                """,
            from: """
                dict.indexes x JOIN dict.objects i ON i.id = x.id JOIN dict.objects o ON o.id = x.table_id
                JOIN dict.partitions p ON p.table_id = o.id JOIN dict.partitions h ON h.id = p.parent_id
                WHERE x.is_local
                """, owner: "i.owner"),
        ViewFamily(
            name: "IND_STATISTICS",
            columns: """
                OWNER v128 i.owner
                INDEX_NAME v128 i.name
                TABLE_OWNER v128 o.owner
                TABLE_NAME v128 o.name
                OBJECT_TYPE v12 'INDEX'
                BLEVEL n NULL
                LEAF_BLOCKS n NULL
                DISTINCT_KEYS n NULL
                NUM_ROWS n NULL
                LAST_ANALYZED d NULL
                """, from: fromIndexes, owner: "i.owner"),
    ]
}
