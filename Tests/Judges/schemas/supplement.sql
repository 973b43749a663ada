-- What newer versions of the suite expect beside the schema script that is published with the older driver.
-- A statement ends at a line that holds only a slash, as in that script.

grant create view, create synonym, create sequence, create trigger to &main_user
/

alter session set time_zone = '+00:00'
/

-- Columns that came to tables of the older script.
alter table &main_user..TestCLOBs add (
    ExtraNumCol1                        number(9),
    ExtraCLOBCol1                      clob,
    ExtraNumCol2                        number(9),
    ExtraCLOBCol2                      clob
)
/
alter table &main_user..TestNCLOBs add (
    ExtraNumCol1                        number(9),
    ExtraNCLOBCol1                     nclob,
    ExtraNumCol2                        number(9),
    ExtraNCLOBCol2                     nclob
)
/
alter table &main_user..TestBLOBs add (
    ExtraNumCol1                        number(9),
    ExtraBLOBCol1                      blob,
    ExtraNumCol2                        number(9),
    ExtraBLOBCol2                      blob
)
/
alter table &main_user..TestTimestamps add (TimestampPrecisionCol timestamp(4))
/
update &main_user..TestTimestamps set TimestampPrecisionCol = timestamp '2009-12-14 00:00:00'
/
alter table &main_user..TestIntervals add (
    IntervalPrecisionCol                interval day(7) to second,
    IntervalPrecisionScaleCol           interval day(8) to second(9)
)
/
update &main_user..TestIntervals set
    IntervalPrecisionCol = interval '8 5:15:0' day to second,
    IntervalPrecisionScaleCol = interval '10 12:15:15' day(2) to second
/
drop table &main_user..TestTempTable purge
/
create table &main_user..TestTempTable (
    IntCol                              number(9) not null,
    StringCol1                          varchar2(400),
    StringCol2                          varchar2(400),
    NumberCol                           number(25, 2),
    constraint TestTempTable_pk primary key (IntCol)
)
/

-- Tables that the older script does not have.
create table &main_user..TestTimestampTZs (
    IntCol                              number(9) not null,
    TimestampTZCol                      timestamp with time zone not null,
    NullableCol                         timestamp with time zone,
    TimestampTZPrecisionCol             timestamp(7) with time zone
)
/
create table &main_user..TestTimestampLTZs (
    IntCol                              number(9) not null,
    TimestampLTZCol                     timestamp with local time zone not null,
    NullableCol                         timestamp with local time zone,
    TimestampLTZPrecisionCol            timestamp(5) with local time zone
)
/
create table &main_user..TestIntervalYMs (
    IntCol                              number(9) not null,
    IntervalCol                         interval year to month not null,
    NullableCol                         interval year to month,
    IntervalPrecisionCol                interval year(3) to month
)
/
create table &main_user..TestAllTypes (
    NumberValue                         number,
    StringValue                         varchar2(60),
    FixedCharValue                      char(10),
    NStringValue                        nvarchar2(60),
    NFixedCharValue                     nchar(10),
    RawValue                            raw(16),
    IntValue                            integer,
    SmallIntValue                       smallint,
    RealValue                           real,
    DecimalValue                        decimal(20, 6),
    DoublePrecisionValue                double precision,
    FloatValue                          float,
    BinaryFloatValue                    binary_float,
    BinaryDoubleValue                   binary_double,
    DateValue                           date,
    TimestampValue                      timestamp,
    TimestampTZValue                    timestamp with time zone,
    TimestampLTZValue                   timestamp with local time zone,
    IntervalDSValue                     interval day to second,
    IntervalYMValue                     interval year to month,
    ClobValue                           clob,
    NClobValue                          nclob,
    BlobValue                           blob,
    SubObjectValue                      &main_user..udt_SubObject,
    SubObjectArray                      &main_user..udt_ObjectArray
)
/
create table &main_user..TestJsonCols (
    IntCol                              number(9) not null,
    JsonVarchar                         varchar2(4000) not null,
    JsonClob                            clob not null,
    JsonBlob                            blob not null,
    constraint TestJsonCols_ck_1 check (JsonVarchar is json),
    constraint TestJsonCols_ck_2 check (JsonClob is json),
    constraint TestJsonCols_ck_3 check (JsonBlob is json)
)
/
insert into &main_user..TestJsonCols
values (1, '[1, 2, 3]', '[4, 5, 6]', utl_raw.cast_to_raw('[7, 8, 9]'))
/

