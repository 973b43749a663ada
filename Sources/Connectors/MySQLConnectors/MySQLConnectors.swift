// MySQLConnectors: the family of databases that speak the MySQL protocol.
