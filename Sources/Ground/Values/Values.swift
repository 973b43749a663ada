// Values: what a column can hold, exactly: decimals, dates and times as values. No binary floating point in between.
