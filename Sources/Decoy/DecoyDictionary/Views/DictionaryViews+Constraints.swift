extension DictionaryViews {
    static let constraintFamilies = [
        ViewFamily(
            name: "CONSTRAINTS",
            columns: """
                OWNER v128 k.owner
                CONSTRAINT_NAME v128 k.name
                CONSTRAINT_TYPE v1 k.kind
                TABLE_NAME v128 o.name
                SEARCH_CONDITION l k.condition
                SEARCH_CONDITION_VC v4000 left(k.condition, 4000)
                R_OWNER v128 r.owner
                R_CONSTRAINT_NAME v128 r.name
                DELETE_RULE v9 CASE WHEN k.kind = 'R' THEN k.delete_rule END
                STATUS v8 CASE WHEN k.is_enabled THEN 'ENABLED' ELSE 'DISABLED' END
                DEFERRABLE v14 CASE WHEN k.is_deferrable THEN 'DEFERRABLE' ELSE 'NOT DEFERRABLE' END
                DEFERRED v9 CASE WHEN k.is_deferred THEN 'DEFERRED' ELSE 'IMMEDIATE' END
                VALIDATED v13 CASE WHEN k.is_validated THEN 'VALIDATED' ELSE 'NOT VALIDATED' END
                GENERATED v14 CASE WHEN k.is_generated THEN 'GENERATED NAME' ELSE 'USER NAME' END
                BAD v3 NULL
                RELY v4 CASE WHEN k.is_rely THEN 'RELY' END
                LAST_CHANGE d k.changed
                INDEX_OWNER v128 i.owner
                INDEX_NAME v128 i.name
                INVALID v7 NULL
                VIEW_RELATED v14 NULL
                ORIGIN_CON_ID n 3
                """,
            from: """
                dict.constraints k JOIN dict.objects o ON o.id = k.table_id
                LEFT JOIN dict.constraints r ON r.id = k.ref_constraint LEFT JOIN dict.objects i ON i.id = k.index_id
                WHERE true
                """, owner: "k.owner"),
        ViewFamily(
            name: "CONS_COLUMNS",
            columns: """
                OWNER v128 k.owner
                CONSTRAINT_NAME v128 k.name
                TABLE_NAME v128 o.name
                COLUMN_NAME v4000 c.name
                POSITION n CASE WHEN k.kind <> 'C' THEN u.place END
                """,
            from: """
                dict.constraints k JOIN dict.objects o ON o.id = k.table_id
                CROSS JOIN LATERAL unnest(k.columns) WITH ORDINALITY AS u (number, place)
                JOIN dict.columns c ON c.object_id = o.id AND c.number = u.number WHERE true
                """, owner: "k.owner", hidesOwner: false),
    ]
}
