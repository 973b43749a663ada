extension Prelude {
    /// `TO_CHAR(number, model)`.
    static let numberFormats = #"""
        -- A value out of `NLS_NUMERIC_CHARACTERS = ',.' NLS_CURRENCY = '$'`, or the session's.
        CREATE OR REPLACE FUNCTION ora.nls_argument(nls text, name text, standard text) RETURNS text
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE found text := (regexp_match(nls, name || '\s*=\s*(?:''([^'']*)''|(\S+))', 'i'))[1];
        BEGIN
            RETURN coalesce(found, (regexp_match(nls, name || '\s*=\s*([^''\s]+)', 'i'))[1],
                ora.setting(lower(name), standard));
        END $$;

        CREATE OR REPLACE FUNCTION ora.roman(n int) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            digits text[] := '{M,CM,D,CD,C,XC,L,XL,X,IX,V,IV,I}';
            sizes int[] := '{1000,900,500,400,100,90,50,40,10,9,5,4,1}';
            r text := '';
        BEGIN
            FOR i IN 1..13 LOOP
                WHILE n >= sizes[i] LOOP r := r || digits[i]; n := n - sizes[i]; END LOOP;
            END LOOP;
            RETURN r;
        END $$;

        -- The models that are not rows of digits: TM, RN and X; NULL for the others.
        CREATE OR REPLACE FUNCTION ora.special_number_text(n numeric, model text, point text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            m text := upper(model);
            fm boolean := m LIKE 'FM%';
            t text;
            width int;
        BEGIN
            IF fm THEN m := substr(m, 3); model := substr(model, 3); END IF;
            IF m IN ('TM', 'TM9') THEN
                t := trim_scale(n)::text;
                IF abs(n) < 1 AND n <> 0 THEN t := replace(t, '0.', '.'); END IF;
                IF length(t) <= 64 THEN RETURN replace(t, '.', point); END IF;
                m := 'TME';
            END IF;
            IF m = 'TME' THEN
                t := CASE WHEN n = 0 THEN '0' ELSE trim_scale(abs(n) * ('1e' || -ora.exponent(n))::numeric)::text END;
                RETURN CASE WHEN n < 0 THEN '-' ELSE '' END || replace(t, '.', point)
                    || substring(ora.exponent_text(abs(n), 0) from 'E.*');
            END IF;
            IF m = 'RN' THEN
                IF round(n) < 1 OR round(n) > 3999 THEN RETURN repeat('#', 15); END IF;
                t := ora.roman(round(n)::int);
                IF model = 'rn' THEN t := lower(t); END IF;
                RETURN CASE WHEN fm THEN t ELSE lpad(t, 15) END;
            END IF;
            IF m ~ '^[0X]*X$' THEN
                width := length(m);
                IF n < 0 OR n >= power(16::numeric, width) THEN RETURN repeat('#', width + 1); END IF;
                t := ora.hexadecimal(round(n));
                IF model ~ 'x' THEN t := lower(t); END IF;
                IF m LIKE '0%' THEN t := lpad(t, width, '0'); END IF;
                RETURN CASE WHEN fm THEN t ELSE lpad(t, width + 1) END;
            END IF;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION ora.hexadecimal(n numeric) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE t text := '';
        BEGIN
            LOOP
                t := upper(to_hex((n % 16)::int)) || t;
                n := div(n, 16);
                EXIT WHEN n = 0;
            END LOOP;
            RETURN t;
        END $$;

        -- The digits before the point in their places: group separators only between digits.
        CREATE OR REPLACE FUNCTION ora.grouped(digits text, model text, comma text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            r text := '';
            c text;
            rest text := digits;
        BEGIN
            FOR i IN REVERSE length(model)..1 LOOP
                EXIT WHEN rest = '';
                c := substr(model, i, 1);
                IF c IN ('0', '9') THEN
                    r := right(rest, 1) || r;
                    rest := left(rest, -1);
                ELSE r := CASE WHEN c = 'G' THEN comma ELSE c END || r;
                END IF;
            END LOOP;
            RETURN r;
        END $$;

        CREATE OR REPLACE FUNCTION ora.to_char(n numeric, model text, nls text DEFAULT '') RETURNS text
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            characters text := ora.nls_argument(nls, 'nls_numeric_characters', '.,');
            m text := upper(model);
            fm boolean := m LIKE 'FM%';
            style text := ''; currency text := ''; currency_width int := 0; trailing_currency boolean := false;
            blank boolean; exponents boolean; shifted text[]; ints text; fractions text := ''; has_point boolean;
            point text; places int; width int; r numeric; e text := ''; digits text; fraction text; needed int; t text;
        BEGIN
            IF n IS NULL OR model IS NULL THEN RETURN NULL; END IF;
            t := ora.special_number_text(n, model, left(characters, 1));
            IF t IS NOT NULL THEN RETURN t; END IF;
            IF fm THEN m := substr(m, 3); END IF;
            IF m ~ '(S|MI|PR)$' THEN
                style := substring(m from '(S|MI|PR)$');
                m := left(m, -length(style));
            ELSIF m LIKE 'S%' THEN style := '+'; m := substr(m, 2);
            END IF;
            blank := m LIKE '%B%';
            m := replace(m, 'B', '');
            exponents := m LIKE '%EEEE';
            m := regexp_replace(m, 'EEEE$', '');
            IF m LIKE '%$%' THEN currency := '$'; currency_width := 1; m := overlay(m placing '' from position('$' in
                m) for 1);
            END IF;
            IF m ~ '^[LCU]|[LCU]$' THEN
                trailing_currency := m ~ '[LCU]$';
                currency := CASE WHEN m ~ 'C' THEN ora.nls_argument(nls, 'nls_iso_currency', 'USD')
                    ELSE ora.nls_argument(nls, 'nls_currency', '$') END;
                currency_width := CASE WHEN m ~ 'C' THEN 7 ELSE 10 END;
                m := regexp_replace(m, '^[LCU]|[LCU]$', '');
            END IF;
            IF m !~ '^[09][09,G]*([.DV][09]*)?$' AND m !~ '^[.D][09]+$' THEN
                PERFORM ora.fail('ORA-01481: invalid number format model');
            END IF;
            shifted := regexp_match(m, '^(.*)V(.*)$');
            IF shifted IS NOT NULL THEN
                n := n * ('1e' || length(shifted[2]))::numeric;
                m := shifted[1] || shifted[2];
            END IF;
            has_point := m ~ '[.D]';
            point := CASE WHEN NOT has_point THEN '' WHEN m LIKE '%D%' THEN left(characters, 1) ELSE '.' END;
            ints := regexp_replace(m, '[.D].*', '');
            fractions := coalesce(substring(m from '[.D](.*)$'), '');
            places := length(regexp_replace(ints, '[^09]', '', 'g'));
            width := length(ints) + length(point) + length(fractions) + currency_width
                + CASE WHEN style = 'PR' THEN 2 ELSE 1 END + CASE WHEN exponents THEN 5 ELSE 0 END;
            IF exponents THEN
                t := ora.exponent_text(abs(n), length(fractions));
                e := substring(t from 'E.*');
                r := split_part(t, 'E', 1)::numeric;
                ints := '0';
                places := 1;
            ELSE r := round(abs(n), length(fractions));
            END IF;
            digits := CASE WHEN r < 1 THEN '' ELSE trunc(r)::text END;
            IF length(digits) > places THEN RETURN repeat('#', width); END IF;
            IF blank AND r = 0 THEN RETURN CASE WHEN fm THEN NULL ELSE repeat(' ', width) END; END IF;
            fraction := CASE WHEN length(fractions) = 0 THEN '' ELSE split_part(r::text, '.', 2) END;
            IF fm AND NOT exponents THEN
                fraction := rpad(rtrim(fraction, '0'),
                    greatest(length(rtrim(fraction, '0')), length(rtrim(fractions, '9'))), '0');
            END IF;
            needed := length(regexp_replace(substring(ints from '0.*'), '[^09]', '', 'g'));
            IF r < 1 AND coalesce(needed, 0) = 0 AND places > 0 AND (fractions = '' OR (fm AND fraction = '')) THEN
                needed := 1;
            END IF;
            digits := lpad(digits, greatest(length(digits), coalesce(needed, 0)), '0');
            t := ora.grouped(digits, ints, right(characters, 1)) || point || fraction || e;
            t := CASE WHEN trailing_currency THEN t || currency ELSE currency || t END;
            t := CASE style
                WHEN 'S' THEN t || CASE WHEN n < 0 THEN '-' ELSE '+' END
                WHEN 'MI' THEN t || CASE WHEN n < 0 THEN '-' WHEN fm THEN '' ELSE ' ' END
                WHEN 'PR' THEN CASE WHEN n < 0 THEN '<' || t || '>' WHEN fm THEN t ELSE ' ' || t || ' ' END
                WHEN '+' THEN CASE WHEN n < 0 THEN '-' ELSE '+' END || t
                ELSE CASE WHEN n < 0 THEN '-' ELSE '' END || t END;
            RETURN CASE WHEN fm THEN t ELSE lpad(t, greatest(width, length(t))) END;
        END $$;
        -- The same without the session's characters, for what is kept: indexes and virtual columns.
        CREATE OR REPLACE FUNCTION ora.to_char_c(n numeric, model text, nls text DEFAULT '') RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.to_char(n, model, nls
                || ' NLS_NUMERIC_CHARACTERS=''.,'' NLS_CURRENCY=''$'' NLS_ISO_CURRENCY=''AMERICA''') $$;
        """#

    /// `TO_NUMBER(text, model)`.
    static let numberParsing = #"""
        CREATE OR REPLACE FUNCTION ora.to_number(t text, model text, nls text DEFAULT '') RETURNS numeric
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            characters text := ora.nls_argument(nls, 'nls_numeric_characters', '.,');
            m text := upper(model);
            s text := trim(t);
            negative boolean := false;
            point text; comma text; ints text; fractions text; parts text[]; r numeric; currency text;
        BEGIN
            IF t IS NULL OR model IS NULL THEN RETURN NULL; END IF;
            IF m LIKE 'FM%' THEN m := substr(m, 3); END IF;
            IF m ~ '^TM' THEN RETURN ora.text_number(t); END IF;
            IF m ~ '^[0X]*X$' THEN RETURN ora.hexadecimal_number(s, length(m)); END IF;
            IF m !~ '^(S|L|C|U|\$|B)*[09.,DGV$]+(EEEE)?(L|C|U)?(S|MI|PR)?$' THEN
                PERFORM ora.fail('ORA-01481: invalid number format model');
            END IF;
            IF m ~ 'PR$' THEN
                IF s LIKE '<%>' THEN negative := true; s := substr(s, 2, length(s) - 2); END IF;
            ELSIF m ~ '(S|MI)$' THEN
                IF s LIKE '%-' THEN negative := true; s := left(s, -1);
                ELSIF s LIKE '%+' THEN s := left(s, -1);
                END IF;
            ELSIF s ~ '^[-+]' THEN
                negative := s LIKE '-%';
                s := substr(s, 2);
            END IF;
            currency := CASE WHEN m ~ 'L|U' THEN ora.nls_argument(nls, 'nls_currency', '$')
                WHEN m ~ 'C' THEN ora.nls_argument(nls, 'nls_iso_currency', 'USD') WHEN m LIKE '%$%' THEN '$' END;
            IF currency IS NOT NULL THEN
                IF left(s, length(currency)) = currency THEN s := substr(s, length(currency) + 1);
                ELSIF right(s, length(currency)) = currency THEN s := left(s, -length(currency));
                END IF;
            END IF;
            m := regexp_replace(m, '[SLCUB$]|MI|PR', '', 'g');
            point := CASE WHEN m LIKE '%D%' THEN left(characters, 1) ELSE '.' END;
            comma := CASE WHEN m LIKE '%G%' THEN right(characters, 1) ELSE ',' END;
            ints := regexp_replace(regexp_replace(m, '[.DV].*', ''), '[^09]', '', 'g');
            fractions := coalesce(regexp_replace(substring(m from '[.D](.*)$'), '[^09]', '', 'g'), '');
            IF m ~ '[,G]' THEN s := replace(s, comma, ''); END IF;
            IF m LIKE '%EEEE' THEN RETURN CASE WHEN negative THEN -1 ELSE 1 END
                * ora.text_number_c(replace(s, point, '.')); END IF;
            IF point <> '.' THEN s := translate(s, point || '.', '.!'); END IF;
            parts := regexp_match(s, '^(\d*)(?:\.(\d*))?$');
            IF parts IS NULL OR s IN ('', '.') OR length(ltrim(parts[1], '0')) > length(ints)
                OR length(coalesce(parts[2], '')) > length(fractions) THEN
                PERFORM ora.fail('ORA-01722: invalid number');
            END IF;
            r := ('0' || parts[1] || '.' || coalesce(parts[2], '') || '0')::numeric;
            IF m LIKE '%V%' THEN r := r / ('1e' || length(substring(m from 'V(.*)$')))::numeric; END IF;
            RETURN CASE WHEN negative THEN -trim_scale(r) ELSE trim_scale(r) END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.hexadecimal_number(t text, width int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE r numeric := 0;
        BEGIN
            IF t !~* '^[0-9a-f]+$' OR length(ltrim(t, '0')) > width THEN
                PERFORM ora.fail('ORA-01722: invalid number');
            END IF;
            FOR i IN 1..length(t) LOOP
                r := r * 16 + position(upper(substr(t, i, 1)) in '0123456789ABCDEF') - 1;
            END LOOP;
            RETURN r;
        END $$;
        """#
}
