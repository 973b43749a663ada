-- People: a small company in the manner of the usual HR sample. Run as the owner of the schema.
CREATE TABLE regions (
    region_id   NUMBER CONSTRAINT region_id_nn NOT NULL,
    region_name VARCHAR2(25)
)
/
CREATE UNIQUE INDEX reg_id_pk ON regions (region_id)
/
ALTER TABLE regions ADD (CONSTRAINT reg_id_pk PRIMARY KEY (region_id))
/
CREATE TABLE countries (
    country_id   CHAR(2) CONSTRAINT country_id_nn NOT NULL,
    country_name VARCHAR2(60),
    region_id    NUMBER,
    CONSTRAINT country_c_id_pk PRIMARY KEY (country_id)
)
ORGANIZATION INDEX
/
ALTER TABLE countries ADD (
    CONSTRAINT countr_reg_fk FOREIGN KEY (region_id) REFERENCES regions (region_id)
)
/
CREATE TABLE locations (
    location_id    NUMBER(4),
    street_address VARCHAR2(40),
    postal_code    VARCHAR2(12),
    city           VARCHAR2(30) CONSTRAINT loc_city_nn NOT NULL,
    state_province VARCHAR2(25),
    country_id     CHAR(2)
)
/
CREATE UNIQUE INDEX loc_id_pk ON locations (location_id)
/
ALTER TABLE locations ADD (
    CONSTRAINT loc_id_pk PRIMARY KEY (location_id),
    CONSTRAINT loc_c_id_fk FOREIGN KEY (country_id) REFERENCES countries (country_id)
)
/
CREATE SEQUENCE locations_seq START WITH 3300 INCREMENT BY 100 MAXVALUE 9900 NOCACHE NOCYCLE
/
CREATE TABLE departments (
    department_id   NUMBER(4),
    department_name VARCHAR2(30) CONSTRAINT dept_name_nn NOT NULL,
    manager_id      NUMBER(6),
    location_id     NUMBER(4)
)
/
CREATE UNIQUE INDEX dept_id_pk ON departments (department_id)
/
ALTER TABLE departments ADD (
    CONSTRAINT dept_id_pk PRIMARY KEY (department_id),
    CONSTRAINT dept_loc_fk FOREIGN KEY (location_id) REFERENCES locations (location_id)
)
/
CREATE SEQUENCE departments_seq START WITH 280 INCREMENT BY 10 MAXVALUE 9990 NOCACHE NOCYCLE
/
CREATE TABLE jobs (
    job_id     VARCHAR2(10),
    job_title  VARCHAR2(35) CONSTRAINT job_title_nn NOT NULL,
    min_salary NUMBER(6),
    max_salary NUMBER(6)
)
/
CREATE UNIQUE INDEX job_id_pk ON jobs (job_id)
/
ALTER TABLE jobs ADD (CONSTRAINT job_id_pk PRIMARY KEY (job_id))
/
CREATE TABLE employees (
    employee_id    NUMBER(6),
    first_name     VARCHAR2(20),
    last_name      VARCHAR2(25) CONSTRAINT emp_last_name_nn NOT NULL,
    email          VARCHAR2(25) CONSTRAINT emp_email_nn NOT NULL,
    phone_number   VARCHAR2(20),
    hire_date      DATE CONSTRAINT emp_hire_date_nn NOT NULL,
    job_id         VARCHAR2(10) CONSTRAINT emp_job_nn NOT NULL,
    salary         NUMBER(8,2),
    commission_pct NUMBER(2,2),
    manager_id     NUMBER(6),
    department_id  NUMBER(4),
    CONSTRAINT emp_salary_min CHECK (salary > 0),
    CONSTRAINT emp_email_uk UNIQUE (email)
)
/
CREATE UNIQUE INDEX emp_emp_id_pk ON employees (employee_id)
/
ALTER TABLE employees ADD (
    CONSTRAINT emp_emp_id_pk PRIMARY KEY (employee_id),
    CONSTRAINT emp_dept_fk FOREIGN KEY (department_id) REFERENCES departments,
    CONSTRAINT emp_job_fk FOREIGN KEY (job_id) REFERENCES jobs (job_id),
    CONSTRAINT emp_manager_fk FOREIGN KEY (manager_id) REFERENCES employees
)
/
ALTER TABLE departments ADD (CONSTRAINT dept_mgr_fk FOREIGN KEY (manager_id) REFERENCES employees (employee_id))
/
ALTER TABLE departments DISABLE CONSTRAINT dept_mgr_fk
/
CREATE SEQUENCE employees_seq START WITH 207 INCREMENT BY 1 NOCACHE NOCYCLE
/
CREATE TABLE job_history (
    employee_id   NUMBER(6) CONSTRAINT jhist_employee_nn NOT NULL,
    start_date    DATE CONSTRAINT jhist_start_date_nn NOT NULL,
    end_date      DATE CONSTRAINT jhist_end_date_nn NOT NULL,
    job_id        VARCHAR2(10) CONSTRAINT jhist_job_nn NOT NULL,
    department_id NUMBER(4),
    CONSTRAINT jhist_date_interval CHECK (end_date > start_date)
)
/
CREATE UNIQUE INDEX jhist_emp_id_st_date_pk ON job_history (employee_id, start_date)
/
ALTER TABLE job_history ADD (
    CONSTRAINT jhist_emp_id_st_date_pk PRIMARY KEY (employee_id, start_date),
    CONSTRAINT jhist_job_fk FOREIGN KEY (job_id) REFERENCES jobs,
    CONSTRAINT jhist_emp_fk FOREIGN KEY (employee_id) REFERENCES employees,
    CONSTRAINT jhist_dept_fk FOREIGN KEY (department_id) REFERENCES departments
)
/
INSERT INTO regions VALUES (1, 'Europe')
/
INSERT INTO regions VALUES (2, 'Americas')
/
INSERT INTO regions VALUES (3, 'Asia')
/
INSERT INTO countries VALUES ('DE', 'Germany', 1)
/
INSERT INTO countries VALUES ('NZ', 'New Zealand', 3)
/
INSERT INTO countries VALUES ('CL', 'Chile', 2)
/
INSERT INTO locations VALUES (1000, 'Am Deich 4', '25813', 'Husum', NULL, 'DE')
/
INSERT INTO locations VALUES (1100, '12 Pukorokoro Rd', '2473', 'Miranda', 'Waikato', 'NZ')
/
INSERT INTO locations VALUES (1200, 'Calle Ñandú 7', '', 'Chiloé', 'Los Lagos', 'CL')
/
INSERT INTO departments VALUES (10, 'Administration', NULL, 1000)
/
INSERT INTO departments VALUES (20, 'Flight', NULL, 1100)
/
INSERT INTO departments VALUES (30, 'Moulting', NULL, 1200)
/
INSERT INTO jobs VALUES ('AD_PRES', 'President', 20080, 40000)
/
INSERT INTO jobs VALUES ('FL_PILOT', 'Pilot', 8000, 16000)
/
INSERT INTO jobs VALUES ('FL_NAVI', 'Navigator', 4200, 9000)
/
INSERT INTO employees VALUES (100, 'Limosa', 'Lapponica', 'LLAPPON', '49.4841.100',
    TO_DATE('17-06-2003', 'dd-MM-yyyy'), 'AD_PRES', 24000, NULL, NULL, 10)
