extension Prelude {
    /// Regular expressions by PostgreSQL's, with Oracle's meaning of the flags.
    static let patterns = #"""
        -- A pattern whose backslashes inside brackets are plain characters, as is a hyphen behind a range.
        CREATE OR REPLACE FUNCTION ora.pattern(p text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
            $$
        DECLARE
            r text := ''; c text; i int := 1; first int := 0; behind int := 0;
        BEGIN
            IF p !~ '\[[^]]*(\\|.-[^]]-)' THEN RETURN CASE WHEN p LIKE '***%' THEN '(?:' || p || ')' ELSE p END; END IF;
            WHILE i <= length(p) LOOP
                c := substr(p, i, 1);
                IF first = 0 AND c = '\' THEN r := r || substr(p, i, 2); i := i + 2; CONTINUE; END IF;
                IF first = 0 AND c = '[' THEN
                    first := i + CASE WHEN substr(p, i + 1, 1) = '^' THEN 2 ELSE 1 END;
                ELSIF first > 0 AND c = ']' AND i > first THEN first := 0;
                ELSIF first > 0 AND c = '\' THEN c := '\\';
                ELSIF first > 0 AND c = '-' AND i = behind THEN c := '\-';
                ELSIF first > 0 AND c = '-' AND i > first AND substr(p, i + 1, 1) <> ']' THEN behind := i + 2;
                ELSIF first > 0 AND substr(p, i, 2) IN ('[:', '[.', '[=') THEN
                    c := substring(substr(p, i) from '^\[[:.=][^]]*\]');
                    r := r || coalesce(c, '[');
                    i := i + length(coalesce(c, '['));
                    CONTINUE;
                END IF;
                r := r || c;
                i := i + 1;
            END LOOP;
            RETURN r;
        END $$;
        -- PostgreSQL's flags: without `n` a point does not match a line's end, which in PostgreSQL it does.
        CREATE OR REPLACE FUNCTION ora.pattern_flags(flags text, p text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE
            f text := coalesce(flags, '');
            lines boolean := f LIKE '%m%';
            crosses boolean := f LIKE '%n%' OR p NOT LIKE '%.%';
        BEGIN
            IF f ~ '[^icnmx]' THEN PERFORM ora.fail('ORA-01760: illegal argument for function'); END IF;
            RETURN CASE WHEN lines AND crosses THEN 'w' WHEN lines THEN 'n' WHEN crosses THEN 's' ELSE 'p' END
                || CASE WHEN f ~ 'i[^c]*$' THEN 'i' ELSE '' END || CASE WHEN f LIKE '%x%' THEN 'x' ELSE '' END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.regexp_like(t text, p text, flags text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT regexp_like(t, ora.pattern(p), ora.pattern_flags(flags, p)) $$;
        CREATE OR REPLACE FUNCTION ora.regexp_count(t text, p text, start int, flags text) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT regexp_count(t, ora.pattern(p), start, ora.pattern_flags(flags, p))::numeric $$;
        CREATE OR REPLACE FUNCTION ora.regexp_instr(
            t text, p text, start int, nth int, behind int, flags text, part int) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT regexp_instr(t, ora.pattern(p), start, nth, behind, ora.pattern_flags(flags, p), part)::numeric $$;
        CREATE OR REPLACE FUNCTION ora.regexp_substr(
            t text, p text, start int, nth int, flags text, part int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT nullif(regexp_substr(t, ora.pattern(p), start, nth, ora.pattern_flags(flags, p), part), '') $$;
        CREATE OR REPLACE FUNCTION ora.regexp_replace(
            t text, p text, new text, start int, nth int, flags text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN p IS NULL THEN t ELSE nullif(regexp_replace(t, ora.pattern(p),
                replace(coalesce(new, ''), '\&', '\\&'), start, nth, ora.pattern_flags(flags, p)), '') END $$;
        """#
}
