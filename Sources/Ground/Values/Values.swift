// Values: what a column can hold, exactly: decimals, dates and times as values. No binary floating point in between,
// no time zones, no calendar beyond the proleptic Gregorian one. A text that is not a value gives nil, never a guess.
//
// Read next: ExactDecimal.swift, CivilDate.swift, CivilDateTime.swift, TimeSpan.swift.
