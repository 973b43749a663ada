extension DictionaryViews {
    static let queueFamilies = [
        ViewFamily(
            name: "QUEUES",
            columns: """
                OWNER v128 o.owner
                NAME v128 o.name
                QUEUE_TABLE v128 t.name
                QID n o.id
                QUEUE_TYPE v20 q.kind
                MAX_RETRIES n q.max_retries
                RETRY_DELAY n 0
                ENQUEUE_ENABLED v7 CASE WHEN q.enqueues THEN '  YES  ' ELSE '  NO   ' END
                DEQUEUE_ENABLED v7 CASE WHEN q.dequeues THEN '  YES  ' ELSE '  NO   ' END
                RETENTION v40 '0'
                USER_COMMENT v50 q.comment
                NETWORK_NAME v64 NULL
                SHARDED v5 'FALSE'
                QUEUE_CATEGORY v12 'Classic'
                RECIPIENTS v8 CASE WHEN k.is_multiple THEN 'MULTIPLE' ELSE 'SINGLE' END
                """,
            from: """
                dict.queues q JOIN dict.objects o USING (id) JOIN dict.objects t ON t.id = q.table_id \
                JOIN dict.queue_tables k ON k.id = q.table_id WHERE true
                """),
        ViewFamily(
            name: "QUEUE_TABLES",
            columns: """
                OWNER v128 o.owner
                QUEUE_TABLE v128 o.name
                TYPE v7 CASE WHEN k.payload IS NULL THEN 'RAW' ELSE 'OBJECT' END
                OBJECT_TYPE v257 k.payload
                SORT_ORDER v22 'ENQUEUE_TIME'
                RECIPIENTS v8 CASE WHEN k.is_multiple THEN 'MULTIPLE' ELSE 'SINGLE' END
                MESSAGE_GROUPING v13 'NONE'
                COMPATIBLE v6 '10.0.0'
                PRIMARY_INSTANCE n 0
                SECONDARY_INSTANCE n 0
                OWNER_INSTANCE n 1
                USER_COMMENT v50 k.comment
                SECURE v3 'NO'
                """, from: "dict.queue_tables k JOIN dict.objects o USING (id) WHERE true"),
    ]
}