declare
    Local_Offset                        number;
    Fraction                            varchar2(10);
begin
    for Nr in 1..10 loop
        Fraction := to_char(Nr * 2) || '.' || to_char(Nr * 50);
        insert into &main_user..TestTimestampTZs values (
            Nr,
            from_tz(timestamp '2022-06-03 00:00:00' + to_dsinterval(to_char(Nr) || ' 00:00:' || Fraction),
                case when mod(Nr, 2) = 1 then '+' else '-' end || to_char(Nr, 'FM00') ||
                case when mod(Nr, 4) = 0 then ':00' else ':30' end),
            case when mod(Nr, 2) = 1 then timestamp '2022-06-03 00:00:00 +00:00' +
                to_dsinterval(to_char(Nr + 1) || ' 00:00:' || to_char(Nr * 3) || '.' || to_char(Nr * 125)) end,
            timestamp '2009-12-14 00:00:00 +00:00'
        );
        Local_Offset := case when mod(Nr, 4) = 0 then Nr when mod(Nr, 2) = 0 then Nr + 0.5 else -(Nr + 0.5) end;
        insert into &main_user..TestTimestampLTZs values (
            Nr,
            timestamp '2022-06-02 00:00:00 +00:00' + numtodsinterval(Local_Offset, 'hour') +
                to_dsinterval(to_char(Nr) || ' 00:00:' || Fraction),
            case when mod(Nr, 2) = 1 then timestamp '2022-06-02 00:00:00 +00:00' +
                to_dsinterval(to_char(Nr + 1) || ' 00:00:' || to_char(Nr * 3) || '.' || to_char(Nr * 125)) end,
            timestamp '2009-12-14 00:00:00 +00:00'
        );
        insert into &main_user..TestIntervalYMs values (
            Nr,
            numtoyminterval((Nr - 5) * 12 + case when Nr < 5 then -Nr else Nr end, 'month'),
            case when mod(Nr, 2) = 1 then numtoyminterval((Nr + 5) * 12 + Nr + 2, 'month') end,
            interval '3-8' year to month
        );
    end loop;
end;
/

commit
/

-- Routines whose arguments are of PL/SQL's own types.
create procedure &main_user..proc_Test2 (
    a_InValue                           varchar2,
    a_InOutValue                        in out number,
    a_OutValue                          out boolean
) as
begin
    a_InOutValue := length(a_InValue) * a_InOutValue;
    a_OutValue := true;
end;
/

create function &main_user..func_Test2 (
    a_String                            varchar2,
    a_ExtraAmount                       number,
    a_Boolean                           boolean
) return number as
begin
    return length(a_String) + case when a_Boolean then a_ExtraAmount else -a_ExtraAmount end;
end;
/

create or replace package &main_user..pkg_TestLOBs as

    procedure TestInOut (
        a_Clob                          in out clob,
        a_Wanted                        varchar2,
        a_Replacement                   varchar2
    );

    procedure GetSize (a_Data clob, a_Size out number);

    procedure GetSize (a_Data blob, a_Size out number);

end;
/

create or replace package body &main_user..pkg_TestLOBs as

    procedure TestInOut (
        a_Clob                          in out clob,
        a_Wanted                        varchar2,
        a_Replacement                   varchar2
    ) is
    begin
        if a_Wanted is not null then
            a_Clob := replace(a_Clob, a_Wanted, a_Replacement);
        end if;
    end;

    procedure GetSize (a_Data clob, a_Size out number) is
    begin
        a_Size := dbms_lob.getlength(a_Data);
    end;

    procedure GetSize (a_Data blob, a_Size out number) is
    begin
        a_Size := dbms_lob.getlength(a_Data);
    end;

end;
/

create or replace package &main_user..pkg_TestRefCursors as

    procedure TestOutCursor (a_MaxIntValue number, a_Cursor out sys_refcursor);

    function TestInCursor (a_Cursor sys_refcursor) return varchar2;

    function TestReturnCursor (a_MaxIntValue number) return sys_refcursor;

    procedure TestLobCursor (a_Value varchar2, a_Cursor out sys_refcursor);

    procedure TestCloseCursor (a_Cursor sys_refcursor);

end;
/

