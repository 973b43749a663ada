// Web: the console's files, embedded.
