extension Prelude {
    /// Aggregates that PostgreSQL lacks, and the numbers of those that it computes with fewer digits.
    static let aggregates = #"""
        -- The first and the last value that is not null, for IGNORE NULLS.
        CREATE OR REPLACE FUNCTION ora.keep_first(a anyelement, b anyelement) RETURNS anyelement
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT a $$;
        CREATE OR REPLACE FUNCTION ora.keep_last(a anyelement, b anyelement) RETURNS anyelement
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT b $$;
        CREATE OR REPLACE AGGREGATE ora.first_known(anyelement) (sfunc = ora.keep_first, stype = anyelement);
        CREATE OR REPLACE AGGREGATE ora.last_known(anyelement) (sfunc = ora.keep_last, stype = anyelement);

        CREATE OR REPLACE FUNCTION ora.least_zoned(a ora.tstz, b ora.tstz) RETURNS ora.tstz
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT CASE WHEN (b).u < (a).u THEN b ELSE a END $$;
        CREATE OR REPLACE FUNCTION ora.greatest_zoned(a ora.tstz, b ora.tstz) RETURNS ora.tstz
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT CASE WHEN (b).u > (a).u THEN b ELSE a END $$;
        CREATE OR REPLACE AGGREGATE ora.min(ora.tstz) (sfunc = ora.least_zoned, stype = ora.tstz);
        CREATE OR REPLACE AGGREGATE ora.max(ora.tstz) (sfunc = ora.greatest_zoned, stype = ora.tstz);
        CREATE OR REPLACE FUNCTION ora.least_bytes(a bytea, b bytea) RETURNS bytea
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT CASE WHEN b < a THEN b ELSE a END $$;
        CREATE OR REPLACE FUNCTION ora.greatest_bytes(a bytea, b bytea) RETURNS bytea
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT CASE WHEN b > a THEN b ELSE a END $$;
        CREATE OR REPLACE AGGREGATE ora.min(bytea) (sfunc = ora.least_bytes, stype = bytea);
        CREATE OR REPLACE AGGREGATE ora.max(bytea) (sfunc = ora.greatest_bytes, stype = bytea);

        CREATE OR REPLACE FUNCTION ora.sum_checked(n numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.num(n) $$;

        -- The value between the rows: the state is the fraction and then the values.
        CREATE OR REPLACE FUNCTION ora.gather(state numeric[], n numeric, fraction numeric) RETURNS numeric[]
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN n IS NULL THEN state ELSE coalesce(state, ARRAY[fraction]) || n END $$;
        CREATE OR REPLACE FUNCTION ora.percentile_between(state numeric[]) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            n numeric[] := ARRAY(SELECT x FROM unnest(state[2:]) AS x ORDER BY x);
            count int := array_length(n, 1);
            place numeric := abs(state[1]) * (count - 1);
            low int := floor(place);
        BEGIN
            IF abs(state[1]) > 1 THEN
                PERFORM ora.fail('ORA-30490: Ambiguous expression in GROUP BY ROLLUP or CUBE list');
            END IF;
            RETURN ora.num(trim_scale(n[low + 1] + (place - low) * (n[least(low + 2, count)] - n[low + 1])));
        END $$;
        CREATE OR REPLACE FUNCTION ora.percentile_step(state numeric[]) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE n numeric[] := ARRAY(SELECT x FROM unnest(state[2:]) AS x ORDER BY x);
        BEGIN RETURN n[greatest(1, ceil(state[1] * array_length(n, 1))::int)]; END $$;
        CREATE OR REPLACE AGGREGATE ora.percentile_cont(numeric, numeric) (
            sfunc = ora.gather, stype = numeric[], finalfunc = ora.percentile_between);
        CREATE OR REPLACE AGGREGATE ora.percentile_disc(numeric, numeric) (
            sfunc = ora.gather, stype = numeric[], finalfunc = ora.percentile_step);
        """#

    /// Statistics from counts and sums, so that all digits stay and windows work.
    static let statistics = #"""
        -- The variance of a population (less = 0) or a sample (less = 1); a single value of VARIANCE gives 0.
        CREATE OR REPLACE FUNCTION ora.spread(n bigint, s numeric, squares numeric, less int) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN
            IF n = 0 OR n - less < 1 THEN RETURN NULL; END IF;
            RETURN ora.divide(greatest(0, squares - ora.divide(s * s, n)), n - less);
        END $$;
        CREATE OR REPLACE FUNCTION ora.variance(n bigint, s numeric, squares numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN n = 1 THEN 0 ELSE ora.spread(n, s, squares, 1) END $$;
        CREATE OR REPLACE FUNCTION ora.covariance(n bigint, products numeric, a numeric, b numeric, less int)
        RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN
            IF n = 0 OR n - less < 1 THEN RETURN NULL; END IF;
            RETURN ora.divide(products - ora.divide(a * b, n), n - less);
        END $$;
        CREATE OR REPLACE FUNCTION ora.correlation(
            n bigint, products numeric, a numeric, b numeric, squares_a numeric, squares_b numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE below numeric;
        BEGIN
            IF n = 0 THEN RETURN NULL; END IF;
            below := (n * squares_a - a * a) * (n * squares_b - b * b);
            IF below <= 0 THEN RETURN NULL; END IF;
            RETURN ora.divide(n * products - a * b, ora.sqrt(below));
        END $$;
        """#
}