create or replace package body &main_user..pkg_TestRefCursors as

    procedure TestOutCursor (a_MaxIntValue number, a_Cursor out sys_refcursor) is
    begin
        open a_Cursor for
            select IntCol, StringCol from TestStrings where IntCol <= a_MaxIntValue order by IntCol;
    end;

    function TestInCursor (a_Cursor sys_refcursor) return varchar2 is
        Found                           varchar2(100);
    begin
        fetch a_Cursor into Found;
        return Found || ' (Modified)';
    end;

    function TestReturnCursor (a_MaxIntValue number) return sys_refcursor is
        Result                          sys_refcursor;
    begin
        TestOutCursor(a_MaxIntValue, Result);
        return Result;
    end;

    procedure TestLobCursor (a_Value varchar2, a_Cursor out sys_refcursor) is
    begin
        open a_Cursor for select to_clob(a_Value) as Content from dual;
    end;

    procedure TestCloseCursor (a_Cursor sys_refcursor) is
    begin
        if a_Cursor%isopen then
            close a_Cursor;
        end if;
    end;

end;
/

create or replace package &main_user..pkg_TestBooleans as

    type udt_BooleanList is table of boolean index by binary_integer;

    function GetStringRep (a_Value boolean) return varchar2;

    function IsLessThan10 (a_Value number) return boolean;

    function EchoValue (a_Value boolean) return boolean;

    procedure EchoValueOut (a_Value boolean, a_Result out boolean);

    function TestInArrays (a_Value udt_BooleanList) return number;

    procedure TestOutArrays (a_NumElements number, a_Value out nocopy udt_BooleanList);

    function TestOutValueNull return boolean;

end;
/

create or replace package body &main_user..pkg_TestBooleans as

    function GetStringRep (a_Value boolean) return varchar2 is
    begin
        return case when a_Value is null then 'NULL' when a_Value then 'TRUE' else 'FALSE' end;
    end;

    function IsLessThan10 (a_Value number) return boolean is
    begin
        return a_Value < 10;
    end;

    function EchoValue (a_Value boolean) return boolean is
    begin
        return a_Value;
    end;

    procedure EchoValueOut (a_Value boolean, a_Result out boolean) is
    begin
        a_Result := a_Value;
    end;

    function TestInArrays (a_Value udt_BooleanList) return number is
        Result                          pls_integer := 0;
    begin
        for Nr in 1..a_Value.count loop
            if a_Value(Nr) then
                Result := Result + 1;
            end if;
        end loop;
        return Result;
    end;

    procedure TestOutArrays (a_NumElements number, a_Value out nocopy udt_BooleanList) is
    begin
        for Nr in 1..a_NumElements loop
            a_Value(Nr) := mod(Nr, 2) = 1;
        end loop;
    end;

    function TestOutValueNull return boolean is
    begin
        return null;
    end;

end;
/

-- Types that the older script does not have.
create type &main_user..udt_UnconstrainedTable as table of number
/
create type &main_user..udt_ObjectWithXmlType as object (
    NumberValue                         number,
    XMLValue                            sys.xmltype,
    StringValue                         varchar2(60)
)
/
create type &main_user..udt_VarrayOfNumber as varray(10) of number
/
create type &main_user..udt_TableOfNumber as table of number
/
create type &main_user..udt_TableOfVarrayOfNumber as table of &main_user..udt_VarrayOfNumber
/
create type &main_user..udt_TableOfTableOfNumber as table of &main_user..udt_TableOfNumber
/
create type &main_user..udt_VarrayOfTableOfNumber as varray(10) of &main_user..udt_TableOfNumber
/
create table &main_user..NestedCollectionTests (
    Id                                  number(9),
    TableCol                            &main_user..udt_TableOfTableOfNumber,
    VarrayCol                           &main_user..udt_VarrayOfTableOfNumber
) nested table TableCol store as NestedCollectionTab (
    nested table column_value store as NestedCollectionInnerTab
)
/

create or replace package &main_user..pkg_NestedTable as

    function GetVarrayOfNumber return udt_VarrayOfNumber;

    function GetTableOfNumber return udt_TableOfNumber;

    function GetTableOfVarrayOfNumber return udt_TableOfVarrayOfNumber;

end;
/

create or replace package body &main_user..pkg_NestedTable as

    function GetVarrayOfNumber return udt_VarrayOfNumber is
    begin
        return udt_VarrayOfNumber(10, 20, 30);
    end;

    function GetTableOfNumber return udt_TableOfNumber is
        Result                          udt_TableOfNumber := udt_TableOfNumber();
    begin
        for Nr in 1..4 loop
            Result.extend;
            Result(Nr) := Nr * 10 + 5;
        end loop;
        return Result;
    end;

    function GetTableOfVarrayOfNumber return udt_TableOfVarrayOfNumber is
    begin
        return udt_TableOfVarrayOfNumber(udt_VarrayOfNumber(10, 20), udt_VarrayOfNumber(30, 40));
    end;