/
INSERT INTO employees VALUES (101, 'Calidris', 'Canutus', 'CCANUTU', NULL,
    TO_DATE('21-09-2005', 'dd-MM-yyyy'), 'FL_PILOT', 14000.5, .15, 100, 20)
/
INSERT INTO employees VALUES (102, 'Numenius', 'Arquata', 'NARQUAT', '64.7.102',
    TO_DATE('13-01-2001', 'dd-MM-yyyy'), 'FL_NAVI', 6000, .2, 101, 20)
/
INSERT INTO employees VALUES (103, 'Haematopus', 'O''Stralegus', 'HOSTRAL', '56.65.103',
    TO_DATE('03-01-2006', 'dd-MM-yyyy'), 'FL_NAVI', 9000, NULL, 101, 30)
/
UPDATE departments SET manager_id = 100 WHERE department_id = 10
/
INSERT INTO job_history VALUES (102, DATE '2001-01-13', DATE '2006-07-24', 'FL_PILOT', 20)
/
INSERT INTO job_history VALUES (101, DATE '1997-09-21', DATE '2001-10-27', 'FL_NAVI', 30)
/
COMMIT
/
ALTER TABLE departments ENABLE CONSTRAINT dept_mgr_fk
/
CREATE INDEX emp_department_ix ON employees (department_id)
/
CREATE INDEX emp_job_ix ON employees (job_id)
/
CREATE INDEX emp_name_ix ON employees (last_name, first_name)
/
CREATE INDEX emp_upper_ix ON employees (UPPER(last_name), hire_date DESC)
/
CREATE OR REPLACE VIEW emp_details_view (
    employee_id, job_id, manager_id, department_id, location_id, country_id, first_name, last_name, salary,
    commission_pct, department_name, job_title, city, state_province, country_name, region_name
) AS
SELECT e.employee_id, e.job_id, e.manager_id, e.department_id, d.location_id, l.country_id, e.first_name, e.last_name,
    e.salary, e.commission_pct, d.department_name, j.job_title, l.city, l.state_province, c.country_name, r.region_name
FROM employees e, departments d, jobs j, locations l, countries c, regions r
WHERE e.department_id = d.department_id
    AND d.location_id = l.location_id
    AND l.country_id = c.country_id
    AND c.region_id = r.region_id
    AND j.job_id = e.job_id
WITH READ ONLY
/
COMMENT ON TABLE regions IS 'Parts of the world; the key is a number.'
/
COMMENT ON COLUMN employees.commission_pct IS 'Share of a sale; null for those who do not sell.'
/
CREATE OR REPLACE PROCEDURE secure_dml
IS
BEGIN
    IF TO_CHAR(SYSDATE, 'HH24:MI') NOT BETWEEN '00:00' AND '23:59' THEN
        RAISE_APPLICATION_ERROR(-20205, 'Changes are made while the office is open.');
    END IF;
END secure_dml;
/
CREATE OR REPLACE TRIGGER secure_employees
    BEFORE INSERT OR UPDATE OR DELETE ON employees
BEGIN
    secure_dml;
END secure_employees;
/
ALTER TRIGGER secure_employees DISABLE
/
CREATE OR REPLACE PROCEDURE add_job_history (
    p_emp_id        job_history.employee_id%TYPE,
    p_start_date    job_history.start_date%TYPE,
    p_end_date      job_history.end_date%TYPE,
    p_job_id        job_history.job_id%TYPE,
    p_department_id job_history.department_id%TYPE
)
IS
BEGIN
    INSERT INTO job_history (employee_id, start_date, end_date, job_id, department_id)
    VALUES (p_emp_id, p_start_date, p_end_date, p_job_id, p_department_id);
END add_job_history;
/
CREATE OR REPLACE TRIGGER update_job_history
    AFTER UPDATE OF job_id, department_id ON employees
    FOR EACH ROW
BEGIN
    add_job_history(:old.employee_id, :old.hire_date, SYSDATE, :old.job_id, :old.department_id);
END;
/
