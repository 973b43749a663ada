extension Prelude {
    /// Texts as dates and timestamps by a format model.
    static let dateParsing = #"""
        CREATE OR REPLACE FUNCTION ora.is_digit_element(e text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT upper(e) ~ '^(S?Y[Y,]*|RR|RRRR|MM|DD|DDD|J|HH|HH12|HH24|MI|SS|SSSSS|FF\d?|TZH|TZM)$' $$;
        CREATE OR REPLACE FUNCTION ora.is_word_element(e text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT upper(e) ~ '^(MON|MONTH|RM|DAY|DY|AM|PM|A\.M\.|P\.M\.|AD|BC|A\.D\.|B\.C\.|TZR|TZD)$' $$;
        -- The most digits that an element takes.
        CREATE OR REPLACE FUNCTION ora.element_width(e text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN e IN ('YYYY', 'SYYYY', 'RRRR') THEN 4 WHEN e IN ('YYY', 'DDD') THEN 3 WHEN e = 'J' THEN 7
                WHEN e = 'SSSSS' THEN 5 WHEN e = 'FF' THEN 9 WHEN e ~ '^FF' THEN substr(e, 3)::int WHEN e = 'Y' THEN 1
                ELSE 2 END $$;
        CREATE OR REPLACE FUNCTION ora.month_number(word text) RETURNS int
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT (position(left(upper(word), 3) in 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC ') + 3) / 4 $$;
        CREATE OR REPLACE FUNCTION ora.month_name(n int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ('{JANUARY,FEBRUARY,MARCH,APRIL,MAY,JUNE,JULY,AUGUST,SEPTEMBER,OCTOBER,NOVEMBER,'
                'DECEMBER}'::text[])[n] $$;

        -- The fields of a text: an element's group ('year', 'month' …) and its value.
        CREATE OR REPLACE FUNCTION ora.parse_fields(value text, model text, kind text) RETURNS jsonb
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            elements text[] := ora.elements(model);
            rest text := ltrim(value);
            f jsonb := '{}';
            exact boolean := false; fm boolean := false;
            e text; raw text; following text; part text; width int; field text; n int;
        BEGIN
            FOR i IN 1..array_length(elements, 1) LOOP
                raw := elements[i];
                e := upper(raw);
                following := elements[i + 1];
                IF e = 'FX' THEN exact := NOT exact; CONTINUE; END IF;
                IF e = 'FM' THEN fm := NOT fm; CONTINUE; END IF;
                IF e = 'TS' OR e = 'DL' OR e = 'DS' OR e ~ '(TH|SP)$' AND e <> 'MONTH'
                    OR e IN ('Q', 'WW', 'W', 'IW', 'I', 'IY', 'IYY', 'IYYY', 'CC', 'SCC', 'YEAR', 'SYEAR', 'D') THEN
                    PERFORM ora.fail('ORA-01820: format code cannot appear in date input format');
                END IF;
                IF (kind = 'D' AND e ~ '^FF') OR (kind <> 'Z' AND e ~ '^TZ') THEN
                    PERFORM ora.fail('ORA-01821: date format not recognized');
                END IF;
                IF left(raw, 1) = '"' THEN
                    part := substr(raw, 2, length(raw) - 2);
                    IF rest = '' THEN CONTINUE; END IF;
                    IF NOT exact THEN rest := ltrim(rest); part := ltrim(part); END IF;
                    IF upper(left(rest, length(part))) <> upper(part) THEN
                        PERFORM ora.fail('ORA-01861: literal does not match format string');
                    END IF;
                    rest := substr(rest, length(part) + 1);
                    CONTINUE;
                END IF;
                IF e = 'X' THEN
                    IF rest ~ '^[^[:alnum:] ]' THEN rest := substr(rest, 2); END IF;
                    CONTINUE;
                END IF;
                IF e !~ '[[:alnum:]]' THEN
                    IF exact THEN
                        IF left(rest, 1) <> raw THEN
                            PERFORM ora.fail('ORA-01861: literal does not match format string');
                        END IF;
                        rest := substr(rest, 2);
                    ELSIF raw = ' ' THEN rest := ltrim(rest);
                    ELSE
                        rest := ltrim(rest);
                        IF rest ~ '^[^[:alnum:]]' THEN rest := substr(rest, 2);
                        ELSIF rest ~ '^\d' AND NOT coalesce(ora.is_digit_element(following), true)
                            OR rest ~ '^[[:alpha:]]' AND NOT coalesce(ora.is_word_element(following), true) THEN
                            PERFORM ora.fail('ORA-01861: literal does not match format string');
                        END IF;
                    END IF;
                    CONTINUE;
                END IF;
                IF NOT exact THEN rest := ltrim(rest); END IF;
                IF rest = '' THEN
                    IF e ~ '^(HH|MI|SS|FF|AM|PM|A\.M|P\.M|TZ)' THEN CONTINUE; END IF;
                    PERFORM ora.fail('ORA-01840: input value not long enough for date format');
                END IF;
                field := CASE
                    WHEN e ~ '^(S?Y[Y,]*|RR|RRRR)$' THEN 'year' WHEN e IN ('MM', 'MON', 'MONTH', 'RM') THEN 'month'
                    WHEN e ~ '^HH' THEN 'hour' WHEN e IN ('AM', 'PM', 'A.M.', 'P.M.') THEN 'meridian'
                    WHEN e IN ('AD', 'BC', 'A.D.', 'B.C.') THEN 'era' WHEN e IN ('DAY', 'DY') THEN 'weekday'
                    WHEN e ~ '^FF' THEN 'fraction' ELSE lower(e) END;
                IF f ? field THEN
                    PERFORM ora.fail(CASE
                        WHEN f->>(field || '_by') = e THEN 'ORA-01810: format code appears twice'
                        WHEN field = 'year' THEN 'ORA-01812: year may only be specified once'
                        WHEN field = 'month' THEN 'ORA-01816: month may only be specified once'
                        WHEN field = 'hour' THEN 'ORA-01813: hour may only be specified once'
                        ELSE 'ORA-01810: format code appears twice' END);
                END IF;
                f := f || jsonb_build_object(field || '_by', e);
                IF e = 'MM' AND rest ~ '^[[:alpha:]]' AND NOT exact THEN e := 'MONTH'; END IF;
                IF e IN ('MON', 'MONTH') THEN
                    part := upper(substring(rest from '^[[:alpha:]]+'));
                    n := CASE WHEN part IS NULL THEN 0 ELSE ora.month_number(part) END;
                    IF n = 0 OR length(part) < 3 THEN PERFORM ora.fail('ORA-01843: not a valid month'); END IF;
                    width := CASE WHEN left(part, length(ora.month_name(n))) = ora.month_name(n)
                        THEN length(ora.month_name(n)) ELSE 3 END;
                    f := f || jsonb_build_object(field, n);
                    rest := substr(rest, width + 1);
                ELSIF e = 'RM' THEN
                    part := upper(substring(rest from '^[IVXivx]+'));
                    n := array_position('{I,II,III,IV,V,VI,VII,VIII,IX,X,XI,XII}'::text[], part);
                    IF n IS NULL THEN PERFORM ora.fail('ORA-01843: not a valid month'); END IF;
                    f := f || jsonb_build_object(field, n);
                    rest := substr(rest, length(part) + 1);
                ELSIF field = 'weekday' THEN
                    part := upper(substring(rest from '^[[:alpha:]]+'));
                    n := (position(left(part, 3) in 'MON TUE WED THU FRI SAT SUN ') + 3) / 4;
                    IF coalesce(n, 0) = 0 OR length(part) < 3 THEN
                        PERFORM ora.fail('ORA-01846: not a valid day of the week');
                    END IF;
                    width := length(('{MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY}'::text[])[n]);
                    f := f || jsonb_build_object(field, n);
                    rest := substr(rest, CASE WHEN length(part) >= width THEN width ELSE 3 END + 1);
                ELSIF field = 'meridian' THEN
                    part := upper(replace(substring(rest from '^[AaPp]\.?[Mm]\.?'), '.', ''));
                    IF part IS NULL THEN PERFORM ora.fail('ORA-01855: AM/A.M. or PM/P.M. required'); END IF;
                    f := f || jsonb_build_object(field, part);
                    rest := regexp_replace(rest, '^[AaPp]\.?[Mm]\.?', '');
                ELSIF field = 'era' THEN
                    part := upper(replace(substring(rest from '^([Aa]\.?[Dd]\.?|[Bb]\.?[Cc]\.?)'), '.', ''));
                    IF part IS NULL THEN PERFORM ora.fail('ORA-01856: BC/B.C. or AD/A.D. required'); END IF;
                    f := f || jsonb_build_object(field, part);
                    rest := regexp_replace(rest, '^([Aa]\.?[Dd]\.?|[Bb]\.?[Cc]\.?)', '');
                ELSIF e IN ('TZR', 'TZD') THEN
                    part := substring(rest from '^([-+]?\d{1,2}:\d{2}|[[:alpha:]][-+_/[:alnum:]]*)');
                    IF part IS NULL THEN PERFORM ora.fail('ORA-01882: timezone region not found'); END IF;
                    f := f || jsonb_build_object(field, part);
                    rest := substr(rest, length(part) + 1);
                ELSE
                    width := ora.element_width(e);
                    part := CASE WHEN e IN ('TZH', 'SYYYY') THEN substring(rest from '^[-+]') END;
                    IF part IS NOT NULL THEN
                        rest := substr(rest, 2);
                        f := f || jsonb_build_object(field || '_sign', part);
                    END IF;
                    IF e IN ('YY', 'RR') AND NOT exact AND rest ~ '^\d{3,}'
                        AND NOT coalesce(ora.is_digit_element(following), false) THEN
                        width := 4;
                    END IF;
                    IF e = 'Y,YYY' THEN rest := regexp_replace(rest, '^(\d),?(\d{3})', '\1\2'); width := 4; END IF;
                    IF field = 'fraction' AND rest !~ '^\d' THEN CONTINUE; END IF;
                    IF rest ~ '^[^[:alnum:]]\d' AND NOT exact THEN rest := substr(rest, 2); END IF;
                    part := substring(rest from '^\d{1,' || width || '}');
                    IF part IS NULL THEN
                        PERFORM ora.fail(
                            'ORA-01858: a non-numeric character was found where a numeric was expected');
                    END IF;
                    IF exact AND NOT fm AND length(part) < width AND field <> 'fraction' THEN
                        PERFORM ora.fail('ORA-01862: the numeric value does not match the length of the format item');
                    END IF;
                    rest := substr(rest, length(part) + 1);
                    IF field = 'fraction' THEN f := f || jsonb_build_object(field, rpad(part, 9, '0'));
                    ELSE f := f || jsonb_build_object(field, part::int, field || '_digits', length(part));
                    END IF;
                END IF;
            END LOOP;
            IF trim(rest) <> '' THEN
                PERFORM ora.fail('ORA-01830: date format picture ends before converting entire input string');
            END IF;
            RETURN f;
        END $$;
        """#

    /// The fields put together, checked with Oracle's numbers.
    static let datePieces = #"""
        CREATE OR REPLACE FUNCTION ora.parsed_year(f jsonb) RETURNS int LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            y int := (f->>'year')::int;
            digits int := (f->>'year_digits')::int;
            element text := f->>'year_by';
            today int := extract(year from ora.sysdate());
        BEGIN
            IF y IS NULL THEN RETURN today; END IF;
            IF element IN ('RR', 'RRRR') AND digits <= 2 THEN
                y := y + (today / 100 + CASE WHEN today % 100 < 50 AND y >= 50 THEN -1
                    WHEN today % 100 >= 50 AND y < 50 THEN 1 ELSE 0 END) * 100;
            ELSIF element IN ('YY', 'Y', 'YYY') AND digits <= length(element) THEN
                y := y + today / (10 ^ length(element))::int * (10 ^ length(element))::int;
            END IF;
            IF f->>'year_sign' = '-' OR f->>'era' = 'BC' THEN y := -y; END IF;
            IF y = 0 OR y < -4712 THEN
                PERFORM ora.fail('ORA-01841: (full) year must be between -4713 and +9999, and not be 0');
            END IF;
            RETURN y;
        END $$;
        CREATE OR REPLACE FUNCTION ora.parsed_day(f jsonb) RETURNS date LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            y int; m int; d int; r date;
        BEGIN
            IF f ? 'j' THEN
                IF (f->>'j')::int NOT BETWEEN 1 AND 5373484 THEN
                    PERFORM ora.fail('ORA-01854: julian date must be between 1 and 5373484');
                END IF;
                RETURN date '1970-01-01' + ((f->>'j')::int - 2440588);
            END IF;
            y := ora.parsed_year(f);
            m := coalesce((f->>'month')::int, CASE WHEN f ? 'ddd' THEN 1 ELSE extract(month from ora.sysdate()) END);
            d := coalesce((f->>'dd')::int, 1);
            IF m NOT BETWEEN 1 AND 12 THEN PERFORM ora.fail('ORA-01843: not a valid month'); END IF;
            IF d NOT BETWEEN 1 AND 31 THEN
                PERFORM ora.fail('ORA-01847: day of month must be between 1 and last day of month');
            END IF;
            IF d > 28 AND d > extract(day from make_date(y, m, 1) + interval '1 month - 1 day') THEN
                PERFORM ora.fail('ORA-01839: date not valid for month specified');
            END IF;
            r := make_date(y, m, d);
            IF f ? 'ddd' THEN
                d := (f->>'ddd')::int;
                IF d NOT BETWEEN 1 AND extract(doy from make_date(y, 12, 31)) THEN
                    PERFORM ora.fail('ORA-01848: day of year must be between 1 and 365 (366 for leap year)');
                END IF;
                r := make_date(y, 1, 1) + d - 1;
                IF f ? 'month' AND extract(month from r) <> m THEN
                    PERFORM ora.fail('ORA-01833: month conflicts with Julian date');
                END IF;
            END IF;
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.parsed_seconds(f jsonb) RETURNS int LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            h int := coalesce((f->>'hour')::int, 0);
            mi int := coalesce((f->>'mi')::int, 0);
            s int := coalesce((f->>'ss')::int, 0);
        BEGIN
            IF f ? 'sssss' AND NOT f ? 'hour' AND NOT f ? 'mi' AND NOT f ? 'ss' THEN
                IF (f->>'sssss')::int > 86399 THEN
                    PERFORM ora.fail('ORA-01853: seconds in day must be between 0 and 86399');
                END IF;
                RETURN (f->>'sssss')::int;
            END IF;
            IF f->>'hour_by' = 'HH24' THEN
                IF f ? 'meridian' THEN PERFORM ora.fail('ORA-01818: ''HH24'' precludes use of meridian indicator'); END
                    IF;
                IF h > 23 THEN PERFORM ora.fail('ORA-01850: hour must be between 0 and 23'); END IF;
            ELSIF f ? 'hour' THEN
                IF h NOT BETWEEN 1 AND 12 THEN PERFORM ora.fail('ORA-01849: hour must be between 1 and 12'); END IF;
                h := h % 12 + CASE WHEN f->>'meridian' = 'PM' THEN 12 ELSE 0 END;
            END IF;
            IF mi > 59 THEN PERFORM ora.fail('ORA-01851: minutes must be between 0 and 59'); END IF;
            IF s > 59 THEN PERFORM ora.fail('ORA-01852: seconds must be between 0 and 59'); END IF;
            RETURN h * 3600 + mi * 60 + s;
        END $$;
        -- Seconds of the local time, from the fields.
        CREATE OR REPLACE FUNCTION ora.parsed_local(f jsonb) RETURNS numeric LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE d date := ora.parsed_day(f);
        BEGIN
            IF f ? 'weekday' AND extract(isodow from d) <> (f->>'weekday')::int THEN
                PERFORM ora.fail('ORA-01835: day of week conflicts with Julian date');
            END IF;
            RETURN (d - date '1970-01-01')::numeric * 86400 + ora.parsed_seconds(f)
                + coalesce(trim_scale((f->>'fraction')::numeric / 1000000000), 0);
        END $$;

        -- The usual models without any reading of elements; NULL where the long way must be gone.
        CREATE OR REPLACE FUNCTION ora.quick_local(t text, model text, has_fraction boolean) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE y int; m int; d int;
        BEGIN
            IF model NOT IN ('YYYY-MM-DD HH24:MI:SS', 'YYYY-MM-DD', 'YYYY-MM-DD HH24:MI:SS.FF',
                    'YYYY-MM-DD HH24:MI:SSXFF', 'YYYY-MM-DD HH24:MI:SS.FF9', 'YYYY-MM-DD HH24:MI:SS.FF6',
                    'YYYY-MM-DD HH24:MI:SS.FF3', 'YYYY-MM-DD"T"HH24:MI:SS.FF', 'YYYY-MM-DD"T"HH24:MI:SS')
                OR t !~ ('^[1-9]\d\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])'
                    '(?:[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?)?$')
                OR (length(t) > 10 AND model = 'YYYY-MM-DD')
                OR (length(t) > 19 AND (NOT has_fraction OR model !~ 'F'))
                OR (model ~ 'FF[1-9]' AND length(t) > 20 + right(model, 1)::int) OR length(t) > 29
                OR (substr(t, 11, 1) = 'T') <> (model ~ 'T') THEN
                RETURN NULL;
            END IF;
            d := substr(t, 9, 2);
            IF d > 28 THEN
                y := left(t, 4);
                m := substr(t, 6, 2);
                IF d > (CASE WHEN m = 2 THEN 28
                    + CASE WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 1 ELSE 0 END
                    WHEN m IN (4, 6, 9, 11) THEN 30 ELSE 31 END) THEN
                    RETURN NULL;
                END IF;
            END IF;
            IF length(t) > 20 THEN
                RETURN trunc(extract(epoch from left(t, 19)::timestamp)) + trim_scale(('0' || substr(t, 20))::numeric);
            END IF;
            RETURN trunc(extract(epoch from t::timestamp));
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_date(t text, model text) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE quick numeric;
        BEGIN
            IF t = '' THEN RETURN NULL; END IF;
            quick := ora.quick_local(t, model, false);
            IF quick IS NOT NULL THEN RETURN t::timestamp; END IF;
            RETURN ora.stamp(ora.parsed_local(ora.parse_fields(t, model, 'D')));
        END $$;
        -- Models without the whole date take the rest from today: the answer is not the same every day.
        CREATE OR REPLACE FUNCTION ora.text_date_today(t text, model text) RETURNS timestamp
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$ BEGIN RETURN ora.text_date(t, model); END $$;
        CREATE OR REPLACE FUNCTION ora.text_ts_today(t text, model text) RETURNS numeric
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$ BEGIN RETURN ora.text_ts(t, model); END $$;
        CREATE OR REPLACE FUNCTION ora.text_date(t text) RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT ora.text_date(t, ora.date_format()) $$;
        CREATE OR REPLACE FUNCTION ora.text_ts(t text, model text) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF t = '' THEN RETURN NULL; END IF;
            RETURN coalesce(
                ora.quick_local(t, model, true), ora.parsed_local(ora.parse_fields(t, model, 'T')));
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_ts(t text) RETURNS numeric LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT ora.text_ts(t, ora.timestamp_format()) $$;
        CREATE OR REPLACE FUNCTION ora.text_tstz(t text, model text) RETURNS ora.tstz
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            f jsonb;
            z text;
        BEGIN
            IF t IS NULL OR t = '' OR model IS NULL THEN RETURN NULL; END IF;
            f := ora.parse_fields(t, model, 'Z');
            z := coalesce(f->>'tzr', CASE WHEN f ? 'tzh' OR f ? 'tzm' THEN coalesce(f->>'tzh_sign', '+')
                || coalesce(f->>'tzh', '0') || ':' || lpad(coalesce(f->>'tzm', '0'), 2, '0') END, ora.zone());
            RETURN ora.from_tz(ora.parsed_local(f), z);
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_tstz(t text) RETURNS ora.tstz LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT ora.text_tstz(t, ora.timestamp_tz_format()) $$;

        -- Whether a text converts; kinds are the names behind `ora.text_`.
        CREATE OR REPLACE FUNCTION ora.converts(kind text, t text, model text, nls text DEFAULT '') RETURNS boolean
        LANGUAGE plpgsql STABLE AS $$
        BEGIN
            IF t IS NULL THEN RETURN true; END IF;
            CASE kind
                WHEN 'number' THEN
                    IF model IS NULL THEN PERFORM ora.text_number(t);
                    ELSE PERFORM ora.to_number(t, model, nls); END IF;
                WHEN 'double' THEN PERFORM ora.text_double(t);
                WHEN 'float' THEN PERFORM ora.text_float(t);
                WHEN 'date' THEN PERFORM ora.text_date(t, coalesce(model, ora.date_format()));
                WHEN 'ts' THEN PERFORM ora.text_ts(t, coalesce(model, ora.timestamp_format()));
                WHEN 'tstz' THEN PERFORM ora.text_tstz(t, coalesce(model, ora.timestamp_tz_format()));
                WHEN 'ym' THEN PERFORM ora.text_ym(t);
                WHEN 'ds' THEN PERFORM ora.text_ds(t);
            END CASE;
            RETURN true;
        EXCEPTION WHEN SQLSTATE 'OR000' OR data_exception THEN RETURN false;
        END $$;
        """#
}
