extension Prelude {
    /// Arithmetic and functions of the calendar.
    static let calendar = #"""
        CREATE OR REPLACE FUNCTION ora.whole(n numeric) RETURNS int LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
            $$
        BEGIN RETURN least(greatest(trunc(n), -2147483648), 2147483647)::int; END $$;
        CREATE OR REPLACE FUNCTION ora.add_days(d timestamp, days numeric) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF days = trunc(days) AND abs(days) < 1000000 AND d BETWEEN '0001-01-01' AND '7000-01-01' THEN
                RETURN d + days::int * interval '1 day';
            END IF;
            RETURN ora.stamp(ora.seconds(d) + round(days * 86400));
        END $$;
        CREATE OR REPLACE FUNCTION ora.add_seconds(d timestamp, s numeric) RETURNS timestamp
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.stamp(ora.seconds(d) + trunc(s)) $$;
        -- The days between two dates.
        CREATE OR REPLACE FUNCTION ora.days_between(a timestamp, b timestamp) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.divide(trunc(extract(epoch from a) - extract(epoch from b)), 86400) $$;
        CREATE OR REPLACE FUNCTION ora.month_days(d timestamp) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT extract(day from date_trunc('month', d) + interval '1 month - 1 day')::int $$;
        -- A date and an INTERVAL YEAR TO MONTH: ORA-01839 where the day is not in the month.
        CREATE OR REPLACE FUNCTION ora.add_interval_months(d timestamp, months int) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE r timestamp := d + months * interval '1 month';
        BEGIN
            IF extract(day from r) <> extract(day from d) THEN
                PERFORM ora.fail('ORA-01839: date not valid for month specified');
            END IF;
            RETURN ora.stamp(ora.seconds(r));
        END $$;
        CREATE OR REPLACE FUNCTION ora.add_interval_months(t numeric, months int) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT ora.seconds(ora.add_interval_months(ora.stamp(t), months)) + (t - floor(t)) $$;
        CREATE OR REPLACE FUNCTION ora.add_interval_months(x ora.tstz, months int) RETURNS ora.tstz
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.from_tz(ora.add_interval_months(ora.tstz_local(x), months),
            (x).z) $$;
        CREATE OR REPLACE FUNCTION ora.add_seconds(x ora.tstz, s numeric) RETURNS ora.tstz
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.tstz((x).u + s, (x).z) $$;
        CREATE OR REPLACE FUNCTION ora.ltz_add_ym(u numeric, months int) RETURNS numeric
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.local_ltz(ora.add_interval_months(ora.ltz_local(u), months))
            $$;

        CREATE OR REPLACE FUNCTION ora.add_months(d timestamp, n numeric) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            months int := ora.whole(n);
            r timestamp := d + months * interval '1 month';
        BEGIN
            IF extract(day from d) >= 28 AND extract(day from d) = ora.month_days(d) THEN
                r := r + (ora.month_days(r) - extract(day from r))::int * interval '1 day';
            END IF;
            RETURN ora.stamp(ora.seconds(r));
        END $$;
        CREATE OR REPLACE FUNCTION ora.months_between(a timestamp, b timestamp) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE months int := (extract(year from a) - extract(year from b)) * 12
            + extract(month from a) - extract(month from b);
        BEGIN
            IF extract(year from a) > 0 AND extract(year from b) < 0 THEN months := months - 12; END IF;
            IF extract(year from a) < 0 AND extract(year from b) > 0 THEN months := months + 12; END IF;
            IF extract(day from a) = extract(day from b) OR (extract(day from a) = ora.month_days(a)
                AND extract(day from b) = ora.month_days(b)) THEN
                RETURN months;
            END IF;
            RETURN ora.num(months + ora.divide((extract(day from a) - extract(day from b)) * 86400
                + trunc(extract(epoch from a::time)) - trunc(extract(epoch from b::time)), 31 * 86400));
        END $$;
        CREATE OR REPLACE FUNCTION ora.last_day(d timestamp) RETURNS timestamp
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT d + (ora.month_days(d) - extract(day from d)::int) * interval '1 day' $$;
        CREATE OR REPLACE FUNCTION ora.next_day(d timestamp, name text) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            n int := CASE WHEN length(trim(name)) < 3 THEN 0
                ELSE (position(left(upper(trim(name)), 3) in 'MON TUE WED THU FRI SAT SUN ') + 3) / 4 END;
            ahead int;
        BEGIN
            IF trim(name) ~ '^[1-7]$' THEN n := (trim(name)::int + 5) % 7 + 1; END IF;
            IF n = 0 THEN PERFORM ora.fail('ORA-01846: not a valid day of the week'); END IF;
            ahead := (n - extract(isodow from d)::int + 7) % 7;
            RETURN d + CASE WHEN ahead = 0 THEN 7 ELSE ahead END * interval '1 day';
        END $$;
        CREATE OR REPLACE FUNCTION ora.midnight(d timestamp) RETURNS timestamp
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_trunc('day', d) $$;

