extension DictionaryViews {
    /// Columns of TAB_COLUMNS up to USER_STATS, which TAB_COLS shares.
    private static let columnColumns = """
        OWNER v128 o.owner
        TABLE_NAME v128 o.name
        COLUMN_NAME v128 c.name
        DATA_TYPE v128 c.data_type
        DATA_TYPE_MOD v3 NULL
        DATA_TYPE_OWNER v128 c.type_owner
        DATA_LENGTH n c.data_length
        DATA_PRECISION n c.data_precision
        DATA_SCALE n c.data_scale
        NULLABLE v1 CASE WHEN c.is_nullable THEN 'Y' ELSE 'N' END
        COLUMN_ID n c.position
        DEFAULT_LENGTH n octet_length(coalesce(c.virtual_text, c.default_text, d.sequence_default))
        DATA_DEFAULT l coalesce(c.virtual_text, c.default_text, d.sequence_default)
        NUM_DISTINCT n NULL
        LOW_VALUE r1000 NULL
        HIGH_VALUE r1000 NULL
        DENSITY n NULL
        NUM_NULLS n NULL
        NUM_BUCKETS n NULL
        LAST_ANALYZED d NULL
        SAMPLE_SIZE n NULL
        CHARACTER_SET_NAME v44 CASE WHEN c.data_type IN ('NVARCHAR2', 'NCHAR', 'NCLOB') THEN 'NCHAR_CS' WHEN \
        c.char_used IS NOT NULL OR c.data_type IN ('CLOB', 'LONG') THEN 'CHAR_CS' END
        CHAR_COL_DECL_LENGTH n CASE WHEN c.char_used IS NOT NULL THEN c.data_length END
        GLOBAL_STATS v3 'NO'
        USER_STATS v3 'NO'
        AVG_COL_LEN n NULL
        CHAR_LENGTH n c.char_length
        CHAR_USED v1 c.char_used
        V80_FMT_IMAGE v3 'NO'
        DATA_UPGRADED v3 'YES'
        """

    private static let columnColumnsEnd = """
        HISTOGRAM v15 'NONE'
        DEFAULT_ON_NULL v3 CASE WHEN c.default_on_null OR c.identity_on_null THEN 'YES' ELSE 'NO' END
        IDENTITY_COLUMN v3 CASE WHEN c.identity_sequence IS NOT NULL THEN 'YES' ELSE 'NO' END
        """

    private static let hiddenColumns = """
        HIDDEN_COLUMN v3 CASE WHEN c.is_hidden OR c.is_invisible THEN 'YES' ELSE 'NO' END
        VIRTUAL_COLUMN v3 CASE WHEN c.virtual_text IS NULL THEN 'NO' ELSE 'YES' END
        SEGMENT_COLUMN_ID n CASE WHEN c.virtual_text IS NULL AND o.kind = 'TABLE' THEN c.number END
        INTERNAL_COLUMN_ID n c.number
        """

    private static let lastColumns = """
        QUALIFIED_COL_NAME v4000 c.name
        USER_GENERATED v3 CASE WHEN c.is_hidden THEN 'NO' ELSE 'YES' END
        """

    private static let editionColumns = """
        EVALUATION_EDITION v128 NULL
        UNUSABLE_BEFORE v128 NULL
        UNUSABLE_BEGINNING v128 NULL
        COLLATION v100 CASE WHEN c.char_used IS NOT NULL OR c.data_type IN ('CLOB', 'NCLOB') THEN 'USING_NLS_COMP' END
        """

    private static let fromColumns = """
        dict.columns c JOIN dict.objects o ON o.id = c.object_id
        LEFT JOIN LATERAL (SELECT '"' || s.owner || '"."' || s.name || '".nextval' AS sequence_default
            FROM dict.objects s WHERE s.id = c.identity_sequence) d ON true
        WHERE NOT EXISTS (SELECT FROM dict.recycled r WHERE r.id = o.id)
        """

