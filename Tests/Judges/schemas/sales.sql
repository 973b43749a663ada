-- Sales: facts and dimensions in the manner of the usual SH sample: partitions of every kind, bitmap indexes.
CREATE TABLE times (
    time_id         DATE NOT NULL,
    day_name        VARCHAR2(9) NOT NULL,
    calendar_month  VARCHAR2(8) NOT NULL,
    calendar_year   NUMBER(4) NOT NULL,
    CONSTRAINT times_pk PRIMARY KEY (time_id) RELY
)
/
CREATE TABLE channels (
    channel_id    NUMBER NOT NULL,
    channel_desc  VARCHAR2(20) NOT NULL,
    CONSTRAINT channels_pk PRIMARY KEY (channel_id)
)
/
CREATE TABLE promotions (
    promo_id         NUMBER(6) NOT NULL,
    promo_name       VARCHAR2(30) NOT NULL,
    promo_cost       NUMBER(10,2) NOT NULL,
    promo_begin_date DATE NOT NULL,
    CONSTRAINT promo_pk PRIMARY KEY (promo_id)
)
/
CREATE TABLE sales (
    prod_id       NUMBER NOT NULL,
    cust_id       NUMBER NOT NULL,
    time_id       DATE NOT NULL,
    channel_id    NUMBER NOT NULL,
    promo_id      NUMBER NOT NULL,
    quantity_sold NUMBER(10,2) NOT NULL,
    amount_sold   NUMBER(10,2) NOT NULL
)
PARTITION BY RANGE (time_id) (
    PARTITION sales_2018    VALUES LESS THAN (TO_DATE('01-JAN-2019', 'DD-MON-YYYY')),
    PARTITION sales_h1_2019 VALUES LESS THAN (TO_DATE('01-JUL-2019', 'DD-MON-YYYY')),
    PARTITION sales_h2_2019 VALUES LESS THAN (DATE '2020-01-01'),
    PARTITION sales_rest    VALUES LESS THAN (MAXVALUE)
)
/
CREATE TABLE costs (
    prod_id    NUMBER NOT NULL,
    time_id    DATE NOT NULL,
    region     VARCHAR2(10),
    unit_cost  NUMBER(10,2) NOT NULL,
    unit_price NUMBER(10,2) NOT NULL
)
PARTITION BY RANGE (time_id) INTERVAL (NUMTOYMINTERVAL(1, 'MONTH'))
SUBPARTITION BY LIST (region)
SUBPARTITION TEMPLATE (
    SUBPARTITION north VALUES ('N', 'NE'),
    SUBPARTITION other VALUES (DEFAULT)
)
(
    PARTITION costs_old VALUES LESS THAN (DATE '2019-01-01')
)
/
CREATE TABLE visits (
    visit_id NUMBER GENERATED ALWAYS AS IDENTITY,
    page     VARCHAR2(100),
    seconds  NUMBER
)
PARTITION BY HASH (visit_id) PARTITIONS 4
/
CREATE TABLE shops (
    shop_id NUMBER(5) PRIMARY KEY,
    state   VARCHAR2(2),
    name    VARCHAR2(40)
)
PARTITION BY LIST (state) (
    PARTITION west VALUES ('CA', 'OR', 'WA'),
    PARTITION none VALUES (NULL),
    PARTITION rest VALUES (DEFAULT)
)
/
CREATE GLOBAL TEMPORARY TABLE sales_stage ON COMMIT DELETE ROWS AS SELECT * FROM sales WHERE 1 = 0
/
INSERT INTO times
SELECT d, TRIM(TO_CHAR(d, 'Day', 'NLS_DATE_LANGUAGE=AMERICAN')), TO_CHAR(d, 'YYYY-MM'), EXTRACT(YEAR FROM d)
FROM (SELECT DATE '2018-12-30' + LEVEL AS d FROM dual CONNECT BY LEVEL <= 400)
/
INSERT ALL
    INTO channels VALUES (2, 'Partners')
    INTO channels VALUES (3, 'Direct Sales')
    INTO channels VALUES (4, 'Internet')
SELECT * FROM dual
/
INSERT INTO promotions VALUES (33, 'spring', 12345678.9, TO_DATE('2019-03-20', 'YYYY-MM-DD'))
/
INSERT INTO sales
SELECT MOD(LEVEL, 7) + 10, MOD(LEVEL * 31, 97), DATE '2018-12-01' + MOD(LEVEL * 13, 500), MOD(LEVEL, 3) + 2, 33,
    ROUND(LEVEL / 7, 2), ROUND(LEVEL * 1.37, 2)
FROM dual CONNECT BY LEVEL <= 1000
/
INSERT INTO costs SELECT 10, DATE '2018-11-15' + LEVEL * 20, DECODE(MOD(LEVEL, 3), 0, 'N', 1, 'S'), LEVEL, LEVEL * 2
FROM dual CONNECT BY LEVEL <= 12
/
INSERT INTO visits (page, seconds) SELECT '/page/' || LEVEL, SQRT(LEVEL) FROM dual CONNECT BY LEVEL <= 20
/
INSERT INTO shops VALUES (1, 'CA', 'Bay')
/
INSERT INTO shops VALUES (2, NULL, 'Nowhere')
/
INSERT INTO shops VALUES (3, 'NY', 'Hudson')
/
COMMIT
/
CREATE BITMAP INDEX sales_prod_bix ON sales (prod_id) LOCAL NOLOGGING
/
CREATE INDEX sales_time_ix ON sales (time_id) LOCAL
/
ALTER TABLE sales ADD CONSTRAINT sales_time_fk FOREIGN KEY (time_id) REFERENCES times (time_id) RELY DISABLE NOVALIDATE
/
ALTER TABLE sales ADD CONSTRAINT sales_channel_fk FOREIGN KEY (channel_id) REFERENCES channels (channel_id)
/
CREATE MATERIALIZED VIEW cal_month_sales_mv AS
SELECT t.calendar_month, SUM(s.amount_sold) AS dollars
FROM sales s, times t
WHERE s.time_id = t.time_id
GROUP BY t.calendar_month
/
ALTER TABLE sales SPLIT PARTITION sales_rest AT (DATE '2020-07-01')
    INTO (PARTITION sales_h1_2020, PARTITION sales_rest)
/
ALTER TABLE shops ADD SUPPLEMENTAL LOG DATA (ALL) COLUMNS
/