        -- EXTRACT from the fields of a date.
        CREATE OR REPLACE FUNCTION ora.extract_tz(x ora.tstz, field text) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE field WHEN 'HOUR' THEN trunc(ora.offset_at((x).z, (x).u) / 3600)
                ELSE trunc(ora.offset_at((x).z, (x).u) % 3600 / 60) END $$;
        """#

    /// ROUND and TRUNC of dates by unit.
    static let calendarRounding = #"""
        -- The unit of a model, with its spellings made one.
        CREATE OR REPLACE FUNCTION ora.calendar_unit(model text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE u text := upper(trim(model));
        BEGIN
            RETURN CASE
                WHEN u IN ('CC', 'SCC') THEN 'CC'
                WHEN u IN ('SYYYY', 'YYYY', 'YEAR', 'SYEAR', 'YYY', 'YY', 'Y') THEN 'Y'
                WHEN u IN ('IYYY', 'IYY', 'IY', 'I') THEN 'IY'
                WHEN u = 'Q' THEN 'Q' WHEN u IN ('MONTH', 'MON', 'MM', 'RM') THEN 'MM'
                WHEN u IN ('WW', 'IW', 'W') THEN u
                WHEN u IN ('DDD', 'DD', 'J') THEN 'DD' WHEN u IN ('DAY', 'DY', 'D') THEN 'D'
                WHEN u IN ('HH', 'HH12', 'HH24') THEN 'HH' WHEN u = 'MI' THEN 'MI' WHEN u = 'SS' THEN 'SS' END;
        END $$;
        CREATE OR REPLACE FUNCTION ora.trunc_date(d timestamp, model text) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            u text := ora.calendar_unit(model);
            m timestamp := date_trunc('day', d);
            y int := extract(year from d);
        BEGIN
            CASE u
                WHEN 'DD' THEN RETURN m;
                WHEN 'MM' THEN RETURN date_trunc('month', d);
                WHEN 'Y' THEN RETURN date_trunc('year', d);
                WHEN 'Q' THEN RETURN date_trunc('quarter', d);
                WHEN 'CC' THEN RETURN make_timestamp((y - 1) / 100 * 100 + 1, 1, 1, 0, 0, 0);
                WHEN 'IY' THEN RETURN date_trunc('week', make_timestamp(extract(isoyear from d)::int, 1, 4, 0, 0, 0));
                WHEN 'IW' THEN RETURN date_trunc('week', d);
                WHEN 'WW' THEN RETURN m - ((extract(doy from d)::int - 1) % 7) * interval '1 day';
                WHEN 'W' THEN RETURN m - ((extract(day from d)::int - 1) % 7) * interval '1 day';
                WHEN 'D' THEN RETURN m - (ora.weekday(d) - 1) * interval '1 day';
                WHEN 'HH' THEN RETURN date_trunc('hour', d);
                WHEN 'MI' THEN RETURN date_trunc('minute', d);
                WHEN 'SS' THEN RETURN date_trunc('second', d);
                ELSE PERFORM ora.fail('ORA-01898: too many precision specifiers');
            END CASE;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION ora.round_date(d timestamp, model text) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            u text := ora.calendar_unit(model);
            low timestamp := ora.trunc_date(d, model);
            m int := extract(month from d);
        BEGIN
            RETURN CASE u
                WHEN 'DD' THEN low + CASE WHEN d - low >= interval '12 hours' THEN 1 ELSE 0 END * interval '1 day'
                WHEN 'MM' THEN low + CASE WHEN extract(day from d) >= 16 THEN 1 ELSE 0 END * interval '1 month'
                WHEN 'Y' THEN low + CASE WHEN m >= 7 THEN 12 ELSE 0 END * interval '1 month'
                WHEN 'Q' THEN low + CASE WHEN m % 3 = 0 OR (m % 3 = 2 AND extract(day from d) >= 16) THEN 3 ELSE 0 END
                    * interval '1 month'
                WHEN 'CC' THEN low + CASE WHEN extract(year from d) - extract(year from low) >= 50 THEN 100 ELSE 0 END
                    * interval '1 year'
                WHEN 'IY' THEN CASE WHEN m >= 7
                    THEN date_trunc('week', make_timestamp(extract(year from d)::int + 1, 1, 4, 0, 0, 0)) ELSE low END
                WHEN 'HH' THEN low + CASE WHEN extract(minute from d) >= 30 THEN 1 ELSE 0 END * interval '1 hour'
                WHEN 'MI' THEN low + CASE WHEN extract(second from d) >= 30 THEN 1 ELSE 0 END * interval '1 minute'
                WHEN 'SS' THEN low
                ELSE low + CASE WHEN d - low >= interval '3 days 12 hours' THEN 7 ELSE 0 END * interval '1 day' END;
        END $$;
        """#
}
