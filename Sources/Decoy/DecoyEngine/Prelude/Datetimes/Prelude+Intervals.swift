extension Prelude {
    /// Intervals: INTERVAL YEAR TO MONTH is months, INTERVAL DAY TO SECOND is seconds.
    static let intervals = #"""
        CREATE OR REPLACE FUNCTION ora.text_ym(t text) RETURNS int LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE p text[] := regexp_match(t, '^\s*([-+]?)\s*(\d{1,9})\s*-\s*(\d{1,2})\s*$');
        BEGIN
            IF t = '' THEN RETURN NULL; END IF;
            IF p IS NULL THEN
                p := regexp_match(upper(t), '^\s*(-?)P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:\d+D)?(?:T.*)?\s*$');
                IF p IS NULL THEN PERFORM ora.fail('ORA-01867: the interval is invalid'); END IF;
            ELSIF p[3]::int > 11 THEN PERFORM ora.fail('ORA-01843: not a valid month');
            END IF;
            RETURN CASE WHEN p[1] = '-' THEN -1 ELSE 1 END * (coalesce(p[2]::int, 0) * 12 + coalesce(p[3]::int, 0));
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_ds(t text) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            p text[] := regexp_match(t,
                '^\s*([-+]?)\s*(\d{1,9})\s+(\d{1,2})\s*:\s*(\d{1,2})\s*:\s*(\d{1,2}(?:\.\d{0,9})?)\s*$');
            r numeric;
        BEGIN
            IF t = '' THEN RETURN NULL; END IF;
            IF p IS NULL THEN
                p := regexp_match(upper(t), '^\s*(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?'
                    || '(?:(\d{1,9}(?:\.\d{0,9})?)S)?)?\s*$');
                IF p IS NULL THEN PERFORM ora.fail('ORA-01867: the interval is invalid'); END IF;
            ELSE
                IF p[3]::int > 23 THEN PERFORM ora.fail('ORA-01850: hour must be between 0 and 23'); END IF;
                IF p[4]::int > 59 THEN PERFORM ora.fail('ORA-01851: minutes must be between 0 and 59'); END IF;
                IF p[5]::numeric >= 60 THEN PERFORM ora.fail('ORA-01852: seconds must be between 0 and 59'); END IF;
            END IF;
            r := coalesce(p[2]::numeric, 0) * 86400 + coalesce(p[3]::numeric, 0) * 3600
                + coalesce(p[4]::numeric, 0) * 60 + coalesce(p[5]::numeric, 0);
            RETURN CASE WHEN p[1] = '-' THEN -r ELSE r END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.ym_text(months int, digits int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN months < 0 THEN '-' ELSE '+' END
                || lpad((abs(months) / 12)::text, greatest(digits, length((abs(months) / 12)::text)), '0') || '-'
                || lpad((abs(months) % 12)::text, 2, '0') $$;
        CREATE OR REPLACE FUNCTION ora.ds_text(s numeric, day_digits int, digits int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            a numeric := abs(s);
            d text := div(a, 86400)::text;
        BEGIN
            RETURN CASE WHEN s < 0 THEN '-' ELSE '+' END || lpad(d, greatest(day_digits, length(d)), '0') || ' '
                || lpad(div(a % 86400, 3600)::text, 2, '0') || ':' || lpad(div(a % 3600, 60)::text, 2, '0') || ':'
                || lpad(trunc(a % 60)::text, 2, '0') || CASE WHEN digits = 0 THEN '' ELSE '.'
                || rpad(left(split_part(round(a, 9)::text, '.', 2), digits), digits, '0') END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.numtods(n numeric, unit text) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE size int := CASE upper(trim(unit)) WHEN 'DAY' THEN 86400 WHEN 'HOUR' THEN 3600 WHEN 'MINUTE' THEN 60
            WHEN 'SECOND' THEN 1 END;
        BEGIN
            IF size IS NULL THEN PERFORM ora.fail('ORA-01760: illegal argument for function'); END IF;
            RETURN ora.fit_ds(round(n * size, 9), 9, 9);
        END $$;
        CREATE OR REPLACE FUNCTION ora.numtoym(n numeric, unit text) RETURNS int
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE size int := CASE upper(trim(unit)) WHEN 'YEAR' THEN 12 WHEN 'MONTH' THEN 1 END;
        BEGIN
            IF size IS NULL THEN PERFORM ora.fail('ORA-01760: illegal argument for function'); END IF;
            RETURN round(n * size)::int;
        END $$;
        CREATE OR REPLACE FUNCTION ora.fit_ds(s numeric, day_digits int, digits int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF abs(s) >= ('1e' || day_digits)::numeric * 86400 THEN
                PERFORM ora.fail('ORA-01873: the leading precision of the interval is too small');
            END IF;
            RETURN round(s, digits);
        END $$;
        CREATE OR REPLACE FUNCTION ora.fit_ym(months int, digits int) RETURNS int
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF abs(months) >= ('1e' || digits)::numeric * 12 THEN
                PERFORM ora.fail('ORA-01873: the leading precision of the interval is too small');
            END IF;
            RETURN months;
        END $$;
        -- A product or quotient of months: the fraction is dropped.
        CREATE OR REPLACE FUNCTION ora.scaled_ym(months int, factor numeric) RETURNS int
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT trunc(months * factor)::int $$;
        CREATE OR REPLACE FUNCTION ora.scaled_ds(s numeric, factor numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT round(s * factor, 9) $$;
        """#
}
