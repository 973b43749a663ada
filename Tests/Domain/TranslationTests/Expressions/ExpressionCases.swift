/// Expressions over the columns of `BothEnds`, each of which must give the same at both ends for every row.
enum ExpressionCases {
    static let numbers = [
        "N + 1", "N - W", "-N", "N * W", "N / 3", "1 / 3", "W / 8 * 7", "MOD(W, 3)", "MOD(W, B)", "MOD(N, 2)",
        "MOD(W, 0)", "ROUND(N)", "ROUND(N, 1)", "ROUND(N, -2)", "TRUNC(N)", "TRUNC(N, 1)", "TRUNC(W, -1)", "CEIL(N)",
        "FLOOR(N)", "SIGN(N)", "ABS(N)", "POWER(W, 2)", "POWER(N, 3)", "GREATEST(N, W, 1)", "LEAST(N, W)",
        "NVL(N, -1)", "NVL2(N, 1, 0)", "COALESCE(N, W, 0)", "NULLIF(W, B)", "NULLIF(W, -7)", "DECODE(W, 0, 1, 5, 2, 3)",
        "DECODE(W, NULL, 'none', B, 'same', 'other')", "CASE WHEN N > 0 THEN W ELSE B END",
        "CASE W WHEN 5 THEN 1 WHEN NULL THEN 2 END", "BITAND(ABS(W), 6)", "1E3 + N", "N + '1.5'",
        "TO_NUMBER('12.5') * W",
        "CAST(N AS NUMBER(9))", "CAST(N AS NUMBER(10,1))", "CAST(N AS INTEGER)", "(N + W) / NULLIF(B, 0)",
        "N * 0.000000000000000000001", "NVL(N, 0) + NVL(W, 0) - NVL(B, 0)", "ROUND(N / 7, 5)", "TRUNC(N / 7, 5)",
        "CASE WHEN NULL = NULL THEN 1 ELSE 0 END", "N + NULL", ".5 + N",
    ]

    static let texts = [
        "S || P", "S || NULL", "P || '-' || S", "S || W", "W || N", "'[' || N || ']'", "NULL || NULL", "P || P || P",
        "UPPER(S)", "LOWER(S)", "LENGTH(S)", "LENGTH(P)", "LENGTHB(S)", "LENGTH(TRIM(S))", "TRIM(S)", "LTRIM(S)",
        "RTRIM(S)", "TRIM(LEADING 'a' FROM S)", "TRIM(BOTH 'A' FROM S)", "LTRIM(S, 'a')", "RTRIM(S, 'c')",
        "SUBSTR(S, 2)", "SUBSTR(S, 0, 2)", "SUBSTR(S, -2)", "SUBSTR(S, -20)", "SUBSTR(S, 2, 0)", "SUBSTR(S, 2, -1)",
        "SUBSTR(S, W, 2)", "SUBSTR(S, 1.9, 1)", "SUBSTR(S, 50)", "INSTR(S, 'X')", "INSTR(S, P)", "INSTR(S, 'x')",
        "INSTR(S, 'X', 3)", "INSTR(S, '')", "REPLACE(S, 'X', '-')", "REPLACE(S, P)", "REPLACE(S, 'a', '')",
        "REPLACE(S, NULL, 'x')", "REPLACE(S, P, S)", "TRANSLATE(S, 'abc', 'bcd')", "TRANSLATE(S, 'aX', 'b')",
        "TRANSLATE(S, 'a', '')", "LPAD(S, 5, '*')", "RPAD(S, 5, '*')", "LPAD(S, 2)", "LPAD(S, 0)", "LPAD(S, B, 'ab')",
        "RPAD(P, 3)", "CHR(65) || CHR(10)", "ASCII(S)", "ASCII(P)", "NVL(P, 'none')", "NVL(TRIM(S), 'none')",
        "NVL2(P, 'yes', 'no')", "COALESCE(P, S, '?')", "NULLIF(S, P)", "NULLIF(S, 'a')", "GREATEST(S, P)",
        "LEAST(S, P)",
        "DECODE(S, 'a', 1, 'ABC', 2, NULL, 3, 4)", "DECODE(P, S, 'same', 'other')", "DECODE(W, 0, NULL, 5, 12.50, N)",
        "TO_CHAR(N)", "TO_CHAR(W)", "TO_CHAR(0.5)", "TO_CHAR(N * 10)", "TO_CHAR(W / 4)", "CONCAT(S, P)", "C || '|'",
        "LENGTH(C)", "UPPER(C)", "SUBSTR(C, 2, 2)", "RTRIM(C) || '|'", "CAST(N AS VARCHAR2(10))",
        "CAST(S AS VARCHAR2(3))", "REGEXP_REPLACE(S, '[aX]', '-')", "REGEXP_REPLACE(S, '[a-z]+')",
        "REGEXP_SUBSTR(S, '[A-Za-z]+')", "REGEXP_SUBSTR(S, '[[:alpha:]]+', 1, 2)", "REGEXP_INSTR(S, '[A-Z]')",
        "CASE WHEN P IS NULL THEN 'null' ELSE P END", "CASE S WHEN 'a' THEN P WHEN 'ABC' THEN S END",
        "'it''s \\ ' || S",
        "SUBSTR(S, 1, 1) || SUBSTR(S, 2)", "NVL(SUBSTR(S, 3), P)", "LENGTH(SUBSTR(S, 3))", "LENGTH(S || P)",
    ]