    static let columnFamilies = [
        ViewFamily(
            name: "TAB_COLUMNS",
            columns: columnColumns + "\n" + columnColumnsEnd + "\n" + editionColumns,
            from: fromColumns + " AND NOT c.is_hidden AND c.position IS NOT NULL"),
        ViewFamily(
            name: "TAB_COLS",
            columns: columnColumns + "\n" + hiddenColumns + "\nHISTOGRAM v15 'NONE'\n" + lastColumns
                + "\n" + columnColumnsEnd.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
                + editionColumns, from: fromColumns),
        ViewFamily(
            name: "COL_COMMENTS",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COLUMN_NAME v128 c.name
                COMMENTS v4000 c.comment
                ORIGIN_CON_ID n 3
                """,
            from: """
                dict.columns c JOIN dict.objects o ON o.id = c.object_id
                WHERE NOT c.is_hidden
                """),
        ViewFamily(
            name: "TAB_IDENTITY_COLS",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COLUMN_NAME v128 c.name
                GENERATION_TYPE v10 CASE WHEN c.identity_always THEN 'ALWAYS' ELSE 'BY DEFAULT' END
                SEQUENCE_NAME v128 s.name
                IDENTITY_OPTIONS v298 'START WITH: ' || q.start || ', INCREMENT BY: ' || q.increment || ', \
                MAX_VALUE: ' || q.maximum || ', MIN_VALUE: ' || q.minimum || ', CYCLE_FLAG: ' || CASE WHEN \
                q.is_cycle THEN 'Y' ELSE 'N' END || ', CACHE_SIZE: ' || q.cache_size || ', ORDER_FLAG: ' || CASE \
                WHEN q.is_order THEN 'Y' ELSE 'N' END || ', SCALE_FLAG: N, EXTEND_FLAG: N, SESSION_FLAG: N, \
                KEEP_VALUE: N'
                """,
            from: """
                dict.columns c JOIN dict.objects o ON o.id = c.object_id
                JOIN dict.objects s ON s.id = c.identity_sequence JOIN dict.sequences q ON q.id = s.id
                WHERE true
                """),
        ViewFamily(
            name: "TAB_COL_STATISTICS",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COLUMN_NAME v128 c.name
                NUM_DISTINCT n NULL
                LOW_VALUE r1000 NULL
                HIGH_VALUE r1000 NULL
                DENSITY n NULL
                NUM_NULLS n NULL
                NUM_BUCKETS n NULL
                LAST_ANALYZED d NULL
                SAMPLE_SIZE n NULL
                GLOBAL_STATS v3 'NO'
                USER_STATS v3 'NO'
                NOTES v99 NULL
                AVG_COL_LEN n NULL
                HISTOGRAM v15 'NONE'
                SCOPE v7 'SHARED'
                """, from: fromColumns + " AND false"),
        ViewFamily(
            name: "LOBS",
            columns: """
                OWNER v128 o.owner
                TABLE_NAME v128 o.name
                COLUMN_NAME v4000 c.name
                SEGMENT_NAME v128 'SYS_LOB' || lpad(o.id::text, 10, '0') || 'C' || lpad(c.number::text, 5, '0') || '$$'
                TABLESPACE_NAME v30 'USERS'
                INDEX_NAME v128 'SYS_IL' || lpad(o.id::text, 10, '0') || 'C' || lpad(c.number::text, 5, '0') || '$$'
                CHUNK n 8192
                PCTVERSION n NULL
                RETENTION n NULL
                FREEPOOLS n NULL
                CACHE v10 'NO'
                LOGGING v7 'YES'
                ENCRYPT v4 'NO'
                COMPRESSION v6 'NO'
                DEDUPLICATION v15 'NO'
                IN_ROW v3 'YES'
                FORMAT v15 'ENDIAN NEUTRAL'
                PARTITIONED v3 'NO'
                SECUREFILE v3 'YES'
                SEGMENT_CREATED v3 'YES'
                RETENTION_TYPE v7 'DEFAULT'
                RETENTION_VALUE n NULL
                """, from: fromColumns + " AND c.data_type IN ('CLOB', 'NCLOB', 'BLOB') AND o.kind = 'TABLE'"),
        ViewFamily(
            name: "LOG_GROUPS",
            columns: """
                OWNER v128 o.owner
                LOG_GROUP_NAME v128 g.name
                TABLE_NAME v128 o.name
                LOG_GROUP_TYPE v19 g.kind
                ALWAYS v11 CASE WHEN g.is_always THEN 'ALWAYS' ELSE 'CONDITIONAL' END
                GENERATED v14 CASE WHEN g.is_generated THEN 'GENERATED NAME' ELSE 'USER NAME' END
                """, from: "dict.log_groups g JOIN dict.objects o ON o.id = g.table_id WHERE true"),
        ViewFamily(
            name: "LOG_GROUP_COLUMNS",
            columns: """
                OWNER v128 o.owner
                LOG_GROUP_NAME v128 g.name
                TABLE_NAME v128 o.name
                COLUMN_NAME v4000 c.name
                POSITION n u.place
                LOGGING_PROPERTY v6 CASE WHEN u.number = ANY (g.unlogged) THEN 'NO LOG' ELSE 'LOG' END
                """,
            from: """
                dict.log_groups g JOIN dict.objects o ON o.id = g.table_id
                CROSS JOIN LATERAL unnest(g.columns) WITH ORDINALITY AS u (number, place)
                JOIN dict.columns c ON c.object_id = o.id AND c.number = u.number WHERE true
                """),
    ]
}
