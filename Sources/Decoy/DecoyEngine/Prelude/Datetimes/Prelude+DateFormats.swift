extension Prelude {
    /// Format models of dates: their elements, and dates as text.
    static let dateFormats = #"""
        -- The elements of a model in order, each as written; ORA-01821 where a piece is none.
        CREATE OR REPLACE FUNCTION ora.elements(model text) RETURNS text[]
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            found text[] := ARRAY(SELECT m[1] FROM regexp_matches(model, '("[^"]*"|FM|FX|A\.M\.|P\.M\.|A\.D\.|B\.C\.|'
                || '(?:SYYYY|YYYY|SYEAR|YEAR|Y,YYY|YYY|YY|Y|RRRR|RR|IYYY|IYY|IY|I|SCC|CC|Q|MONTH|MON|MM|RM|WW|IW|W|'
                || 'DDD|DD|DAY|DY|D|J|HH24|HH12|HH|MI|SSSSS|SS)(?:SPTH|THSP|TH|SP)?|DL|DS|TS|FF[1-9]?|X|TZH|TZM|TZR|'
                || 'TZD|AM|PM|AD|BC|[^[:alnum:]"])', 'gi') AS m);
        BEGIN
            IF length(array_to_string(found, '')) <> length(model) THEN
                PERFORM ora.fail('ORA-01821: date format not recognized');
            END IF;
            RETURN found;
        END $$;

        -- The case of a word follows the first two letters of its element.
        CREATE OR REPLACE FUNCTION ora.cased(word text, element text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN substr(element, 1, 1) = lower(substr(element, 1, 1)) THEN lower(word)
                WHEN substr(element, 2, 1) = upper(substr(element, 2, 1)) THEN upper(word)
                ELSE initcap(word) END $$;
        CREATE OR REPLACE FUNCTION ora.spelled(n int) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            small text[] := '{ONE,TWO,THREE,FOUR,FIVE,SIX,SEVEN,EIGHT,NINE,TEN,ELEVEN,TWELVE,THIRTEEN,FOURTEEN,FIFTEEN,'
                || 'SIXTEEN,SEVENTEEN,EIGHTEEN,NINETEEN}';
            tens text[] := '{TWENTY,THIRTY,FORTY,FIFTY,SIXTY,SEVENTY,EIGHTY,NINETY}';
        BEGIN
            RETURN CASE
                WHEN n = 0 THEN 'ZERO'
                WHEN n < 20 THEN small[n]
                WHEN n < 100 THEN tens[n / 10 - 1] || CASE WHEN n % 10 > 0 THEN '-' || small[n % 10] ELSE '' END
                WHEN n < 1000 THEN small[n / 100] || ' HUNDRED'
                    || CASE WHEN n % 100 > 0 THEN ' ' || ora.spelled(n % 100) ELSE '' END
                WHEN n < 1000000 THEN ora.spelled(n / 1000) || ' THOUSAND'
                    || CASE WHEN n % 1000 > 0 THEN ' ' || ora.spelled(n % 1000) ELSE '' END
                ELSE ora.spelled(n / 1000000) || ' MILLION'
                    || CASE WHEN n % 1000000 > 0 THEN ' ' || ora.spelled(n % 1000000) ELSE '' END END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.ordinal(words text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE
                WHEN words ~ 'ONE$' THEN regexp_replace(words, 'ONE$', 'FIRST')
                WHEN words ~ 'TWO$' THEN regexp_replace(words, 'TWO$', 'SECOND')
                WHEN words ~ 'THREE$' THEN regexp_replace(words, 'THREE$', 'THIRD')
                WHEN words ~ 'FIVE$' THEN regexp_replace(words, 'FIVE$', 'FIFTH')
                WHEN words ~ 'EIGHT$' THEN words || 'H'
                WHEN words ~ 'NINE$' THEN regexp_replace(words, 'NINE$', 'NINTH')
                WHEN words ~ 'TWELVE$' THEN regexp_replace(words, 'TWELVE$', 'TWELFTH')
                WHEN words ~ 'Y$' THEN regexp_replace(words, 'Y$', 'IETH')
                ELSE words || 'TH' END $$;
        -- A number as an element prints it, with the suffixes TH and SP.
        CREATE OR REPLACE FUNCTION ora.suffixed(digits text, element text, suffix text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE n int;
        BEGIN
            IF suffix = '' THEN RETURN digits; END IF;
            n := abs(replace(trim(digits), ',', '')::int);
            IF suffix = 'SP' THEN RETURN ora.cased(ora.spelled(n), element); END IF;
            IF suffix <> 'TH' THEN RETURN ora.cased(ora.ordinal(ora.spelled(n)), element); END IF;
            RETURN digits || ora.cased(CASE WHEN n % 100 BETWEEN 11 AND 13 THEN 'TH' WHEN n % 10 = 1 THEN 'ST'
                WHEN n % 10 = 2 THEN 'ND' WHEN n % 10 = 3 THEN 'RD' ELSE 'TH' END,
                CASE WHEN substr(element, 1, 1) = upper(substr(element, 1, 1)) THEN 'AA' ELSE 'aa' END);
        END $$;
        CREATE OR REPLACE FUNCTION ora.spelled_year(y int) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN y % 1000 = 0 OR y < 100 THEN ora.spelled(y)
                WHEN y % 100 = 0 THEN ora.spelled(y / 100) || ' HUNDRED'
                WHEN (y / 100) % 10 = 0 AND y % 100 < 10 THEN ora.spelled(y)
                ELSE ora.spelled(y / 100) || ' ' || ora.spelled(y % 100) END $$;
        -- The first day of the week by territory: 1 is Monday, 0 is Sunday.
        CREATE OR REPLACE FUNCTION ora.weekday(d timestamp) RETURNS int LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN ora.setting('nls_territory', 'AMERICA') IN ('AMERICA', 'CANADA', 'JAPAN', 'BRAZIL',
                'KOREA',
                    'MEXICO', 'ISRAEL', 'INDIA', 'TAIWAN', 'HONG KONG')
                THEN extract(dow from d)::int + 1 ELSE extract(isodow from d)::int END $$;

        -- The number of an element, padded as it prints it, or NULL where the element is no number.
        CREATE OR REPLACE FUNCTION ora.element_digits(e text, d timestamp) RETURNS text
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            y int := extract(year from d);
            a int := abs(extract(year from d));
        BEGIN
            RETURN CASE e
                WHEN 'YYYY' THEN lpad(a::text, 4, '0') WHEN 'RRRR' THEN lpad(a::text, 4, '0')
                WHEN 'SYYYY' THEN CASE WHEN y < 0 THEN '-' ELSE ' ' END || lpad(a::text, 4, '0')
                WHEN 'YYY' THEN lpad((a % 1000)::text, 3, '0') WHEN 'YY' THEN lpad((a % 100)::text, 2, '0')
                WHEN 'RR' THEN lpad((a % 100)::text, 2, '0') WHEN 'Y' THEN (a % 10)::text
                WHEN 'Y,YYY' THEN (a / 1000)::text || ',' || lpad((a % 1000)::text, 3, '0')
                WHEN 'IYYY' THEN lpad(extract(isoyear from d)::text, 4, '0')
                WHEN 'IYY' THEN lpad((extract(isoyear from d)::int % 1000)::text, 3, '0')
                WHEN 'IY' THEN lpad((extract(isoyear from d)::int % 100)::text, 2, '0')
                WHEN 'I' THEN (extract(isoyear from d)::int % 10)::text
                WHEN 'CC' THEN lpad(((a + 99) / 100)::text, 2, '0')
                WHEN 'SCC' THEN CASE WHEN y < 0 THEN '-' ELSE ' ' END || lpad(((a + 99) / 100)::text, 2, '0')
                WHEN 'Q' THEN extract(quarter from d)::text WHEN 'MM' THEN to_char(d, 'MM')
                WHEN 'WW' THEN lpad(((extract(doy from d)::int + 6) / 7)::text, 2, '0')
                WHEN 'IW' THEN to_char(d, 'IW') WHEN 'W' THEN ((extract(day from d)::int + 6) / 7)::text
                WHEN 'DDD' THEN to_char(d, 'DDD') WHEN 'DD' THEN to_char(d, 'DD') WHEN 'D' THEN ora.weekday(d)::text
                WHEN 'J' THEN lpad(to_char(d, 'J'), 7, '0') WHEN 'HH24' THEN to_char(d, 'HH24')
                WHEN 'HH' THEN to_char(d, 'HH12') WHEN 'HH12' THEN to_char(d, 'HH12') WHEN 'MI' THEN to_char(d, 'MI')
                WHEN 'SS' THEN to_char(d, 'SS') WHEN 'SSSSS' THEN lpad((extract(epoch from d::time)::int)::text, 5, '0')
                END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.element_word(e text, d timestamp, fm boolean) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            u text := upper(e);
            late boolean := extract(hour from d) >= 12;
            era text := CASE WHEN extract(year from d) < 0 THEN 'BC' ELSE 'AD' END;
        BEGIN
            RETURN CASE u
                WHEN 'MONTH' THEN rpad(ora.cased(trim(to_char(d, 'MONTH')), e), CASE WHEN fm THEN 0 ELSE 9 END
                    + CASE WHEN fm THEN length(trim(to_char(d, 'MONTH'))) ELSE 0 END)
                WHEN 'DAY' THEN rpad(ora.cased(trim(to_char(d, 'DAY')), e), CASE WHEN fm THEN
                    length(trim(to_char(d, 'DAY'))) ELSE 9 END)
                WHEN 'MON' THEN ora.cased(to_char(d, 'MON'), e)
                WHEN 'DY' THEN ora.cased(to_char(d, 'DY'), e)
                WHEN 'RM' THEN CASE WHEN fm THEN ora.cased(trim(to_char(d, 'RM')), e)
                    ELSE rpad(ora.cased(trim(to_char(d, 'RM')), e), 4) END
                WHEN 'YEAR' THEN ora.cased(ora.spelled_year(abs(extract(year from d))::int), e)
                WHEN 'SYEAR' THEN CASE WHEN extract(year from d) < 0 THEN '-' ELSE CASE WHEN fm THEN '' ELSE ' ' END END
                    || ora.cased(ora.spelled_year(abs(extract(year from d))::int), substr(e, 2))
                WHEN 'AM' THEN ora.cased(CASE WHEN late THEN 'PM' ELSE 'AM' END, e)
                WHEN 'PM' THEN ora.cased(CASE WHEN late THEN 'PM' ELSE 'AM' END, e)
                WHEN 'A.M.' THEN ora.cased(CASE WHEN late THEN 'P.M.' ELSE 'A.M.' END, replace(e, '.', ''))
                WHEN 'P.M.' THEN ora.cased(CASE WHEN late THEN 'P.M.' ELSE 'A.M.' END, replace(e, '.', ''))
                WHEN 'AD' THEN ora.cased(era, e) WHEN 'BC' THEN ora.cased(era, e)
                WHEN 'A.D.' THEN ora.cased(left(era, 1) || '.' || right(era, 1) || '.', replace(e, '.', ''))
                WHEN 'B.C.' THEN ora.cased(left(era, 1) || '.' || right(era, 1) || '.', replace(e, '.', ''))
                END;
        END $$;

        -- `digits` is NULL for DATE, which has no fraction; `zone` is NULL for types without a zone.
        CREATE OR REPLACE FUNCTION ora.format(local numeric, digits int, zone text, u numeric, model text) RETURNS text
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            d timestamp := ora.stamp(local);
            fraction text := lpad(trunc((local - floor(local)) * 1000000000)::text, 9, '0');
            r text := '';
            fm boolean := false;
            e text; upper_e text; suffix text; piece text;
        BEGIN
            FOREACH e IN ARRAY ora.elements(model) LOOP
                upper_e := upper(e);
                IF left(e, 1) = '"' THEN r := r || substr(e, 2, length(e) - 2); CONTINUE; END IF;
                IF upper_e = 'FM' THEN fm := NOT fm; CONTINUE; END IF;
                IF upper_e = 'FX' THEN CONTINUE; END IF;
                piece := ora.element_word(e, d, fm);
                IF piece IS NULL THEN
                    suffix := coalesce(substring(upper_e from '(SPTH|THSP|TH|SP)$'), '');
                    IF upper_e = 'MONTH' THEN suffix := ''; END IF;
                    piece := ora.element_digits(left(upper_e, length(e) - length(suffix)), d);
                    IF piece IS NOT NULL THEN
                        IF fm AND piece ~ '^[ 0-9]' THEN
                            piece := coalesce(nullif(ltrim(piece, ' 0'), ''), '0');
                            IF piece LIKE ',%' THEN piece := ltrim(piece, ',0'); END IF;
                        END IF;
                        piece := ora.suffixed(piece, e, suffix);
                    END IF;
                END IF;
                IF piece IS NULL THEN
                    piece := CASE
                        WHEN upper_e = 'X' THEN left(ora.numeric_characters(), 1)
                        WHEN upper_e = 'DS' THEN ora.format(local, digits, zone, u, 'fmMM/DD/RRRR')
                        WHEN upper_e = 'DL' THEN ora.format(local, digits, zone, u, 'fmDay, Month DD, YYYY')
                        WHEN upper_e = 'TS' THEN ora.format(local, digits, zone, u, 'fmHH:fmMI:SS AM')
                        WHEN upper_e ~ '^FF' AND digits IS NOT NULL THEN
                            left(fraction, coalesce(substr(nullif(upper_e, 'FF'), 3)::int, digits))
                        WHEN upper_e = 'TZR' THEN zone
                        WHEN upper_e = 'TZD' AND zone IS NOT NULL THEN ora.zone_abbreviation(zone, u)
                        WHEN upper_e = 'TZH' AND zone IS NOT NULL THEN left(ora.offset_text(ora.offset_at(zone, u)), 3)
                        WHEN upper_e = 'TZM' AND zone IS NOT NULL THEN right(ora.offset_text(ora.offset_at(zone, u)), 2)
                        WHEN upper_e !~ '[[:alnum:]]' THEN e END;
                    IF piece IS NULL THEN PERFORM ora.fail('ORA-01821: date format not recognized'); END IF;
                END IF;
                r := r || piece;
            END LOOP;
            RETURN nullif(r, '');
        END $$;
        CREATE OR REPLACE FUNCTION ora.zone_abbreviation(zone text, u numeric) RETURNS text
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            r text;
            before text := current_setting('timezone');
        BEGIN
            IF zone ~ '^[-+]' THEN RETURN ''; END IF;
            PERFORM set_config('timezone', zone, true);
            r := to_char(to_timestamp(floor(u)::float8), 'TZ');
            PERFORM set_config('timezone', before, true);
            RETURN r;
        END $$;
        """#

    /// Dates and timestamps as text, the usual models by PostgreSQL itself.
    static let dateTexts = #"""
        -- Models that PostgreSQL prints like Oracle, once fraction, point and zone are put in as quoted text.
        CREATE OR REPLACE FUNCTION ora.is_plain(model text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT model ~ ('^(?:YYYY|RRRR|YY|RR|MM|MON|Mon|mon|MONTH|Month|month|DAY|Day|day|DY|Dy|dy|DD|HH24|HH12|'
                'HH|MI|SS|AM|PM|FF[1-9]?|X|TZR|TZH|TZM|[-/:,. ])+$') AND model !~ 'SSSS|DDD|FF.*FF' $$;
        CREATE OR REPLACE FUNCTION ora.date_text(d timestamp, model text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF ora.is_plain(model) AND model !~ '[FXZ]' THEN
                IF model ~ 'RR' THEN model := replace(model, 'RR', 'YY'); END IF;
                RETURN to_char(d, model);
            END IF;
            RETURN ora.format(trunc(extract(epoch from d)), NULL, NULL, NULL, model);
        END $$;
        CREATE OR REPLACE FUNCTION ora.moment_text(local numeric, digits int, zone text, u numeric, model text)
        RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            m text; at int; wanted text;
        BEGIN
            IF NOT ora.is_plain(model) OR (zone IS NULL AND model ~ 'TZ') THEN
                RETURN ora.format(local, digits, zone, u, model);
            END IF;
            m := replace(model, 'RR', 'YY');
            at := position('FF' in m);
            IF at > 0 THEN
                wanted := substring(substr(m, at + 2, 1) from '\d');
                m := overlay(m placing '"' || left(lpad(trunc((local - floor(local)) * 1000000000)::text, 9, '0'),
                    coalesce(wanted::int, digits)) || '"' from at for 2 + length(coalesce(wanted, '')));
            END IF;
            IF m ~ 'X' THEN m := replace(m, 'X', left(ora.numeric_characters(), 1)); END IF;
            IF m ~ 'TZ' THEN
                IF m ~ 'TZ[HM]' THEN
                    wanted := ora.offset_text(ora.offset_at(zone, u));
                    m := replace(replace(m, 'TZH', '"' || left(wanted, 3) || '"'), 'TZM', right(wanted, 2));
                END IF;
                m := replace(m, 'TZR', '"' || zone || '"');
            END IF;
            RETURN nullif(to_char(ora.stamp(local), m), '');
        END $$;
        CREATE OR REPLACE FUNCTION ora.date_text(d timestamp) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT ora.date_text(d, ora.date_format()) $$;
        CREATE OR REPLACE FUNCTION ora.ts_text(t numeric, digits int, model text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN
            IF t IS NULL OR model IS NULL THEN RETURN NULL; END IF;
            RETURN ora.moment_text(t, digits, NULL, NULL, model);
        END $$;
        CREATE OR REPLACE FUNCTION ora.ts_text(t numeric, digits int) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
            $$
            SELECT ora.ts_text(t, digits, ora.timestamp_format()) $$;
        CREATE OR REPLACE FUNCTION ora.tstz_text(x ora.tstz, digits int, model text) RETURNS text
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        BEGIN
            IF x IS NULL OR model IS NULL THEN RETURN NULL; END IF;
            RETURN ora.moment_text(ora.tstz_local(x), digits, (x).z, (x).u, model);
        END $$;
        CREATE OR REPLACE FUNCTION ora.tstz_text(x ora.tstz, digits int) RETURNS text
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.tstz_text(x, digits, ora.timestamp_tz_format()) $$;
        CREATE OR REPLACE FUNCTION ora.ltz_text(u numeric, digits int, model text) RETURNS text
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.tstz_text(ora.ltz_tstz(u), digits, model) $$;
        CREATE OR REPLACE FUNCTION ora.ltz_text(u numeric, digits int) RETURNS text
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.ltz_text(u, digits, ora.timestamp_format()) $$;
        """#
}
