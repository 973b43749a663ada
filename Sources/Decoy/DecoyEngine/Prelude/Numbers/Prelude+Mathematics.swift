extension Prelude {
    /// Functions of NUMBER with all the digits that a NUMBER has.
    static let mathematics = #"""
        CREATE OR REPLACE FUNCTION ora.power(a numeric, b numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE size numeric;
        BEGIN
            IF a = 0 THEN
                IF b < 0 THEN PERFORM ora.fail('ORA-01426: numeric overflow'); END IF;
                RETURN CASE WHEN b = 0 THEN 1 ELSE 0 END;
            END IF;
            IF a < 0 AND b <> trunc(b) THEN PERFORM ora.fail_range(a); END IF;
            size := log(abs(a)) * b;
            IF size > 126 THEN PERFORM ora.fail('ORA-01426: numeric overflow'); END IF;
            IF size < -130 THEN RETURN 0; END IF;
            RETURN ora.num(power(round(a, greatest(45 - least(size, 0)::int, scale(a))), b));
        END $$;
        CREATE OR REPLACE FUNCTION ora.sqrt(n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF n < 0 THEN PERFORM ora.fail_range(n); END IF;
            IF n = 0 THEN RETURN 0; END IF;
            RETURN ora.num(sqrt(round(n, greatest(scale(n), 2 * greatest(45 - ora.exponent(n) / 2, 0)))));
        END $$;
        CREATE OR REPLACE FUNCTION ora.ln(n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF n <= 0 THEN PERFORM ora.fail_range(n); END IF;
            RETURN ora.num(ln(round(n, greatest(scale(n), 60))));
        END $$;
        CREATE OR REPLACE FUNCTION ora.log(b numeric, n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE e int;
        BEGIN
            IF b <= 0 OR b = 1 THEN PERFORM ora.fail_range(b); END IF;
            IF n <= 0 THEN PERFORM ora.fail_range(n); END IF;
            e := round(ln(n) / ln(b));
            IF abs(e) < 400 AND power(round(b, 60), e) = n THEN RETURN e; END IF;
            RETURN ora.num(ln(round(n, 60)) / ln(round(b, 60)));
        END $$;
        CREATE OR REPLACE FUNCTION ora.exp(n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF n > 291 THEN PERFORM ora.fail('ORA-01426: numeric overflow'); END IF;
            IF n < -300 THEN RETURN 0; END IF;
            RETURN ora.num(exp(round(n, 60 + greatest(0, -n / 2)::int)));
        END $$;
        CREATE OR REPLACE FUNCTION ora.mod(a numeric, b numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN b = 0 THEN a ELSE a % b END $$;
        CREATE OR REPLACE FUNCTION ora.mod(a float8, b float8) RETURNS float8
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF b = 0 OR abs(b) = 'infinity' THEN RETURN a; END IF;
            IF a = 'NaN' OR b = 'NaN' OR abs(a) = 'infinity' THEN RETURN 'NaN'; END IF;
            RETURN (a::text::numeric % b::text::numeric)::float8;
        END $$;
        CREATE OR REPLACE FUNCTION ora.remainder(a numeric, b numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            q numeric; n numeric;
        BEGIN
            IF b = 0 THEN PERFORM ora.fail('ORA-01476: divisor is equal to zero'); END IF;
            q := ora.divide(a, b);
            n := round(q);
            IF abs(q - trunc(q)) = 0.5 AND n % 2 <> 0 THEN n := n - sign(n); END IF;
            RETURN ora.num(a - b * n);
        END $$;
        CREATE OR REPLACE FUNCTION ora.bitand(a numeric, b numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (trunc(a)::int8 & trunc(b)::int8)::numeric $$;
        CREATE OR REPLACE FUNCTION ora.width_bucket(n numeric, low numeric, high numeric, count numeric)
        RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF count < 1 THEN
                PERFORM ora.fail('ORA-30494: The argument [4] of WIDTH_BUCKET function is NULL or invalid.');
            END IF;
            IF low = high THEN RETURN CASE WHEN n < low THEN 0 ELSE trunc(count) + 1 END; END IF;
            RETURN width_bucket(n, low, high, trunc(count)::int);
        END $$;
        CREATE OR REPLACE FUNCTION ora.round(n numeric, digits numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT round(n, least(greatest(trunc(digits), -200), 200)::int) $$;
        CREATE OR REPLACE FUNCTION ora.trunc(n numeric, digits numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT trunc(n, least(greatest(trunc(digits), -200), 200)::int) $$;
        """#

    /// Circular and hyperbolic functions by their series, with 45 digits on the way.
    static let trigonometry = #"""
        CREATE OR REPLACE FUNCTION ora.pi() RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT 3.141592653589793238462643383279502884197169399375105820974944592307816 $$;
        -- The series of sine (first = 1) and cosine (first = 0) of an angle of at most half a turn.
        CREATE OR REPLACE FUNCTION ora.circular_series(x numeric, first int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            square numeric := round(x * x, 60);
            term numeric := CASE WHEN first = 1 THEN x ELSE 1 END;
            total numeric := term;
            k int := first;
        BEGIN
            WHILE abs(term) > 1e-58 LOOP
                term := round(-term * square / ((k + 1) * (k + 2)), 60);
                total := total + term;
                k := k + 2;
            END LOOP;
            RETURN total;
        END $$;
        CREATE OR REPLACE FUNCTION ora.turned(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT round(x, 60) - 2 * ora.pi() * round(round(x, 60) / (2 * ora.pi())) $$;
        CREATE OR REPLACE FUNCTION ora.sin(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.num(round(ora.circular_series(ora.turned(x), 1), 42)) $$;
        CREATE OR REPLACE FUNCTION ora.cos(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.num(round(ora.circular_series(ora.turned(x), 0), 42)) $$;
        CREATE OR REPLACE FUNCTION ora.tan(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.num(ora.circular_series(ora.turned(x), 1) / ora.circular_series(ora.turned(x), 0)) $$;
        CREATE OR REPLACE FUNCTION ora.atan_raw(n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            x numeric := round(abs(n), 70);
            term numeric; total numeric; square numeric;
            k int := 1;
        BEGIN
            IF x > 1 THEN RETURN sign(n) * (ora.pi() / 2 - ora.atan_raw(1 / x)); END IF;
            FOR i IN 1..3 LOOP x := round(x / (1 + sqrt(1 + x * x)), 70); END LOOP;
            square := round(x * x, 70);
            term := x;
            total := x;
            WHILE abs(term) > 1e-60 LOOP
                term := round(-term * square, 70);
                k := k + 2;
                total := total + round(term / k, 70);
            END LOOP;
            RETURN sign(n) * total * 8;
        END $$;
        CREATE OR REPLACE FUNCTION ora.atan(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.num(round(ora.atan_raw(n), 42)) $$;
        CREATE OR REPLACE FUNCTION ora.asin(n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF abs(n) > 1 THEN PERFORM ora.fail_range(n); END IF;
            IF abs(n) = 1 THEN RETURN ora.num(n * ora.pi() / 2); END IF;
            RETURN ora.num(round(ora.atan_raw(n / sqrt(round(1 - n * n, 70))), 42));
        END $$;
        CREATE OR REPLACE FUNCTION ora.acos(n numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF abs(n) > 1 THEN PERFORM ora.fail_range(n); END IF;
            IF abs(n) = 1 THEN RETURN CASE WHEN n = 1 THEN 0 ELSE ora.num(ora.pi()) END; END IF;
            RETURN ora.num(round(ora.pi() / 2 - ora.atan_raw(n / sqrt(round(1 - n * n, 70))), 42));
        END $$;
        CREATE OR REPLACE FUNCTION ora.atan2(y numeric, x numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF x = 0 AND y = 0 THEN PERFORM ora.fail_range(x); END IF;
            IF x = 0 THEN RETURN ora.num(sign(y) * ora.pi() / 2); END IF;
            IF x > 0 THEN RETURN ora.num(round(ora.atan_raw(round(y, 80) / x), 42)); END IF;
            RETURN ora.num(round(ora.atan_raw(round(y, 80) / x)
                + CASE WHEN y < 0 THEN -ora.pi() ELSE ora.pi() END, 42));
        END $$;
        CREATE OR REPLACE FUNCTION ora.sinh(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.num((exp(round(n, 60)) - exp(round(-n, 60))) / 2) $$;
        CREATE OR REPLACE FUNCTION ora.cosh(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.num((exp(round(n, 60)) + exp(round(-n, 60))) / 2) $$;
        CREATE OR REPLACE FUNCTION ora.tanh(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN abs(n) > 100 THEN sign(n) ELSE ora.num((exp(round(2 * n, 60)) - 1)
                / (exp(round(2 * n, 60)) + 1)) END $$;
        """#
}