    static let moments = [
        "D + 1", "D - 1", "1 + D", "D + B", "D + 1 / 24", "D + 0.5", "D + N", "D - E", "E - D", "TRUNC(D) - TRUNC(E)",
        "D + INTERVAL '1' DAY", "D - INTERVAL '1 02:03:04' DAY TO SECOND", "D + INTERVAL '90' MINUTE",
        "T + INTERVAL '1.5' SECOND", "D + NUMTODSINTERVAL(B, 'HOUR')", "ADD_MONTHS(D, 1)", "ADD_MONTHS(D, -1)",
        "ADD_MONTHS(D, 12)", "ADD_MONTHS(D, B)", "ADD_MONTHS(D, 1.9)", "MONTHS_BETWEEN(D, E)", "MONTHS_BETWEEN(E, D)",
        "MONTHS_BETWEEN(D, D)", "LAST_DAY(D)", "LAST_DAY(E)", "NEXT_DAY(D, 'MONDAY')", "NEXT_DAY(E, 'SUN')", "TRUNC(D)",
        "TRUNC(D, 'MM')", "TRUNC(D, 'YYYY')", "TRUNC(D, 'Q')", "TRUNC(D, 'IW')", "TRUNC(D, 'HH24')", "TRUNC(D, 'MI')",
        "TRUNC(T)", "ROUND(D)", "EXTRACT(YEAR FROM D)", "EXTRACT(MONTH FROM D)", "EXTRACT(DAY FROM D)",
        "EXTRACT(HOUR FROM T)", "EXTRACT(SECOND FROM T)", "TO_CHAR(D, 'YYYY-MM-DD')", "TO_CHAR(D, 'YYYYMMDDHH24MISS')",
        "TO_CHAR(D, 'DD.MM.YY HH12:MI AM')", "TO_CHAR(D, 'Mon DD, YYYY')", "TO_CHAR(D, 'MONTH')",
        "TO_CHAR(D, 'FMMonth DD')",
        "TO_CHAR(D, 'DY')", "TO_CHAR(D, 'Day')", "TO_CHAR(D, 'Q')", "TO_CHAR(D, 'IW')", "TO_CHAR(D, 'IYYY')",
        "TO_CHAR(D, 'DDD')",
        "TO_CHAR(D, 'WW')", "TO_CHAR(D, 'W')", "TO_CHAR(D, 'J')", "TO_CHAR(D, 'SSSSS')", "TO_CHAR(D, 'YYYY\"T\"HH24')",
        "TO_CHAR(T, 'HH24:MI:SS.FF3')", "TO_CHAR(T, 'SS.FF6')", "TO_CHAR(T, 'SS.FF')",
        "TO_DATE('2024-02-29', 'YYYY-MM-DD') + B",
        "TO_DATE('31-DEC-99', 'DD-MON-RR')", "TO_DATE('31.12.99', 'DD.MM.RRRR')", "TO_DATE('31.12.49', 'DD.MM.RRRR')",
        "TO_DATE('31.12.2099', 'DD.MM.RRRR')", "TO_DATE('99-12-31', 'YYYY-MM-DD')",
        "TO_DATE('20240229 1314', 'YYYYMMDD HH24MI')", "DATE '2024-02-29'",
        "TIMESTAMP '2024-02-29 01:02:03.5'", "GREATEST(D, E)", "LEAST(D, E)", "NVL(D, DATE '2000-01-01')",
        "CAST(D AS TIMESTAMP(3))", "CASE WHEN D < E THEN D ELSE E END", "DECODE(D, E, 1, 0)", "NULLIF(D, E)",
        "TO_CHAR(ADD_MONTHS(TRUNC(D, 'MM'), 1) - 1, 'DD')",
    ]

