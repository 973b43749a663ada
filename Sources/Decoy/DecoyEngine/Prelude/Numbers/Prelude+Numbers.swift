extension Prelude {
    /// NUMBER as Oracle keeps it: 20 base-100 digits, rounded; division; the text of a number and back.
    static let numbers = #"""
        -- The decimal exponent of a number that is not 0: 0 for 1 to 9.99, -1 for 0.1.
        CREATE OR REPLACE FUNCTION ora.exponent(n numeric) RETURNS int
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE t text := abs(n)::text;
        BEGIN
            IF abs(n) >= 1 THEN RETURN length(split_part(t, '.', 1)) - 1; END IF;
            RETURN -(length(t) - length(ltrim(split_part(t, '.', 2), '0')) - 1);
        END $$;

        -- A result as NUMBER: 20 base-100 digits; ORA-01426 above 1E126, 0 below 1E-130.
        CREATE OR REPLACE FUNCTION ora.num(n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE r numeric;
        BEGIN
            IF scale(n) <= 18 AND n > -1e20 AND n < 1e20 THEN RETURN n; END IF;
            IF n = 0 THEN RETURN 0; END IF;
            IF n = 'NaN' OR abs(n) = 'infinity' THEN PERFORM ora.fail('ORA-01426: numeric overflow'); END IF;
            IF abs(n) < 1e-130 THEN RETURN 0; END IF;
            r := trim_scale(round(n, 2 * (19 - floor(ora.exponent(n) / 2.0)::int)));
            IF abs(r) >= 1e126 THEN PERFORM ora.fail('ORA-01426: numeric overflow'); END IF;
            RETURN r;
        END $$;

        CREATE OR REPLACE FUNCTION ora.mul(a numeric, b numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.num(a * b) $$;
        CREATE OR REPLACE FUNCTION ora.divide(a numeric, b numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE q numeric;
        BEGIN
            IF b = 0 THEN PERFORM ora.fail('ORA-01476: divisor is equal to zero'); END IF;
            IF a = 0 THEN RETURN 0; END IF;
            q := a / b;
            IF q * b = a THEN RETURN ora.num(trim_scale(q)); END IF;
            RETURN ora.num(round(a, greatest(0, 45 + ora.exponent(b) - ora.exponent(a) + scale(a))) / b);
        END $$;

        CREATE OR REPLACE FUNCTION ora.number_text_c(n numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN n < 1e38 AND n > -1e38 AND n = trunc(n) THEN trunc(n)::text
                ELSE ora.fraction_text(n) END $$;
        CREATE OR REPLACE FUNCTION ora.number_text(n numeric) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN n < 1e38 AND n > -1e38 AND n = trunc(n) THEN trunc(n)::text
                ELSE replace(ora.fraction_text(n), '.', left(ora.numeric_characters(), 1)) END $$;

        -- At most 40 digits; beyond that 40 characters with an exponent.
        CREATE OR REPLACE FUNCTION ora.fraction_text(n numeric) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            t text; e int;
        BEGIN
            t := trim_scale(abs(n))::text;
            IF abs(n) < 1 THEN t := ltrim(t, '0'); END IF;
            IF length(replace(t, '.', '')) > 40 THEN
                e := ora.exponent(n);
                IF e >= 40 OR e < -6 THEN
                    RETURN CASE WHEN n < 0 THEN '-' ELSE '' END
                        || ora.exponent_text(abs(n), 34 + CASE WHEN abs(e) < 100 THEN 0 ELSE -1 END);
                END IF;
                t := trim_scale(round(abs(n), 40 - greatest(e + 1, 0)))::text;
                IF abs(n) < 1 THEN t := ltrim(t, '0'); END IF;
            END IF;
            RETURN CASE WHEN n < 0 THEN '-' ELSE '' END || t;
        END $$;

        -- `1.50E+10` of a positive number with so many digits behind the point.
        CREATE OR REPLACE FUNCTION ora.exponent_text(n numeric, digits int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            e int := CASE WHEN n = 0 THEN 0 ELSE ora.exponent(n) END;
            m numeric := round(n * ('1e' || -e)::numeric, digits);
        BEGIN
            IF m >= 10 THEN e := e + 1; m := round(n * ('1e' || -e)::numeric, digits); END IF;
            RETURN m::text || 'E' || CASE WHEN e < 0 THEN '-' ELSE '+' END
                || CASE WHEN abs(e) < 100 THEN lpad(abs(e)::text, 2, '0') ELSE abs(e)::text END;
        END $$;

        CREATE OR REPLACE FUNCTION ora.text_number_c(t text) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF t !~ '^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,4})?\s*$' THEN
                IF t = '' THEN RETURN NULL; END IF;
                PERFORM ora.fail('ORA-01722: invalid number');
            END IF;
            RETURN ora.num(trim_scale(t::numeric));
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_number(t text) RETURNS numeric
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
        DECLARE point text := left(ora.numeric_characters(), 1);
        BEGIN
            IF point = '.' THEN RETURN ora.text_number_c(t); END IF;
            IF t LIKE '%.%' THEN PERFORM ora.fail('ORA-01722: invalid number'); END IF;
            RETURN ora.text_number_c(replace(t, point, '.'));
        END $$;

        CREATE OR REPLACE FUNCTION ora.fit_number(n numeric, p int, s int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE r numeric := round(n, s);
        BEGIN
            IF abs(r) >= ('1e' || (p - s))::numeric THEN
                PERFORM ora.fail('ORA-01438: value larger than specified precision allowed for this column');
            END IF;
            RETURN r;
        END $$;
        CREATE OR REPLACE FUNCTION ora.fit_float(n numeric, bits int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF n = 0 THEN RETURN 0; END IF;
            RETURN trim_scale(round(n, ceil(bits * 0.30103)::int - 1 - ora.exponent(n)));
        END $$;
        """#

    /// BINARY_FLOAT and BINARY_DOUBLE to and from NUMBER and text.
    static let floats = #"""
        CREATE OR REPLACE FUNCTION ora.double_number(d float8) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF d = 'NaN' OR abs(d) = 'infinity' OR abs(d) >= 1e126 THEN
                PERFORM ora.fail('ORA-01426: numeric overflow');
            END IF;
            RETURN ora.num(trim_scale(d::text::numeric));
        END $$;
        CREATE OR REPLACE FUNCTION ora.number_double(n numeric) RETURNS float8
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT n::float8 $$;
        CREATE OR REPLACE FUNCTION ora.number_float(n numeric) RETURNS float4
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.double_float(n::float8) $$;
        CREATE OR REPLACE FUNCTION ora.double_float(d float8) RETURNS float4
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF d <> 'NaN' AND abs(d) >= 3.4028235677973366e38 THEN
                RETURN CASE WHEN d > 0 THEN 'infinity'::float4 ELSE '-infinity'::float4 END;
            END IF;
            IF d <> 'NaN' AND abs(d) < 7.1e-46 THEN RETURN 0; END IF;
            RETURN d::float4;
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_double(t text) RETURNS float8
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
        DECLARE s text := lower(trim(t));
        BEGIN
            IF s = '' THEN RETURN NULL; END IF;
            IF s ~ '^[-+]?inf(inity)?$' THEN
                RETURN CASE WHEN s LIKE '-%' THEN '-infinity'::float8 ELSE 'infinity'::float8 END;
            END IF;
            IF s ~ '^[-+]?nan$' THEN RETURN 'NaN'; END IF;
            s := replace(s, left(ora.numeric_characters(), 1), '.');
            IF s !~ '^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,4})?[fd]?$' THEN
                PERFORM ora.fail('ORA-01722: invalid number');
            END IF;
            s := rtrim(s, 'fd');
            IF abs(s::numeric) > 1.7976931348623157e308::numeric THEN
                RETURN CASE WHEN s LIKE '-%' THEN '-infinity'::float8 ELSE 'infinity'::float8 END;
            END IF;
            IF s::numeric <> 0 AND abs(s::numeric) < 4.9e-324::numeric THEN RETURN 0; END IF;
            RETURN s::float8;
        END $$;
        CREATE OR REPLACE FUNCTION ora.text_float(t text) RETURNS float4
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.double_float(ora.text_double(t)) $$;

        CREATE OR REPLACE FUNCTION ora.divide(a float8, b float8) RETURNS float8
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF b <> 0 OR a = 'NaN' THEN RETURN a / b; END IF;
            IF a = 0 THEN RETURN 'NaN'; END IF;
            RETURN CASE WHEN (a > 0) = (b::text NOT LIKE '-%') THEN 'infinity'::float8 ELSE '-infinity'::float8 END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.divide(a float4, b float4) RETURNS float4
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.double_float(ora.divide(a::float8, b::float8)) $$;

        -- As many digits as the width can tell apart, without zeros at the end, and an exponent of three digits.
        CREATE OR REPLACE FUNCTION ora.binary_text(d float8, digits int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            parts text[]; m text;
        BEGIN
            IF d = 'NaN' THEN RETURN 'Nan'; END IF;
            IF abs(d) = 'infinity' THEN RETURN CASE WHEN d > 0 THEN 'Inf' ELSE '-Inf' END; END IF;
            IF d = 0 THEN RETURN '0'; END IF;
            parts := regexp_match(ora.digits_of(d, digits), '^(-?)(\d)\.(\d*)E([-+])(\d+)$');
            m := rtrim(parts[3], '0');
            RETURN parts[1] || parts[2] || '.' || CASE WHEN m = '' THEN '0' ELSE m END || 'E' || parts[4]
                || lpad(parts[5], 3, '0');
        END $$;
        -- The exact binary value, rounded to so many digits.
        CREATE OR REPLACE FUNCTION ora.digits_of(d float8, digits int) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            bits bigint := ('x' || encode(float8send(d), 'hex'))::bit(64)::bigint;
            e int := ((bits >> 52) & 2047)::int;
            m numeric := bits & 4503599627370495;
            n numeric;
        BEGIN
            IF e = 0 THEN e := 1; ELSE m := m + 4503599627370496; END IF;
            e := e - 1075;
            IF e >= 0 THEN n := m * power(2::numeric, e);
            ELSE n := m * power(5::numeric, -e) * ('1e' || e)::numeric; END IF;
            RETURN CASE WHEN d < 0 THEN '-' ELSE '' END || ora.exponent_text(n, digits - 1);
        END $$;
        CREATE OR REPLACE FUNCTION ora.double_text(d float8) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT replace(ora.binary_text(d, 17), '.', left(ora.numeric_characters(), 1)) $$;
        CREATE OR REPLACE FUNCTION ora.float_text(d float4) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT replace(ora.binary_text(d::float8, 9), '.', left(ora.numeric_characters(), 1)) $$;
        """#
}
