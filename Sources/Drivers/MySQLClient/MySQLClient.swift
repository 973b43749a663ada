// MySQLClient: a client of the MySQL protocol on MariaDB Connector/C.
