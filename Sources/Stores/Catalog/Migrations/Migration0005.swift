extension Migration {
    /// What the console watches of many objects and many projects.
    static let watching = Migration(
        number: 5, name: "watching",
        sql: """
            -- The number of the last write of an object: whoever watches ten thousand objects compares it alone.
            INSERT INTO sequence (name, last) VALUES ('object_change', 0);
            ALTER TABLE project_object ADD COLUMN change_number BIGINT NOT NULL DEFAULT 0;
            CREATE INDEX project_object_change ON project_object (project_id, number, change_number);
            -- Of all tables of all projects few have rows in quarantine; the list of projects counts those alone.
            CREATE INDEX table_copy_quarantined ON table_copy (rows_quarantined, project_id);
            """)
}
