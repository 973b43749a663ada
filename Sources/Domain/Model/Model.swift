// Model: the nouns of the product as plain values. No I/O, no clock, no product names: which databases exist is
// known to the connectors alone, so kinds of data sources are open strings here.
//
// Read next: Component.swift (intent and observation), Identifiers.swift, Limits.swift.
