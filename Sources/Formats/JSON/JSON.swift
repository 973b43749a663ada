// JSON: RFC 8259 text to values and back. The parser is strict: valid UTF-8, no duplicate keys, no trailing commas, no
// comments, a bound on bytes and on depth, integers exact in 64 bits. It never traps and never guesses; every failure
// names line and column. It refuses what would be rounded or lost silently: an integer beyond Int64, a number beyond
// Double, half of a surrogate pair.
//
// Read next: JSONValue.swift, JSONParser.swift, JSONEncoder.swift.
