extension Migration {
    /// Tables that a person wants sooner, and the timeline of one object of the audit log.
    static let order = Migration(
        number: 4, name: "order",
        sql: """
            -- The tables with the highest priority are copied first; 0 is the order of their numbers.
            ALTER TABLE table_copy ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;
            CREATE INDEX table_copy_by_priority ON table_copy (project_id, priority);
            -- Whoever watches ten thousand objects looks at these columns alone.
            CREATE INDEX project_object_pulse ON project_object (project_id, number, state, is_removed);
            CREATE INDEX audit_entry_by_object ON audit_entry (object_kind, object_id, happened_at);
            """)
}
