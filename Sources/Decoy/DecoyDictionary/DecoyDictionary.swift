// The dictionary of Decoy: what exists, under which Oracle name, and where it lies in PostgreSQL.
//
// `DataDictionary` is one immutable snapshot; a definition statement ends with a new one. Oracle names never become
// PostgreSQL names: a table is `data.t<object id>`, its columns `c1 … cn`. The room holds no connection: rows are
// read and written by DecoyEngine/Definition. Read `Model/DataDictionary.swift` next, then `Views/`.
