extension Prelude {
    /// Timestamps are seconds since 1970-01-01; what relates them to the calendar and to zones.
    static let zones = #"""
        -- The calendar fields of seconds, without the fraction.
        CREATE OR REPLACE FUNCTION ora.stamp(t numeric) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF t < -210866803200 OR t >= 253402300800 THEN
                PERFORM ora.fail('ORA-01841: (full) year must be between -4713 and +9999, and not be 0');
            END IF;
            RETURN timestamp '1970-01-01' + floor(t)::float8 * interval '1 second';
        END $$;
        CREATE OR REPLACE FUNCTION ora.seconds(d timestamp) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT trunc(extract(epoch from d)) $$;
        CREATE OR REPLACE FUNCTION ora.ts_date(t numeric) RETURNS timestamp
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.stamp(t) $$;
        CREATE OR REPLACE FUNCTION ora.date_ts(d timestamp) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT trunc(extract(epoch from d)) $$;

        CREATE OR REPLACE FUNCTION ora.offset_text(seconds numeric) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN seconds < 0 THEN '-' ELSE '+' END
                || lpad(div(abs(seconds), 3600)::text, 2, '0') || ':'
                || lpad(div(abs(seconds) % 3600, 60)::text, 2, '0') $$;
        -- The zone as it is kept: `+05:30`, or the name of a region; ORA-01882 and the like otherwise.
        CREATE OR REPLACE FUNCTION ora.zone_name(z text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
            parts text[];
            found text;
        BEGIN
            IF z IS NULL THEN RETURN NULL; END IF;
            parts := regexp_match(z, '^\s*([-+]?)(\d{1,2}):(\d{1,2})\s*$');
            IF parts IS NOT NULL THEN
                IF parts[2]::int > 15 OR (parts[2]::int = 15 AND parts[3]::int > 0) THEN
                    PERFORM ora.fail('ORA-01874: time zone hour must be between -15 and 15');
                END IF;
                IF parts[3]::int > 59 THEN
                    PERFORM ora.fail('ORA-01875: time zone minute must be between -59 and 59');
                END IF;
                RETURN CASE WHEN parts[1] = '-' THEN '-' ELSE '+' END || lpad(parts[2], 2, '0') || ':'
                    || lpad(parts[3], 2, '0');
            END IF;
            SELECT name INTO found FROM ora.zones WHERE upper_name = upper(trim(z));
            IF found IS NULL THEN PERFORM ora.fail('ORA-01882: timezone region not found'); END IF;
            RETURN found;
        END $$;
        CREATE OR REPLACE FUNCTION ora.fixed_offset(z text) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN z LIKE '-%' THEN -1 ELSE 1 END
                * (substr(z, 2, 2)::int * 3600 + substr(z, 5, 2)::int * 60)::numeric $$;
        -- Seconds east of UTC at a moment.
        CREATE OR REPLACE FUNCTION ora.offset_at(z text, u numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            IF left(z, 1) IN ('+', '-') THEN RETURN ora.fixed_offset(z); END IF;
            RETURN trunc(extract(epoch from to_timestamp(floor(u)::float8) AT TIME ZONE z)) - floor(u);
        END $$;
        -- Seconds east of UTC at a time on the clocks of the zone; ORA-01878 for a time that they leap over.
        CREATE OR REPLACE FUNCTION ora.offset_for(z text, local numeric) RETURNS numeric
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE u numeric;
        BEGIN
            IF left(z, 1) IN ('+', '-') THEN RETURN ora.fixed_offset(z); END IF;
            u := trunc(extract(epoch from ora.stamp(local) AT TIME ZONE z));
            IF u + ora.offset_at(z, u) <> floor(local) THEN
                PERFORM ora.fail('ORA-01878: specified field not found in datetime or interval');
            END IF;
            RETURN floor(local) - u;
        END $$;

        CREATE OR REPLACE FUNCTION ora.tstz_local(x ora.tstz) RETURNS numeric
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (x).u + ora.offset_at((x).z, (x).u) $$;
        CREATE OR REPLACE FUNCTION ora.from_tz(local numeric, zone text) RETURNS ora.tstz
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE z text := ora.zone_name(zone);
        BEGIN
            IF local IS NULL OR z IS NULL THEN RETURN NULL; END IF;
            RETURN row(local - ora.offset_for(z, local), z)::ora.tstz;
        END $$;
        CREATE OR REPLACE FUNCTION ora.zone_tstz(local numeric, zone text) RETURNS ora.tstz
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.from_tz(local, zone) $$;
        CREATE OR REPLACE FUNCTION ora.local_tstz(local numeric) RETURNS ora.tstz
        LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN local IS NOT NULL
                THEN row(local - ora.offset_for(ora.zone(), local), ora.zone())::ora.tstz END $$;
        CREATE OR REPLACE FUNCTION ora.ltz_local(u numeric) RETURNS numeric
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT u + ora.offset_at(ora.zone(), u) $$;
        CREATE OR REPLACE FUNCTION ora.local_ltz(local numeric) RETURNS numeric
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT local - ora.offset_for(ora.zone(), local) $$;
        CREATE OR REPLACE FUNCTION ora.tstz(u numeric, z text) RETURNS ora.tstz
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE WHEN u IS NOT NULL AND z IS NOT NULL THEN row(u, z)::ora.tstz END $$;
        CREATE OR REPLACE FUNCTION ora.ltz_tstz(u numeric) RETURNS ora.tstz
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.tstz(u, ora.zone()) $$;
        CREATE OR REPLACE FUNCTION ora.at_zone(x ora.tstz, zone text) RETURNS ora.tstz
        LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ora.tstz((x).u, ora.zone_name(zone)) $$;
        CREATE OR REPLACE FUNCTION ora.fit_tstz(x ora.tstz, digits int) RETURNS ora.tstz
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ora.tstz(round((x).u, digits), (x).z) $$;

        -- Moments. All of one statement are the same.
        CREATE OR REPLACE FUNCTION ora.now_utc() RETURNS numeric LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT extract(epoch from statement_timestamp()) $$;
        CREATE OR REPLACE FUNCTION ora.server_zone() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT coalesce(nullif(current_setting('ora.server_zone', true), ''), '+00:00') $$;
        CREATE OR REPLACE FUNCTION ora.sysdate() RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT ora.stamp(ora.now_utc() + ora.offset_at(ora.server_zone(), ora.now_utc())) $$;
        CREATE OR REPLACE FUNCTION ora.systimestamp() RETURNS ora.tstz LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT row(ora.now_utc(),
                ora.offset_text(ora.offset_at(ora.server_zone(), ora.now_utc())))::ora.tstz $$;
        CREATE OR REPLACE FUNCTION ora.current_timestamp() RETURNS ora.tstz LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT row(ora.now_utc(), ora.zone())::ora.tstz $$;
        CREATE OR REPLACE FUNCTION ora.localtimestamp() RETURNS numeric LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT ora.ltz_local(ora.now_utc()) $$;
        CREATE OR REPLACE FUNCTION ora.current_date() RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT ora.stamp(ora.ltz_local(ora.now_utc())) $$;
        CREATE OR REPLACE FUNCTION ora.tz_offset(z text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        BEGIN
            IF upper(z) = 'DBTIMEZONE' THEN z := '+00:00'; ELSIF upper(z) = 'SESSIONTIMEZONE' THEN z := ora.zone(); END
                IF;
            RETURN ora.offset_text(ora.offset_at(ora.zone_name(z), ora.now_utc()));
        END $$;
        CREATE OR REPLACE FUNCTION ora.new_time(d timestamp, a text, b text) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            names text[] := '{AST,ADT,BST,BDT,CST,CDT,EST,EDT,GMT,HST,HDT,MST,MDT,NST,PST,PDT,YST,YDT}';
            hours numeric[] := '{-4,-3,-11,-10,-6,-5,-5,-4,0,-10,-9,-7,-6,-3.5,-8,-7,-9,-8}';
            i int := array_position(names, upper(a));
            j int := array_position(names, upper(b));
        BEGIN
            IF i IS NULL OR j IS NULL THEN PERFORM ora.fail('ORA-01857: not a valid time zone'); END IF;
            RETURN ora.stamp(ora.seconds(d) + (hours[j] - hours[i]) * 3600);
        END $$;
        """#
}