    static let numberFormats = [
        "TO_CHAR(N, '9999999.99')", "TO_CHAR(N, 'FM9999990.00')", "TO_CHAR(N, '9,999,990.00')", "TO_CHAR(W, '000')",
        "TO_CHAR(W, 'FM0000000000')", "TO_CHAR(W, '999')", "TO_CHAR(N, '0.0')", "TO_CHAR(N / -1000000, '0.00')",
        "TO_CHAR(W, 'FM999,999,999')",
    ]

    /// Conditions below that only a query can hold.
    static let notInChecks = 1

    static let conditions = [
        "N > 0", "N <> W", "N = '0.5'", "S = 'a'", "S = ''", "S <> ''", "S = P", "S != P", "S < 'b'", "P IS NULL",
        "TRIM(S) IS NULL", "SUBSTR(S, 3) IS NOT NULL", "S || P IS NULL", "N IN (0, 0.5, NULL)", "N NOT IN (0, 0.5)",
        "N NOT IN (0, NULL)", "W IN (NULL, '')", "S IN (NULL, 'a')", "S IN ('a', 'ABC')", "S IN ('a', '')",
        "UPPER(S) IN ('ABC')", "W BETWEEN -7 AND 5",
        "W NOT BETWEEN 0 AND B", "S BETWEEN 'A' AND 'a'", "D BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'",
        "S LIKE 'a%'", "S LIKE '%X%'", "S NOT LIKE '%a%'", "S LIKE '%!%%' ESCAPE '!'", "S LIKE '%\\_%' ESCAPE '\\'",
        "S LIKE '%\\%'", "S LIKE P || '%'", "S LIKE '_BC'", "C LIKE 'x'", "C LIKE 'x%'", "C = 'x'", "S LIKE ''",
        "N LIKE '%5%'", "NOT (N > 0)", "NOT (N > 0 AND W < 0)", "N > 0 OR W IS NULL", "N > 0 AND P = 'X'",
        "REGEXP_LIKE(S, '^[a-z]')", "REGEXP_LIKE(S, 'abc', 'i')", "REGEXP_LIKE(S, 'abc')", "REGEXP_LIKE(S, '\\d+')",
        "REGEXP_LIKE(S, '^one$')", "REGEXP_LIKE(S, 'e.t')", "REGEXP_LIKE(S, 'e.t', 'n')",
        "REGEXP_LIKE(S, '^(a|A)[^x]*$')",
        "REGEXP_LIKE(S, '[\\]x')", "LENGTH(S) > 3", "NVL(W, 0) = 0", "(W, B) IN ((0, 0), (5, 2))", "D > E",
        "D - E > 10", "W = ANY (0, 5)", "W > ALL (0, 1)", "LNNVL(N > 0)", "NULL IS NULL", "MOD(W, 2) = 1",
        "INSTR(S, 'X') > 0", "DECODE(W, 0, 'a', 'b') = 'A'", "TO_CHAR(D, 'MON') = 'jan'",
        "CASE WHEN N > 0 THEN 'a' END = 'A'",
        "UPPER('a') = 'a'", "W / 3 * 3 = W", "EXTRACT(YEAR FROM D) = 2024", "D = TO_DATE('2024-01-31', 'YYYY-MM-DD')",
        "T < TIMESTAMP '2024-01-31 23:59:59.2'", "TRIM(S) = 'padded'", "S IS NOT NULL AND LENGTH(TRIM(S)) > 0",
    ]
}
