internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// The object types of MDSYS that tables of sample schemas have columns of. There are no functions over them.
enum SpatialTypes {
    private static let statements = [
        "CREATE TYPE mdsys.sdo_point_type AS OBJECT (x NUMBER, y NUMBER, z NUMBER)",
        "CREATE TYPE mdsys.sdo_elem_info_array AS VARRAY(1048576) OF NUMBER",
        "CREATE TYPE mdsys.sdo_ordinate_array AS VARRAY(1048576) OF NUMBER",
        """
        CREATE TYPE mdsys.sdo_geometry AS OBJECT (sdo_gtype NUMBER, sdo_srid NUMBER, sdo_point mdsys.sdo_point_type,
        sdo_elem_info mdsys.sdo_elem_info_array, sdo_ordinates mdsys.sdo_ordinate_array)
        """,
    ]
    private static let names = ["SDO_POINT_TYPE", "SDO_ELEM_INFO_ARRAY", "SDO_ORDINATE_ARRAY", "SDO_GEOMETRY"]

    /// Makes what is missing of them.
    static func install(_ link: any DefinitionLink) throws(OracleFailure) {
        guard try link.number("SELECT count(*) FROM dict.users WHERE name = 'MDSYS'") == 0 else { return }
        try link.command(
            "INSERT INTO dict.users (id, name, status, is_maintained, default_tablespace) "
                + "VALUES (79, 'MDSYS', 'LOCKED', true, 'SYSAUX')")
        let dictionary = try DictionaryReader.read(link, systemViews: [])
        let runner = DefinitionRunner(link, dictionary: dictionary, context: SessionContext(user: "SYS"))
        for text in statements {
            guard case .definition(let statement) = try parseStatement(text) else { continue }
            try runner.run(statement)
        }
        for name in names {
            for text in ["GRANT EXECUTE ON mdsys.\(name) TO PUBLIC", "CREATE PUBLIC SYNONYM \(name) FOR mdsys.\(name)"]
            {
                guard case .definition(let statement) = try parseStatement(text) else { continue }
                try runner.run(statement)
            }
        }
    }
}