end;
/

create or replace package &main_user..pkg_TestBindObject as

    type udt_CollectionRowType is table of TestTempTable%rowtype index by binary_integer;

    function GetStringRep (a_Object udt_Object) return varchar2;

    procedure BindObjectOut (a_NumberValue number, a_StringValue varchar2, a_Object out nocopy udt_Object);

end;
/

create or replace package &main_user..pkg_TestNestedRecords as

    type udt_Inner is record (Attr1 number, Attr2 number);

    type udt_Outer is record (Inner1 udt_Inner, Inner2 udt_Inner);

    function GetOuter (a_Value1 number, a_Value2 number) return udt_Outer;

end;
/

create or replace package body &main_user..pkg_TestNestedRecords as

    function GetOuter (a_Value1 number, a_Value2 number) return udt_Outer is
        Result                          udt_Outer;
    begin
        Result.Inner1.Attr2 := a_Value1;
        Result.Inner2.Attr2 := a_Value2;
        return Result;
    end;

end;
/

create or replace package &main_user..pkg_TestRecords as

    type udt_Record is record (
        NumberValue                     number,
        StringValue                     varchar2(30),
        DateValue                       date,
        TimestampValue                  timestamp,
        BooleanValue                    boolean,
        PlsIntegerValue                 pls_integer,
        BinaryIntegerValue              binary_integer
    );

    type udt_RecordArray is table of udt_Record index by binary_integer;

    function GetStringRep (a_Value udt_Record) return varchar2;

    procedure TestOut (a_Value out nocopy udt_Record);

    function TestInArrays (a_Value udt_RecordArray) return varchar2;

    procedure TestInOutArrays (a_Number number, a_String varchar2, a_Value in out nocopy udt_RecordArray);

end;
/

create or replace package body &main_user..pkg_TestRecords as

    function Moment (a_Function varchar2, a_Text varchar2, a_Format varchar2) return varchar2 is
    begin
        return case when a_Text is null then 'null'
            else a_Function || '(''' || a_Text || ''', ''' || a_Format || ''')' end;
    end;

    function GetStringRep (a_Value udt_Record) return varchar2 is
        Text                            varchar2(400);
    begin
        Text := nvl(to_char(a_Value.NumberValue), 'null') || ', ';
        Text := Text || case when a_Value.StringValue is null then 'null'
            else '''' || a_Value.StringValue || '''' end || ', ';
        Text := Text || Moment('to_date', to_char(a_Value.DateValue, 'YYYY-MM-DD'), 'YYYY-MM-DD') || ', ';
        Text := Text || Moment('to_timestamp', to_char(a_Value.TimestampValue, 'YYYY-MM-DD HH24:MI:SS'),
            'YYYY-MM-DD HH24:MI:SS') || ', ';
        Text := Text || case when a_Value.BooleanValue is null then 'null' when a_Value.BooleanValue then 'true'
            else 'false' end || ', ';
        return 'udt_Record(' || Text || nvl(to_char(a_Value.PlsIntegerValue), 'null') || ', '
            || nvl(to_char(a_Value.BinaryIntegerValue), 'null') || ')';
    end;

    procedure TestOut (a_Value out nocopy udt_Record) is
    begin
        a_Value.NumberValue := 25;
        a_Value.StringValue := 'String in record';
        a_Value.DateValue := date '2016-02-16';
        a_Value.TimestampValue := timestamp '2016-02-16 18:23:55';
        a_Value.BooleanValue := true;
        a_Value.PlsIntegerValue := 45;
        a_Value.BinaryIntegerValue := 10;
    end;

    function TestInArrays (a_Value udt_RecordArray) return varchar2 is
        Text                            varchar2(4000);
    begin
        for Nr in 0..a_Value.count - 1 loop
            Text := Text || case when Nr > 0 then '; ' end || GetStringRep(a_Value(Nr));
        end loop;
        return Text;
    end;

    procedure TestInOutArrays (a_Number number, a_String varchar2, a_Value in out nocopy udt_RecordArray) is
        Added                           udt_Record;
    begin
        Added.NumberValue := a_Number;
        Added.StringValue := a_String;
        a_Value(a_Value.count) := Added;
    end;

end;
/
