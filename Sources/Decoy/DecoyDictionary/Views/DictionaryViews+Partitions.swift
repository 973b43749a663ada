extension DictionaryViews {
    private static let fromPartitioned = """
        dict.tables t JOIN dict.objects o USING (id)
        WHERE t.part_kind IS NOT NULL AND NOT EXISTS (SELECT FROM dict.recycled r WHERE r.id = o.id)
        """

    static let partitionFamilies = [
        ViewFamily(
            name: "PART_TABLES",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                PARTITIONING_TYPE v9 t.part_kind
                SUBPARTITIONING_TYPE v9 t.sub_kind
                PARTITION_COUNT n CASE WHEN t.interval_text IS NOT NULL THEN 1048575 ELSE (SELECT count(*) FROM \
                dict.partitions p WHERE p.table_id = o.id AND p.parent_id IS NULL) END
                DEF_SUBPARTITION_COUNT n CASE WHEN t.sub_kind = 'NONE' THEN 0 ELSE t.sub_count END
                PARTITIONING_KEY_COUNT n cardinality(t.part_keys)
                SUBPARTITIONING_KEY_COUNT n coalesce(cardinality(t.sub_keys), 0)
                STATUS v8 'VALID'
                DEF_TABLESPACE_NAME v30 'USERS'
                DEF_PCT_FREE n 10
                DEF_PCT_USED n NULL
                DEF_INI_TRANS n 1
                DEF_MAX_TRANS n 255
                DEF_INITIAL_EXTENT v40 'DEFAULT'
                DEF_NEXT_EXTENT v40 'DEFAULT'
                DEF_LOGGING v7 'NONE'
                DEF_COMPRESSION v8 'NONE'
                DEF_BUFFER_POOL v7 'DEFAULT'
                REF_PTN_CONSTRAINT_NAME v128 CASE WHEN t.part_kind = 'REFERENCE' THEN (SELECT k.name FROM \
                dict.constraints k WHERE k.table_id = o.id AND k.kind = 'R' AND k.columns = t.part_keys LIMIT 1) END
                INTERVAL v1000 t.interval_text
                AUTOLIST v3 'NO'
                INTERVAL_SUBPARTITION v1000 NULL
                AUTOLIST_SUBPARTITION v3 'NO'
                IS_NESTED v3 'NO'
                DEF_SEGMENT_CREATION v4 'NONE'
                """, from: fromPartitioned),
        ViewFamily(
            name: "TAB_PARTITIONS",
            columns: """
                TABLE_OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COMPOSITE v3 CASE WHEN t.sub_kind = 'NONE' THEN 'NO' ELSE 'YES' END
                PARTITION_NAME v128 p.name
                SUBPARTITION_COUNT n (SELECT count(*) FROM dict.partitions s WHERE s.parent_id = p.id)
                HIGH_VALUE l p.bound
                HIGH_VALUE_LENGTH n coalesce(octet_length(p.bound), 0)
                PARTITION_POSITION n p.position
                TABLESPACE_NAME v30 'USERS'
                PCT_FREE n 10
                INI_TRANS n 1
                MAX_TRANS n 255
                LOGGING v7 'YES'
                COMPRESSION v8 'DISABLED'
                COMPRESS_FOR v30 NULL
                NUM_ROWS n NULL
                BLOCKS n NULL
                AVG_ROW_LEN n NULL
                SAMPLE_SIZE n NULL
                LAST_ANALYZED d NULL
                BUFFER_POOL v7 'DEFAULT'
                GLOBAL_STATS v3 'NO'
                USER_STATS v3 'NO'
                IS_NESTED v3 'NO'
                INTERVAL v3 CASE WHEN p.is_interval THEN 'YES' ELSE 'NO' END
                SEGMENT_CREATED v4 'YES'
                INDEXING v4 'ON'
                READ_ONLY v4 'NO'
                """,
            from: """
                dict.partitions p JOIN dict.objects o ON o.id = p.table_id JOIN dict.tables t ON t.id = o.id
                WHERE p.parent_id IS NULL
                """),
        ViewFamily(
            name: "TAB_SUBPARTITIONS",
            columns: """
                TABLE_OWNER v128 o.owner
                TABLE_NAME v128 o.name
                PARTITION_NAME v128 m.name
                SUBPARTITION_NAME v128 p.name
                HIGH_VALUE l p.bound
                HIGH_VALUE_LENGTH n coalesce(octet_length(p.bound), 0)
                PARTITION_POSITION n m.position
                SUBPARTITION_POSITION n p.position
                TABLESPACE_NAME v30 'USERS'
                LOGGING v3 'YES'
                COMPRESSION v8 'DISABLED'
                NUM_ROWS n NULL
                BLOCKS n NULL
                LAST_ANALYZED d NULL
                INTERVAL v3 'NO'
                SEGMENT_CREATED v3 'YES'
                """,
            from: """
                dict.partitions p JOIN dict.partitions m ON m.id = p.parent_id
                JOIN dict.objects o ON o.id = p.table_id WHERE true
                """),
        keyColumns("PART_KEY_COLUMNS", "part_keys"), keyColumns("SUBPART_KEY_COLUMNS", "sub_keys"),
        ViewFamily(
            name: "SUBPARTITION_TEMPLATES",
            columns: """
                USER_NAME v128 o.owner
                TABLE_NAME v128 o.name
                SUBPARTITION_NAME v132 s.name
                SUBPARTITION_POSITION n s.position
                TABLESPACE_NAME v30 NULL
                HIGH_BOUND l s.bound
                """, from: "dict.templates s JOIN dict.objects o ON o.id = s.table_id WHERE true", hidesOwner: false),
    ]

    private static func keyColumns(_ name: String, _ keys: String) -> ViewFamily {
        ViewFamily(
            name: name,
            columns: """
                OWNER v128 o.owner
                NAME v128 o.name
                OBJECT_TYPE v5 'TABLE'
                COLUMN_NAME v4000 c.name
                COLUMN_POSITION n u.place
                COLLATED_COLUMN_ID n NULL
                """,
            from: """
                dict.tables t JOIN dict.objects o USING (id)
                CROSS JOIN LATERAL unnest(t.\(keys)) WITH ORDINALITY AS u (number, place)
                JOIN dict.columns c ON c.object_id = o.id AND c.number = u.number WHERE true
                """)
    }
}
