extension Prelude {
    /// Values of object types.
    static let objects = #"""
        -- Refuses a text that is longer than its attribute was declared.
        CREATE OR REPLACE FUNCTION ora.attribute(value text, most int, in_bytes boolean) RETURNS text
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN
            IF (CASE WHEN in_bytes THEN octet_length(value) ELSE char_length(value) END) > most THEN
                PERFORM ora.fail('ORA-22814: attribute or element value is larger than specified in type');
            END IF;
            RETURN value;
        END $$;

        -- The result of a stored function: known before, or noted as wanted and NULL for now.
        CREATE OR REPLACE FUNCTION ora.called(routine text, arguments text[]) RETURNS text
        LANGUAGE plpgsql VOLATILE AS $$
        DECLARE
            known record;
            is_final boolean := coalesce(current_setting('ora.calls_are_final', true), '') = 'on';
        BEGIN
            SELECT c.value, c.failure INTO known FROM pg_temp.calls c
                WHERE c.arguments = $2 AND c.routine = $1 LIMIT 1;
            IF FOUND THEN
                IF is_final AND known.failure IS NOT NULL THEN PERFORM ora.fail(known.failure); END IF;
                RETURN known.value;
            END IF;
            IF is_final THEN
                PERFORM ora.fail('ORA-08176: consistent read failure; rollback data not available');
            END IF;
            INSERT INTO pg_temp.calls VALUES ($1, $2, NULL, NULL, false);
            RETURN NULL;
        END $$;
        """#
}
