extension Migration {
    /// The parts that are built by themselves: few tables have any, and the list of parts reads those alone.
    static let parts = Migration(
        number: 6, name: "parts",
        sql: """
            ALTER TABLE project_object ADD COLUMN has_parts BIGINT NOT NULL DEFAULT 0;
            -- A quote inside of a stored text is escaped: this can be the list of parts alone.
            UPDATE project_object SET has_parts = 1 WHERE content LIKE '%"parts":[{%';
            CREATE INDEX project_object_parts ON project_object (project_id, has_parts, number);
            """)
}
