extension DictionaryViews {
    static let codeFamilies = [
        ViewFamily(
            name: "VIEWS",
            columns: """
                OWNER v128 o.owner
                VIEW_NAME v128 o.name
                TEXT_LENGTH n length(v.text)
                TEXT l v.text
                TEXT_VC v4000 left(v.text, 4000)
                TYPE_TEXT_LENGTH n NULL
                TYPE_TEXT v4000 NULL
                OID_TEXT_LENGTH n NULL
                OID_TEXT v4000 NULL
                VIEW_TYPE_OWNER v128 NULL
                VIEW_TYPE v128 NULL
                SUPERVIEW_NAME v128 NULL
                EDITIONING_VIEW v1 'N'
                READ_ONLY v1 CASE WHEN v.read_only THEN 'Y' ELSE 'N' END
                CONTAINER_DATA v1 'N'
                BEQUEATH v12 'DEFINER'
                ORIGIN_CON_ID n 3
                DEFAULT_COLLATION v100 'USING_NLS_COMP'
                CONTAINERS_DEFAULT v3 'NO'
                CONTAINER_MAP v3 'NO'
                EXTENDED_DATA_LINK v3 'NO'
                EXTENDED_DATA_LINK_MAP v3 'NO'
                HAS_SENSITIVE_COLUMN v3 'NO'
                ADMIT_NULL v3 'NO'
                PDB_LOCAL_ONLY v3 'NO'
                """, from: "dict.views v JOIN dict.objects o USING (id) WHERE o.kind = 'VIEW'"),
        ViewFamily(
            name: "MVIEWS",
            columns: """
                OWNER v128 o.owner
                MVIEW_NAME v128 o.name
                CONTAINER_NAME v128 o.name
                QUERY l v.text
                QUERY_LEN n length(v.text)
                UPDATABLE v1 'N'
                UPDATE_LOG v128 NULL
                MASTER_ROLLBACK_SEG v128 NULL
                MASTER_LINK v128 NULL
                REWRITE_ENABLED v1 'N'
                REWRITE_CAPABILITY v9 'GENERAL'
                REFRESH_MODE v6 'DEMAND'
                REFRESH_METHOD v8 'FORCE'
                BUILD_MODE v9 'IMMEDIATE'
                FAST_REFRESHABLE v18 'NO'
                LAST_REFRESH_TYPE v8 'COMPLETE'
                LAST_REFRESH_DATE d o.changed
                STALENESS v19 'FRESH'
                AFTER_FAST_REFRESH v19 'FRESH'
                COMPILE_STATE v19 'VALID'
                """, from: "dict.views v JOIN dict.objects o USING (id) WHERE o.kind = 'MATERIALIZED VIEW'"),
        ViewFamily(
            name: "MVIEW_LOGS",
            columns: """
                LOG_OWNER v128 o.owner
                MASTER v128 o.name
                LOG_TABLE v128 left('MLOG$_' || o.name, 128)
                LOG_TRIGGER v128 NULL
                ROWIDS v3 CASE substr(k.value, 1, 1) WHEN 'Y' THEN 'YES' ELSE 'NO' END
                PRIMARY_KEY v3 CASE substr(k.value, 2, 1) WHEN 'Y' THEN 'YES' ELSE 'NO' END
                OBJECT_ID v3 'NO'
                FILTER_COLUMNS v3 'NO'
                SEQUENCE v3 CASE substr(k.value, 3, 1) WHEN 'Y' THEN 'YES' ELSE 'NO' END
                INCLUDE_NEW_VALUES v3 CASE substr(k.value, 4, 1) WHEN 'Y' THEN 'YES' ELSE 'NO' END
                """,
            from: "dict.kept k JOIN dict.objects o ON o.id::text = k.name WHERE k.kind = 'MATERIALIZED VIEW LOG'"),
        ViewFamily(
            name: "DIMENSIONS",
            columns: """
                OWNER v128 o.owner
                DIMENSION_NAME v128 o.name
                INVALID v1 'N'
                COMPILE_STATE v13 'VALID'
                REVISION n 1
                """, from: "dict.objects o WHERE o.kind = 'DIMENSION'"),
        ViewFamily(
            name: "SEQUENCES",
            columns: """
                SEQUENCE_OWNER v128 o.owner
                SEQUENCE_NAME v128 o.name
                MIN_VALUE n s.minimum
                MAX_VALUE n s.maximum
                INCREMENT_BY n s.increment
                CYCLE_FLAG v1 CASE WHEN s.is_cycle THEN 'Y' ELSE 'N' END
                ORDER_FLAG v1 CASE WHEN s.is_order THEN 'Y' ELSE 'N' END
                CACHE_SIZE n s.cache_size
                LAST_NUMBER n dict.last_number(o.id, s.increment, s.cache_size, s.start)
                SCALE_FLAG v1 'N'
                EXTEND_FLAG v1 'N'
                SHARDED_FLAG v1 'N'
                SESSION_FLAG v1 'N'
                KEEP_VALUE v1 'N'
                """, from: "dict.sequences s JOIN dict.objects o USING (id) WHERE true"),
        ViewFamily(
            name: "SYNONYMS",
            columns: """
                OWNER v128 o.owner
                SYNONYM_NAME v128 o.name
                TABLE_OWNER v128 s.to_owner
                TABLE_NAME v128 s.to_name
                DB_LINK v128 s.link
                ORIGIN_CON_ID n 3
                """, from: "dict.synonyms s JOIN dict.objects o USING (id) WHERE true", object: nil),
        ViewFamily(
            name: "TRIGGERS",
            columns: """
                OWNER v128 o.owner
                TRIGGER_NAME v128 o.name
                TRIGGER_TYPE v16 CASE g.timing WHEN 'INSTEAD OF' THEN 'INSTEAD OF' WHEN 'COMPOUND' THEN 'COMPOUND' \
                ELSE g.timing || CASE WHEN g.is_each_row THEN ' EACH ROW' WHEN g.table_id IS NULL THEN ' EVENT' \
                ELSE ' STATEMENT' END END
                TRIGGERING_EVENT v246 concat_ws(' OR ', CASE WHEN g.on_insert THEN 'INSERT' END, CASE WHEN \
                g.on_update THEN 'UPDATE' END, CASE WHEN g.on_delete THEN 'DELETE' END)
                TABLE_OWNER v128 t.owner
                BASE_OBJECT_TYPE v18 coalesce(t.kind, 'SCHEMA')
                TABLE_NAME v128 t.name
                COLUMN_NAME v4000 NULL
                REFERENCING_NAMES v422 'REFERENCING NEW AS ' || g.new_name || ' OLD AS ' || g.old_name
                WHEN_CLAUSE v4000 g.when_text
                STATUS v8 CASE WHEN g.is_enabled THEN 'ENABLED' ELSE 'DISABLED' END
                DESCRIPTION v4000 left(regexp_replace(split_part(s.text, g.body, 1), '^\\s*TRIGGER\\s+', '', 'i'), 4000)
                ACTION_TYPE v11 'PL/SQL     '
                TRIGGER_BODY l g.body
                CROSSEDITION v7 'NO'
                BEFORE_STATEMENT v3 'NO'
                BEFORE_ROW v3 'NO'
                AFTER_ROW v3 'NO'
                AFTER_STATEMENT v3 'NO'
                INSTEAD_OF_ROW v3 'NO'
                FIRE_ONCE v3 'YES'
                APPLY_SERVER_ONLY v3 'NO'
                """,
            from: """
                dict.triggers g JOIN dict.objects o USING (id) JOIN dict.sources s USING (id)
                LEFT JOIN dict.objects t ON t.id = g.table_id WHERE true
                """),
        ViewFamily(
            name: "SOURCE",
            columns: """
                OWNER v128 o.owner
                NAME v128 o.name
                TYPE v12 o.kind
                LINE n u.line
                TEXT v4000 left(u.text || CASE WHEN u.line < u.total THEN E'\\n' ELSE '' END, 4000)
                ORIGIN_CON_ID n 3
                """,
            from: """
                dict.sources s JOIN dict.objects o USING (id) CROSS JOIN LATERAL
                (SELECT x.text, x.line, count(*) OVER () AS total
                 FROM regexp_split_to_table(s.text, E'\\n') WITH ORDINALITY AS x (text, line)) u WHERE true
                """),
        ViewFamily(
            name: "PROCEDURES",
            columns: """
                OWNER v128 o.owner
                OBJECT_NAME v128 o.name
                PROCEDURE_NAME v128 NULL
                OBJECT_ID n o.id
                SUBPROGRAM_ID n CASE WHEN o.kind = 'PACKAGE' THEN 0 ELSE 1 END
                OVERLOAD v40 NULL
                OBJECT_TYPE v13 o.kind
                AGGREGATE v3 'NO'
                PIPELINED v3 'NO'
                IMPLTYPEOWNER v128 NULL
                IMPLTYPENAME v128 NULL
                PARALLEL v3 'NO'
                INTERFACE v3 'NO'
                DETERMINISTIC v3 'NO'
                AUTHID v12 CASE WHEN s.is_invoker THEN 'CURRENT_USER' ELSE 'DEFINER' END
                RESULT_CACHE v3 'NO'
                ORIGIN_CON_ID n 3
                POLYMORPHIC v5 'NULL'
                """,
            from: """
                dict.sources s JOIN dict.objects o USING (id)
                WHERE o.kind IN ('PROCEDURE', 'FUNCTION', 'PACKAGE', 'TRIGGER', 'TYPE')
                """),
        ViewFamily(
            name: "ARGUMENTS",
            columns: """
                OWNER v128 o.owner
                OBJECT_NAME v128 coalesce(a.name, o.name)
                PACKAGE_NAME v128 CASE WHEN o.kind = 'PACKAGE' THEN o.name END
                OBJECT_ID n o.id
                OVERLOAD v40 NULL
                SUBPROGRAM_ID n a.subprogram
                ARGUMENT_NAME v128 a.argument
                POSITION n a.position
                SEQUENCE n a.position
                DATA_LEVEL n 0
                DATA_TYPE v30 a.data_type
                DEFAULTED v1 CASE WHEN a.has_default THEN 'Y' ELSE 'N' END
                DEFAULT_VALUE l NULL
                DEFAULT_LENGTH n NULL
                IN_OUT v9 a.direction
                DATA_LENGTH n NULL
                DATA_PRECISION n NULL
                DATA_SCALE n NULL
                RADIX n NULL
                CHARACTER_SET_NAME v44 NULL
                TYPE_OWNER v128 NULL
                TYPE_NAME v128 NULL
                TYPE_SUBNAME v128 NULL
                TYPE_LINK v128 NULL
                TYPE_OBJECT_TYPE v7 NULL
                PLS_TYPE v128 a.data_type
                CHAR_LENGTH n 0
                CHAR_USED v1 NULL
                ORIGIN_CON_ID n 3
                """, from: "dict.arguments a JOIN dict.objects o USING (id) WHERE true"),
        ViewFamily(
            name: "TYPES",
            columns: """
                OWNER v128 o.owner
                TYPE_NAME v128 o.name
                TYPE_OID r16 y.identifier
                TYPECODE v30 CASE WHEN y.form IN ('VARRAY', 'TABLE') THEN 'COLLECTION' ELSE 'OBJECT' END
                ATTRIBUTES n (SELECT count(*) FROM dict.type_attributes a WHERE a.type_id = o.id)
                METHODS n 0
                PREDEFINED v3 'NO'
                INCOMPLETE v3 CASE WHEN y.form = 'INCOMPLETE' THEN 'YES' ELSE 'NO' END
                FINAL v3 'YES'
                INSTANTIABLE v3 'YES'
                PERSISTABLE v3 'YES'
                SUPERTYPE_OWNER v128 NULL
                SUPERTYPE_NAME v128 NULL
                LOCAL_ATTRIBUTES n NULL
                LOCAL_METHODS n NULL
                TYPEID r16 NULL
                """,
            from: """
                (SELECT y.id, y.form, y.identifier FROM dict.types y UNION ALL
                SELECT -1, 'OBJECT', '\\x00000000000000000000000000020100'::bytea) y
                JOIN (SELECT o.id, o.owner, o.name FROM dict.objects o UNION ALL
                SELECT -1, 'SYS', 'XMLTYPE') o USING (id) WHERE true
                """, object: "o.owner = 'SYS' OR o.id"),
        ViewFamily(
            name: "TYPE_ATTRS",
            columns: """
                OWNER v128 o.owner
                TYPE_NAME v128 o.name
                ATTR_NAME v128 a.name
                ATTR_TYPE_MOD v7 NULL
                ATTR_TYPE_OWNER v128 a.type_owner
                ATTR_TYPE_NAME v128 a.data_type
                LENGTH n CASE WHEN a.char_used IS NOT NULL OR a.data_type = 'RAW' THEN a.data_length END
                PRECISION n a.data_precision
                SCALE n a.data_scale
                CHARACTER_SET_NAME v44 CASE WHEN a.data_type IN ('NVARCHAR2', 'NCHAR', 'NCLOB') THEN 'NCHAR_CS' \
                WHEN a.char_used IS NOT NULL THEN 'CHAR_CS' END
                ATTR_NO n a.position
                INHERITED v3 'NO'
                CHAR_USED v1 a.char_used
                """, from: "dict.type_attributes a JOIN dict.objects o ON o.id = a.type_id WHERE true"),
        ViewFamily(
            name: "COLL_TYPES",
            columns: """
                OWNER v128 o.owner
                TYPE_NAME v128 o.name
                COLL_TYPE v30 CASE WHEN y.form = 'VARRAY' THEN 'VARYING ARRAY' ELSE 'TABLE' END
                UPPER_BOUND n y.upper_bound
                ELEM_TYPE_MOD v7 NULL
                ELEM_TYPE_OWNER v128 CASE WHEN y.element LIKE '"%' THEN split_part(y.element, '"', 2) END
                ELEM_TYPE_NAME v128 CASE WHEN y.element LIKE '"%' THEN split_part(y.element, '"', 4) ELSE \
                split_part(y.element, '(', 1) END
                LENGTH n NULL
                PRECISION n NULL
                SCALE n NULL
                CHARACTER_SET_NAME v44 NULL
                ELEM_STORAGE v7 NULL
                NULLS_STORED v3 'YES'
                CHAR_USED v1 NULL
                """, from: "dict.types y JOIN dict.objects o USING (id) WHERE y.form IN ('VARRAY', 'TABLE')"),
        ViewFamily(
            name: "PLSQL_TYPES",
            columns: """
                OWNER v128 o.owner
                TYPE_NAME v136 p.name
                PACKAGE_NAME v128 o.name
                TYPE_OID r16 p.identifier
                TYPECODE v58 CASE p.form WHEN 'RECORD' THEN 'PL/SQL RECORD' ELSE 'COLLECTION' END
                ATTRIBUTES n NULL
                CONTAINS_PLSQL v3 'NO'
                """, from: "dict.package_types p JOIN dict.objects o ON o.id = p.package_id WHERE p.form <> 'OTHER'"),
        ViewFamily(
            name: "PLSQL_COLL_TYPES",
            columns: """
                OWNER v128 o.owner
                TYPE_NAME v136 p.name
                PACKAGE_NAME v128 o.name
                COLL_TYPE v30 p.form
                UPPER_BOUND n p.upper_bound
                ELEM_TYPE_OWNER v128 CASE WHEN p.element_names IS NOT NULL THEN \
                coalesce((dict.element_names(p.element_names, o.owner, o.name))[1], o.owner) END
                ELEM_TYPE_NAME v136 coalesce(p.element, \
                (dict.element_names(p.element_names, o.owner, o.name))[3])
                ELEM_TYPE_PACKAGE v128 (dict.element_names(p.element_names, o.owner, o.name))[2]
                LENGTH n NULL
                PRECISION n NULL
                SCALE n NULL
                CHARACTER_SET_NAME v44 NULL
                ELEM_STORAGE v7 NULL
                NULLS_STORED v3 'YES'
                CHAR_USED v1 NULL
                INDEX_BY v14 p.index_by
                ELEM_TYPE_MOD v7 NULL
                """,
            from: """
                dict.package_types p JOIN dict.objects o ON o.id = p.package_id
                WHERE p.form IN ('TABLE', 'VARYING ARRAY', 'PL/SQL INDEX TABLE')
                """),
        ViewFamily(
            name: "ERRORS",
            columns: """
                OWNER v128 o.owner
                NAME v128 o.name
                TYPE v12 o.kind
                SEQUENCE n e.sequence
                LINE n e.line
                POSITION n e.position
                TEXT v4000 e.text
                ATTRIBUTE v9 'ERROR'
                MESSAGE_NUMBER n NULL
                """, from: "dict.errors e JOIN dict.objects o USING (id) WHERE true"),
        ViewFamily(
            name: "DEPENDENCIES",
            columns: """
                OWNER v128 o.owner
                NAME v128 o.name
                TYPE v18 o.kind
                REFERENCED_OWNER v128 t.owner
                REFERENCED_NAME v128 t.name
                REFERENCED_TYPE v18 t.kind
                REFERENCED_LINK_NAME v128 NULL
                DEPENDENCY_TYPE v4 'HARD'
                """,
            from: """
                (SELECT id, table_id FROM dict.triggers UNION ALL SELECT view_id, object_id FROM dict.view_sources) g
                JOIN dict.objects o USING (id) JOIN dict.objects t ON t.id = g.table_id WHERE true
                """),
    ]
}
