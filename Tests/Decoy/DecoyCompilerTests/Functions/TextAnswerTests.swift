import Testing

@Suite struct TextAnswerTests {
    @Test func textFunctionsTakeTheEmptyTextAsNull() async throws {
        let answers = Answers([
            ("SUBSTR('ABCDEFG', 3, 4)", "CDEF"), ("SUBSTR('ABCDEFG', -5, 4)", "CDEF"), ("SUBSTR('ABC', 0, 2)", "AB"),
            ("SUBSTR('ABC', 4)", nil), ("SUBSTR('ABC', 1, 0)", nil), ("SUBSTRB('ABCDEFG', 5, 4)", "EFG"),
            ("INSTR('CORPORATE FLOOR', 'OR', 3, 2)", "14"), ("INSTR('CORPORATE FLOOR', 'OR', -3, 2)", "2"),
            ("INSTR('abc', '')", nil), ("INSTRB('CORPORATE FLOOR', 'OR', 5, 2)", "14"), ("LENGTH('CANDIDE')", "7"),
            ("LENGTH('')", nil), ("LENGTHB('é')", "2"), ("LPAD('Page 1', 15, '*.')", "*.*.*.*.*Page 1"),
            ("RPAD('Morrison', 12, 'ab')", "Morrisonabab"), ("LPAD('abc', 0)", nil), ("RPAD('abcdef', 3)", "abc"),
            ("LTRIM('<=====>BROWNING<=====>', '<>=')", "BROWNING<=====>"),
            ("RTRIM('BROWNING<=====>', '<>=')", "BROWNING"), ("TRIM('  ')", nil), ("TRIM(' a ')", "a"),
            ("TRIM(LEADING '0' FROM '00120')", "120"), ("TRIM(BOTH 'xy' FROM 'x')", "ORA-30001"),
            ("REPLACE('JACK and JUE', 'J', 'BL')", "BLACK and BLUE"), ("REPLACE('abc', 'b')", "ac"),
            ("REPLACE('aaa', 'a')", nil), ("REPLACE('abc', '')", "abc"),
            ("TRANSLATE('SQL*Plus User''s Guide', ' */''', '___')", "SQL_Plus_Users_Guide"),
            ("TRANSLATE('abc', 'a', '')", nil), ("INITCAP('the soap')", "The Soap"), ("UPPER('Large')", "LARGE"),
            ("CONCAT('a', NULL)", "a"), ("'' || ''", nil), ("SOUNDEX('SMYTHE')", "S530"), ("REVERSE('abc')", "cba"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func codePointsAndCharacterSets() async throws {
        let answers = Answers([
            ("ASCII('Q')", "81"), ("ASCII('é')", "50089"), ("CHR(67)||CHR(65)||CHR(84)", "CAT"), ("CHR(50089)", "é"),
            ("UNISTR('abc\\00e5\\00f1\\00f6')", "abcåñö"), ("ASCIISTR('ABÄCDE')", "AB\\00C4CDE"), ("NCHR(187)", "»"),
            ("NLS_CHARSET_ID('AL32UTF8')", "873"), ("NLS_CHARSET_NAME(2000)", "AL16UTF16"),
            ("CONVERT('abc', 'AL32UTF8')", "abc"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func regularExpressionsGiveTheDocumentedParts() async throws {
        let address = "'500 Oracle Parkway, Redwood Shores, CA'"
        let answers = Answers([
            ("REGEXP_REPLACE('500   Oracle     Parkway', '( ){2,}', ' ')", "500 Oracle Parkway"),
            (
                "REGEXP_REPLACE('513.124.4567', '([0-9]{3})\\.([0-9]{3})\\.([0-9]{4})', '(\\1) \\2-\\3')",
                "(513) 124-4567"
            ),
            ("REGEXP_SUBSTR(\(address), ',[^,]+,')", ", Redwood Shores,"),
            ("REGEXP_INSTR(\(address), '[^ ]+', 1, 6)", "37"),
            ("REGEXP_COUNT('123123123123123', '(12)3', 1, 'i')", "5"),
            ("REGEXP_SUBSTR('a.b+c@x-y.co.uk', '@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+$')", "@x-y.co.uk"),
            ("REGEXP_REPLACE('5-a/b', '[0-9-a]')", "/b"),
            ("REGEXP_SUBSTR('1234567890', '(123)(4(56)(78))', 1, 1, 'i', 4)", "78"),
            ("REGEXP_REPLACE('abc', 'x')", "abc"), ("REGEXP_REPLACE('aaa', 'a')", nil),
            ("CASE WHEN REGEXP_LIKE('Steven', '^Ste(v|ph)en$') THEN 'y' ELSE 'n' END", "y"),
            ("CASE WHEN REGEXP_LIKE('a' || CHR(10) || 'b', 'a.b') THEN 'y' ELSE 'n' END", "n"),
            ("CASE WHEN REGEXP_LIKE('a' || CHR(10) || 'b', 'a.b', 'n') THEN 'y' ELSE 'n' END", "y"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func bytesAndTheirTexts() async throws {
        let answers = Answers([
            ("HEXTORAW('7D')", "7D"), ("HEXTORAW('xyz')", "ORA-01465"), ("RAWTOHEX(HEXTORAW('7d'))", "7D"),
            ("DUMP('abc', 1016)", "Typ=96 Len=3 CharacterSet=AL32UTF8: 61,62,63"),
            ("DUMP(123.45)", "Typ=2 Len=4: 194,2,24,46"),
            ("DUMP(-1)", "Typ=2 Len=3: 62,100,102"), ("VSIZE(100)", "2"), ("DUMP(NULL)", "NULL"),
            ("STANDARD_HASH('abc')", "A9993E364706816ABA3E25717850C26C9CD0D89D"),
            ("STANDARD_HASH('abc', 'MD5')", "900150983CD24FB0D6963F7D28E17F72"), ("LENGTH(SYS_GUID())", "32"),
            ("UTL_RAW.CAST_TO_VARCHAR2(HEXTORAW('616263'))", "abc"), ("UTL_RAW.CAST_TO_RAW('abc')", "616263"),
            ("DBMS_LOB.SUBSTR(TO_CLOB('abcdef'), 3, 2)", "bcd"), ("DBMS_LOB.GETLENGTH(TO_CLOB('abc'))", "3"),
            ("ROWIDTOCHAR(CHARTOROWID('AAASRqAAEAAAACXAAH'))", "AAASRqAAEAAAACXAAH"),
            ("DBMS_ROWID.ROWID_BLOCK_NUMBER(CHARTOROWID('AAASRqAAEAAAACXAAH'))", "151"),
            ("DBMS_ROWID.ROWID_OBJECT(CHARTOROWID('AAASRqAAEAAAACXAAH'))", "74858"), ("LENGTH(EMPTY_CLOB())", "0"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func choicesTakeNullAsOracleDoes() async throws {
        let answers = Answers([
            ("NVL(NULL, 'x')", "x"), ("NVL('', 'x')", "x"), ("NVL(1, 2)", "1"), ("NVL2(NULL, 1, 2)", "2"),
            ("COALESCE(NULL, NULL, 3)", "3"), ("NULLIF(1, 1)", nil), ("NULLIF('a', 'b')", "a"),
            ("DECODE(2, 1, 'one', 2, 'two', 'many')", "two"), ("DECODE(NULL, NULL, 'null', 'other')", "null"),
            ("DECODE(9, 1, 'one')", nil), ("DECODE('1', 1, 'one', 'other')", "one"), ("GREATEST('A', 'B', 'AB')", "B"),
            ("GREATEST(1, NULL, 3)", nil), ("LEAST(3, 1, 2)", "1"), ("GREATEST(1, '3.925', '2.4')", "3.925"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func castsFitTheDeclaredLimits() async throws {
        let answers = Answers([
            ("CAST('abcdef' AS VARCHAR2(3))", "abc"), ("CAST(1.567 AS NUMBER(3, 1))", "1.6"),
            ("CAST('22' AS NUMBER)", "22"),
            ("CAST(1234 AS NUMBER(3))", "ORA-01438"), ("CAST('a' AS CHAR(3)) || '|'", "a  |"),
            ("CAST(1.5 AS INTEGER)", "2"), ("CAST('10-SEP-12' AS DATE)", "10-SEP-12"),
            ("TO_CHAR(CAST(DATE '2024-01-01' AS TIMESTAMP), 'HH24:MI:SS.FF')", "00:00:00.000000"),
            ("CAST(12345 AS VARCHAR2(3))", "ORA-25137"), ("CAST(1234567 AS NUMBER(9, -2))", "1234600"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func documentsAnswerForTheirParts() async throws {
        let answers = Answers([
            ("JSON_VALUE('{\"a\":{\"b\":1.5}}', '$.a.b')", "1.5"), ("JSON_VALUE('{\"a\":[1,2]}', '$.a[1]')", "2"),
            ("JSON_VALUE('{\"a\":{}}', '$.a')", nil), ("JSON_QUERY('{\"a\":[1]}', '$.a')", "[1]"),
            ("SYS_CONTEXT('USERENV', 'CON_NAME')", "ORCLPDB1"), ("SYS_CONTEXT('USERENV', 'NOTHING')", "ORA-02003"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }
}
