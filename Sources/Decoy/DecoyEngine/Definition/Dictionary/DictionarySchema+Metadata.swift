extension DictionarySchema {
    /// DBMS_METADATA: the text that would make an object again, in Oracle's form. SET_TRANSFORM_PARAM leaves its
    /// values in the settings `ora.transform_…`.
    static let metadata =
        #"""
        CREATE OR REPLACE FUNCTION dict.transform(name text, standard boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
            SELECT coalesce(nullif(current_setting('ora.transform_' || name, true), '')::boolean, standard) $$;
        CREATE OR REPLACE FUNCTION dict.terminator() RETURNS text LANGUAGE sql STABLE AS $$
            SELECT CASE WHEN dict.transform('sqlterminator', false) THEN ';' ELSE '' END $$;
        CREATE OR REPLACE FUNCTION dict.names(table_id bigint, numbers int[]) RETURNS text LANGUAGE sql STABLE AS $$
            SELECT string_agg('"' || c.name || '"', ', ' ORDER BY u.place)
            FROM unnest(numbers) WITH ORDINALITY AS u (number, place)
            JOIN dict.columns c ON c.object_id = table_id AND c.number = u.number $$;
        CREATE OR REPLACE FUNCTION dict.segment_text(kind text) RETURNS text LANGUAGE sql STABLE AS $$
            SELECT CASE WHEN NOT dict.transform('segment_attributes', true) THEN '' ELSE
                CASE kind WHEN 'TABLE' THEN E'\n  PCTFREE 10 PCTUSED 40 INITRANS 1 MAXTRANS 255 \n NOCOMPRESS LOGGING'
                ELSE E'\n  PCTFREE 10 INITRANS 2 MAXTRANS 255 ' END
                || CASE WHEN dict.transform('storage', true) THEN
                    E'\n  STORAGE(INITIAL 65536 NEXT 1048576 MINEXTENTS 1 MAXEXTENTS 2147483645\n'
                    || E'  PCTINCREASE 0 FREELISTS 1 FREELIST GROUPS 1\n'
                    || '  BUFFER_POOL DEFAULT FLASH_CACHE DEFAULT CELL_FLASH_CACHE DEFAULT)' ELSE '' END
                || E'\n  TABLESPACE "USERS" ' END $$;
        CREATE OR REPLACE FUNCTION dict.constraint_text(k dict.constraints) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE body text; other dict.constraints; parent dict.objects; i dict.objects;
        BEGIN
            body := CASE WHEN k.is_generated THEN '' ELSE 'CONSTRAINT "' || k.name || '" ' END;
            IF k.kind = 'C' THEN body := body || 'CHECK (' || k.condition || ')';
            ELSIF k.kind = 'P' THEN body := body || 'PRIMARY KEY (' || dict.names(k.table_id, k.columns) || ')';
            ELSIF k.kind = 'U' THEN body := body || 'UNIQUE (' || dict.names(k.table_id, k.columns) || ')';
            ELSE
                SELECT * INTO other FROM dict.constraints WHERE id = k.ref_constraint;
                SELECT * INTO parent FROM dict.objects WHERE id = other.table_id;
                body := body || 'FOREIGN KEY (' || dict.names(k.table_id, k.columns) || E')\n\t  REFERENCES "'
                    || parent.owner || '"."' || parent.name || '" (' || dict.names(other.table_id, other.columns) || ')'
                    || CASE k.delete_rule WHEN 'CASCADE' THEN ' ON DELETE CASCADE'
                        WHEN 'SET NULL' THEN ' ON DELETE SET NULL' ELSE '' END;
            END IF;
            IF k.is_deferrable THEN
                body := body || ' DEFERRABLE' || CASE WHEN k.is_deferred THEN ' INITIALLY DEFERRED' ELSE '' END;
            END IF;
            IF k.is_rely THEN body := body || ' RELY'; END IF;
            IF k.kind IN ('P', 'U') AND k.is_enabled THEN
                SELECT * INTO i FROM dict.objects WHERE id = k.index_id;
                body := body || E'\n  USING INDEX ' || CASE WHEN i.name <> k.name
                    THEN '(' || dict.index_text(i) || ') ' ELSE dict.segment_text('INDEX') END;
            END IF;
            RETURN body || CASE WHEN NOT k.is_enabled THEN ' DISABLE' WHEN k.is_validated THEN ' ENABLE'
                ELSE ' ENABLE NOVALIDATE' END;
        END $$;
        CREATE OR REPLACE FUNCTION dict.sequence_options(s dict.sequences, first numeric) RETURNS text
        LANGUAGE sql STABLE AS $$
            SELECT ' MINVALUE ' || s.minimum || ' MAXVALUE ' || s.maximum || ' INCREMENT BY ' || s.increment
                || ' START WITH ' || first || CASE WHEN s.cache_size = 0 THEN ' NOCACHE ' ELSE ' CACHE ' ||
                    s.cache_size END
                || CASE WHEN s.is_order THEN ' ORDER ' ELSE ' NOORDER ' END
                || CASE WHEN s.is_cycle THEN ' CYCLE ' ELSE ' NOCYCLE ' END || ' NOKEEP  NOSCALE ' $$;
        CREATE OR REPLACE FUNCTION dict.column_text(c dict.columns) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE body text := '"' || c.name || '" ' || c.declared; k dict.constraints; s dict.sequences;
        BEGIN
            IF c.is_invisible THEN body := body || ' INVISIBLE'; END IF;
            IF c.virtual_text IS NOT NULL THEN
                body := body || ' GENERATED ALWAYS AS (' || c.virtual_text || ') VIRTUAL ';
            ELSIF c.identity_sequence IS NOT NULL THEN
                SELECT * INTO s FROM dict.sequences WHERE id = c.identity_sequence;
                body := body || ' GENERATED ' || CASE WHEN c.identity_always THEN 'ALWAYS' WHEN c.identity_on_null
                    THEN 'BY DEFAULT ON NULL' ELSE 'BY DEFAULT' END || ' AS IDENTITY' || dict.sequence_options(s,
                        s.start);
            ELSIF c.default_text IS NOT NULL THEN
                body := body || ' DEFAULT ' || CASE WHEN c.default_on_null THEN 'ON NULL ' ELSE '' END ||
                    c.default_text;
            END IF;
            SELECT * INTO k FROM dict.constraints
                WHERE table_id = c.object_id AND is_not_null AND columns = ARRAY[c.number];
            IF k.id IS NOT NULL THEN
                body := body || CASE WHEN k.is_generated THEN '' ELSE ' CONSTRAINT "' || k.name || '"' END ||
                    ' NOT NULL'
                    || CASE WHEN NOT k.is_enabled THEN ' DISABLE' WHEN k.is_validated THEN ' ENABLE'
                        ELSE ' ENABLE NOVALIDATE' END;
            ELSIF c.identity_sequence IS NOT NULL THEN body := body || ' NOT NULL ENABLE';
            END IF;
            RETURN body;
        END $$;
        CREATE OR REPLACE FUNCTION dict.bound_text(kind text, bound text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
            SELECT CASE kind WHEN 'RANGE' THEN ' VALUES LESS THAN (' || bound || ') '
                WHEN 'LIST' THEN ' VALUES (' || bound || ') ' ELSE ' ' END $$;
        CREATE OR REPLACE FUNCTION dict.partition_text(t dict.tables) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE body text; p record; q record; list text := ''; inner_list text;
        BEGIN
            IF t.part_kind IS NULL THEN RETURN ''; END IF;
            body := E'\n  PARTITION BY ' || t.part_kind || ' (' || CASE WHEN t.part_kind = 'REFERENCE' THEN
                (SELECT '"' || name || '"' FROM dict.constraints WHERE table_id = t.id AND kind = 'R'
                    AND columns = t.part_keys LIMIT 1) ELSE dict.names(t.id, t.part_keys) END || ') ';
            IF t.interval_text IS NOT NULL THEN body := body || 'INTERVAL (' || t.interval_text || ') '; END IF;
            IF t.sub_kind <> 'NONE' THEN
                body := body || E'\n  SUBPARTITION BY ' || t.sub_kind || ' (' || dict.names(t.id, t.sub_keys) || ') ';
            END IF;
            FOR p IN SELECT * FROM dict.partitions WHERE table_id = t.id AND parent_id IS NULL AND NOT is_interval
                ORDER BY position LOOP
                inner_list := '';
                FOR q IN SELECT * FROM dict.partitions WHERE parent_id = p.id ORDER BY position LOOP
                    inner_list := inner_list || CASE WHEN inner_list = '' THEN '' ELSE E', \n  ' END
                        || 'SUBPARTITION "' || q.name || '" ' || dict.bound_text(t.sub_kind, q.bound);
                END LOOP;
                list := list || CASE WHEN list = '' THEN '' ELSE E', \n ' END || 'PARTITION "' || p.name || '" '
                    || dict.bound_text(t.part_kind, p.bound)
                    || CASE WHEN inner_list = '' THEN '' ELSE E'\n ( ' || inner_list || ') ' END;
            END LOOP;
            RETURN body || E'\n (' || list || ') ';
        END $$;
        CREATE OR REPLACE FUNCTION dict.table_text(o dict.objects) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE t dict.tables; body text := ''; c dict.columns; k dict.constraints; g record;
        BEGIN
            SELECT * INTO t FROM dict.tables WHERE id = o.id;
            FOR c IN SELECT * FROM dict.columns WHERE object_id = o.id AND NOT is_hidden AND NOT is_unused
                ORDER BY position NULLS LAST, number LOOP
                body := body || CASE WHEN body = '' THEN '' ELSE E', \n\t' END || dict.column_text(c);
            END LOOP;
            FOR k IN SELECT * FROM dict.constraints WHERE table_id = o.id AND NOT is_not_null AND kind <> 'R'
                ORDER BY CASE kind WHEN 'C' THEN 0 WHEN 'P' THEN 1 ELSE 2 END, id LOOP
                IF dict.transform('constraints', true) THEN body := body || E', \n\t ' || dict.constraint_text(k);
                    END IF;
            END LOOP;
            FOR g IN SELECT * FROM dict.log_groups WHERE table_id = o.id LOOP
                body := body || E', \n\t SUPPLEMENTAL LOG ' || CASE g.kind
                    WHEN 'USER LOG GROUP' THEN 'GROUP "' || g.name || '" (' || dict.names(o.id, g.columns) || ')'
                        || CASE WHEN g.is_always THEN ' ALWAYS' ELSE '' END
                    ELSE 'DATA (' || CASE g.kind WHEN 'ALL COLUMN LOGGING' THEN 'ALL' WHEN 'PRIMARY KEY LOGGING'
                        THEN 'PRIMARY KEY' WHEN 'UNIQUE KEY LOGGING' THEN 'UNIQUE INDEX' ELSE 'FOREIGN KEY' END
                        || ') COLUMNS' END;
            END LOOP;
            FOR k IN SELECT * FROM dict.constraints WHERE table_id = o.id AND kind = 'R' ORDER BY id LOOP
                IF dict.transform('ref_constraints', true) THEN
                    body := body || E', \n\t ' || dict.constraint_text(k);
                END IF;
            END LOOP;
            body := E'\n  CREATE ' || CASE WHEN o.is_temporary THEN 'GLOBAL TEMPORARY ' ELSE '' END || 'TABLE "'
                || o.owner || '"."' || o.name || E'" \n   (\t' || body || E'\n   ) ';
            IF o.is_temporary THEN
                RETURN body || 'ON COMMIT ' || CASE t.kind WHEN 'TEMPORARY DELETE' THEN 'DELETE' ELSE 'PRESERVE' END
                    || ' ROWS ' || dict.terminator();
            END IF;
            IF t.kind = 'IOT' THEN body := body || 'ORGANIZATION INDEX NOCOMPRESS ';
            ELSIF dict.transform('segment_attributes', true) AND t.part_kind IS NULL THEN
                body := body || 'SEGMENT CREATION IMMEDIATE ';
            END IF;
            RETURN body || dict.segment_text('TABLE') || dict.partition_text(t)
                || CASE WHEN t.row_movement THEN E' ENABLE ROW MOVEMENT ' ELSE '' END || dict.terminator();
        END $$;
        CREATE OR REPLACE FUNCTION dict.index_text(i dict.objects) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE x dict.indexes; o dict.objects; list text;
        BEGIN
            SELECT * INTO x FROM dict.indexes WHERE id = i.id;
            SELECT * INTO o FROM dict.objects WHERE id = x.table_id;
            SELECT string_agg(coalesce(p.expression, '"' || c.name || '"')
                || CASE WHEN p.is_descending THEN ' DESC' ELSE '' END, ', ' ORDER BY p.position) INTO list
            FROM dict.index_parts p LEFT JOIN dict.columns c ON c.object_id = o.id AND c.number = p.column_number
            WHERE p.index_id = i.id;
            RETURN E'\n  CREATE ' || CASE WHEN x.is_unique THEN 'UNIQUE ' WHEN x.is_bitmap THEN 'BITMAP ' ELSE '' END
                || 'INDEX "' || i.owner || '"."' || i.name || '" ON "' || o.owner || '"."' || o.name || '" (' ||
                    list || ') '
                || CASE WHEN x.is_reverse THEN 'REVERSE ' ELSE '' END || dict.segment_text('INDEX')
                || CASE WHEN x.is_local THEN ' LOCAL' ELSE '' END || CASE WHEN x.is_invisible THEN ' INVISIBLE' ELSE
                    '' END
                || dict.terminator();
        END $$;
        CREATE OR REPLACE FUNCTION dict.source_text(o dict.objects) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE body text; word text;
        BEGIN
            SELECT text INTO body FROM dict.sources WHERE id = o.id;
            word := replace(o.kind, ' ', '\s+');
            body := regexp_replace(body, '^\s*' || word || '\s+("[^"]+"|\w+[\w$#]*)(\s*\.\s*("[^"]+"|\w+[\w$#]*))?',
                '', 'i');
            RETURN E'\n  CREATE OR REPLACE EDITIONABLE ' || o.kind || ' "' || o.owner || '"."' || o.name || '" '
                || ltrim(body, ' ') || CASE WHEN o.kind = 'TRIGGER' THEN E'\nALTER TRIGGER "' || o.owner || '"."' ||
                    o.name
                || '" ' || (SELECT CASE WHEN is_enabled THEN 'ENABLE' ELSE 'DISABLE' END FROM dict.triggers WHERE id
                    = o.id)
                || dict.terminator() ELSE '' END;
        END $$;
        CREATE OR REPLACE FUNCTION dict.other_text(o dict.objects) RETURNS text LANGUAGE plpgsql STABLE AS $$
        DECLARE s dict.sequences; v dict.views; y dict.synonyms; list text;
        BEGIN
            IF o.kind = 'SEQUENCE' THEN
                SELECT * INTO s FROM dict.sequences WHERE id = o.id;
                RETURN E'\n   CREATE SEQUENCE  "' || o.owner || '"."' || o.name || '" '
                    || dict.sequence_options(s, dict.last_number(o.id, s.increment, s.cache_size, s.start))
                    || ' GLOBAL ' || dict.terminator();
            ELSIF o.kind = 'SYNONYM' THEN
                SELECT * INTO y FROM dict.synonyms WHERE id = o.id;
                RETURN E'\n  CREATE OR REPLACE ' || CASE WHEN o.owner = 'PUBLIC' THEN 'PUBLIC SYNONYM "' || o.name
                    ELSE 'EDITIONABLE SYNONYM "' || o.owner || '"."' || o.name END || '" FOR "' || y.to_owner || '"."'
                    || y.to_name || '"' || coalesce('@"' || y.link || '"', '') || dict.terminator();
            END IF;
            SELECT * INTO v FROM dict.views WHERE id = o.id;
            SELECT string_agg('"' || name || '"', ', ' ORDER BY position) INTO list FROM dict.columns WHERE
                object_id = coalesce(v.container_id, o.id);
            IF o.kind = 'MATERIALIZED VIEW' THEN
                RETURN E'\n  CREATE MATERIALIZED VIEW "' || o.owner || '"."' || o.name || '" (' || list || ')'
                    || dict.segment_text('TABLE') || E'\n  BUILD IMMEDIATE\n  USING INDEX \n  REFRESH FORCE ON DEMAND\n'
                    || E'  USING DEFAULT LOCAL ROLLBACK SEGMENT\n'
                    || E'  USING ENFORCED CONSTRAINTS DISABLE QUERY REWRITE\n  AS ' || v.text || dict.terminator();
            END IF;
            RETURN E'\n  CREATE OR REPLACE FORCE EDITIONABLE VIEW "' || o.owner || '"."' || o.name || '" '
                || coalesce('(' || list || ') ', '') || E'AS \n  ' || v.text
                || CASE WHEN v.read_only THEN ' WITH READ ONLY' WHEN v.check_option THEN ' WITH CHECK OPTION' ELSE
                    '' END
                || dict.terminator();
        END $$;
        CREATE OR REPLACE FUNCTION dict.alter_text(k dict.constraints) RETURNS text LANGUAGE sql STABLE AS $$
            SELECT E'\n  ALTER TABLE "' || o.owner || '"."' || o.name || '" ' || CASE WHEN k.is_not_null
                THEN 'MODIFY (' || dict.names(k.table_id, k.columns) || CASE WHEN k.is_generated THEN '' ELSE
                    ' CONSTRAINT "' || k.name || '"' END || ' NOT NULL'
                    || CASE WHEN NOT k.is_enabled THEN ' DISABLE)' WHEN k.is_validated THEN ' ENABLE)'
                        ELSE ' ENABLE NOVALIDATE)' END
                ELSE 'ADD ' || dict.constraint_text(k) END || dict.terminator()
            FROM dict.objects o WHERE o.id = k.table_id $$;
        CREATE OR REPLACE FUNCTION dict.get_ddl(kind text, object_name text, owner_name text) RETURNS text
        LANGUAGE plpgsql STABLE AS $$
        #variable_conflict use_variable
        DECLARE o dict.objects; k dict.constraints; u dict.users; wanted text := upper(kind); body text;
            schema_name text := coalesce(owner_name, nullif(current_setting('ora.schema', true), ''), dict.me());
        BEGIN
            wanted := replace(CASE wanted WHEN 'PACKAGE_SPEC' THEN 'PACKAGE' WHEN 'TYPE_SPEC' THEN 'TYPE' ELSE
                wanted END,
                '_BODY', ' BODY');
            IF wanted = 'USER' THEN
                SELECT * INTO u FROM dict.users WHERE name = object_name AND NOT is_role;
                IF FOUND THEN
                    RETURN E'\n   CREATE USER "' || u.name || '" IDENTIFIED BY VALUES ''*''' ||
                        E'\n      DEFAULT TABLESPACE "'
                        || u.default_tablespace || E'"\n      TEMPORARY TABLESPACE "' || u.temporary_tablespace || '"'
                        || dict.terminator();
                END IF;
            ELSIF wanted IN ('CONSTRAINT', 'REF_CONSTRAINT') THEN
                SELECT * INTO k FROM dict.constraints c WHERE c.owner = schema_name AND c.name = object_name
                    AND (c.kind = 'R') = (wanted = 'REF_CONSTRAINT');
                IF FOUND THEN RETURN dict.alter_text(k); END IF;
            ELSE
                SELECT * INTO o FROM dict.objects x WHERE x.owner = schema_name AND x.name = object_name
                    AND x.kind = replace(wanted, '_', ' ') AND x.subname IS NULL;
                IF FOUND AND (o.owner = dict.me() OR dict.sees_all() OR o.id IN (SELECT dict.granted())
                    OR o.owner = 'PUBLIC') THEN
                    body := CASE WHEN o.kind = 'TABLE' THEN dict.table_text(o) WHEN o.kind = 'INDEX' THEN
                        dict.index_text(o)
                        WHEN o.kind IN ('VIEW', 'MATERIALIZED VIEW', 'SEQUENCE', 'SYNONYM') THEN dict.other_text(o)
                        ELSE dict.source_text(o) END;
                    IF o.kind = 'PACKAGE' AND upper(kind) = 'PACKAGE' THEN
                        SELECT * INTO o FROM dict.objects x WHERE x.owner = schema_name AND x.name = object_name
                            AND x.kind = 'PACKAGE BODY';
                        IF FOUND THEN body := body || E'\n' || dict.source_text(o); END IF;
                    END IF;
                    RETURN body;
                END IF;
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'OR000', MESSAGE = 'ORA-31603: object "' || object_name || '" of type '
                || upper(kind) || ' not found in schema "' || schema_name || '"';
        END $$;
        CREATE OR REPLACE FUNCTION dict.get_dependent_ddl(kind text, object_name text, owner_name text) RETURNS text
        LANGUAGE plpgsql STABLE AS $$
        #variable_conflict use_variable
        DECLARE o dict.objects; body text := '';
            schema_name text := coalesce(owner_name, nullif(current_setting('ora.schema', true), ''), dict.me());
        BEGIN
            SELECT * INTO o FROM dict.objects x WHERE x.owner = schema_name AND x.name = object_name AND x.namespace = 1
                AND x.subname IS NULL;
            IF FOUND THEN
                SELECT string_agg(q.text, E'\n') INTO body FROM (
                    SELECT E'\n   COMMENT ON TABLE "' || o.owner || '"."' || o.name || '" IS '
                        || quote_literal(t.comment) || dict.terminator() AS text
                    FROM dict.tables t WHERE t.id = o.id AND t.comment IS NOT NULL AND upper(kind) = 'COMMENT'
                    UNION ALL
                    SELECT E'\n   COMMENT ON COLUMN "' || o.owner || '"."' || o.name || '"."' || c.name || '" IS '
                        || quote_literal(c.comment) || dict.terminator()
                    FROM dict.columns c WHERE c.object_id = o.id AND c.comment IS NOT NULL AND upper(kind) = 'COMMENT'
                    UNION ALL
                    SELECT dict.index_text(i) FROM dict.indexes x JOIN dict.objects i ON i.id = x.id
                    WHERE x.table_id = o.id AND upper(kind) = 'INDEX'
                    UNION ALL
                    SELECT dict.alter_text(k) FROM dict.constraints k WHERE k.table_id = o.id
                    AND (upper(kind) = 'REF_CONSTRAINT' AND k.kind = 'R' OR upper(kind) = 'CONSTRAINT' AND k.kind <>
                        'R')
                    UNION ALL
                    SELECT dict.source_text(g) FROM dict.triggers r JOIN dict.objects g ON g.id = r.id
                    WHERE r.table_id = o.id AND upper(kind) = 'TRIGGER'
                    UNION ALL
                    SELECT E'\n  GRANT ' || g.privilege || ' ON "' || o.owner || '"."' || o.name || '" TO "' ||
                        g.grantee
                        || '"' || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END || dict.terminator()
                    FROM dict.grants g WHERE g.object_id = o.id AND upper(kind) = 'OBJECT_GRANT') q;
                IF body <> '' THEN RETURN body; END IF;
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'OR000', MESSAGE = 'ORA-31608: specified object of type '
                || upper(kind) || ' not found';
        END $$;
        """#
}
