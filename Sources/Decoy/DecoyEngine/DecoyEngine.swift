// DecoyEngine: everything of Decoy between the wire and PostgreSQL. An `Engine` owns the PostgreSQL server of a data
// directory, the dictionary and the clock; a `Session` is one signed-in user with one backend, used by one thread.
// Values pass through in PostgreSQL's binary form and are turned into Oracle's wire forms field by field.
//
// It refuses to guess: what it does not know ends as the failure that Oracle would give.
//
// Read next: Engine/Engine.swift, Session/Session.swift, Values/FieldEncoder.swift, Clock/Clock.swift.
